/** Public face of i18n: the words of the studio in each language, and how numbers are written. */
export { loadMessages, messagesFor } from './catalogue.ts';
export { dreamWordsFor, loadDreamWords } from './dream-catalogue.ts';
export {
  fill,
  formatBytes,
  formatCount,
  formatDuration,
  formatMeasured,
  formatPercent,
  formatShare,
  formatValue,
} from './format.ts';
export type { Language } from './format.ts';
export { labWordsFor, loadLabWords } from './lab-catalogue.ts';
export type { Messages } from './messages.en.ts';
export type { DreamWords } from './words/dream/index.en.ts';
export type { LabWords } from './words/lab/index.en.ts';
export { noticeText } from './notice.ts';
export { splitTerms } from './terms.ts';
export type { Term, TextPiece } from './terms.ts';
