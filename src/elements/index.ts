/** Public face of the elements: importing it defines every tag. */
export { preferencesContext, sessionContext } from './contexts.ts';
export { PictureIntake } from './controllers/picture-intake.ts';
export { ShortcutsController } from './controllers/shortcuts.ts';
export { SignalsController } from './controllers/signals.ts';
export { loadInspector } from './inspector.ts';
export { loadModelParts } from './model-parts.ts';
export { loadPage, pageOver } from './page-over.ts';
export { base, controls } from './styles/controls.ts';
export { installTokens } from './styles/tokens.ts';
export { mark } from './ui/icons.ts';
export { loadVerifyPlate } from './verify-plate-loader.ts';
import './views/layer-view.ts';
import './views/network-panel.ts';
import './views/person-settings.ts';
import './views/top-bar.ts';
export type { DreamHost } from './dream/room/dream-host.ts';
export type { LabHost } from './labs/index.ts';
export type { TopBar } from './views/top-bar.ts';
