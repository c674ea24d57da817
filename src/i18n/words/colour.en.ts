/** English: the grid and its colours: legend, scales, order, search, keys of the grid. */

export const colourEn = {};
