/** Public face of i18n: the words of the studio in each language, and how numbers are written. */
export { loadMessages, messagesFor } from './catalogue.ts';
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
export type { Messages } from './messages.en.ts';
export { noticeText } from './notice.ts';
export { splitTerms } from './terms.ts';
export type { Term, TextPiece } from './terms.ts';
