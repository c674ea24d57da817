/** Japanese: what can be taken away: pictures, numbers, links, feature vectors. */
import type { takeEn } from './take.en.ts';

export const takeJa: typeof takeEn = {};
