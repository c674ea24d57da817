/** Japanese: the grid and its colours: legend, scales, order, search, keys of the grid. */
import type { colourEn } from './colour.en.ts';

export const colourJa: typeof colourEn = {};
