/** Public face of the labs' elements: a part of its own, loaded when a lab is opened. */
import { loadLabWords } from '../../i18n/index.ts';

export { LabHost } from './lab-host.ts';
export { LabPage } from './lab-page.ts';

/** Makes the words of the labs ready: before that no lab can be shown. */
export const readyLabWords = loadLabWords;
