/** Public face of the elements: importing it defines every tag. */
export { preferencesContext, sessionContext } from './contexts.ts';
export { PictureIntake } from './controllers/picture-intake.ts';
export { ShortcutsController } from './controllers/shortcuts.ts';
export { SignalsController } from './controllers/signals.ts';
export { base, controls } from './styles/controls.ts';
export { installTokens } from './styles/tokens.ts';
export { mark } from './ui/icons.ts';
export { LayerView } from './views/layer-view.ts';
export { NetworkPanel } from './views/network-panel.ts';
export { PersonSettings } from './views/person-settings.ts';
export { TopBar } from './views/top-bar.ts';
