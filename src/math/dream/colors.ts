/** Colours of pictures that grow: three numbers that vary by themselves, mixed to red, green and blue as in natural pictures. */

/** Three rows of three: what red, green and blue take of each number. */
export type ColorMatrix = readonly [
  rr: number,
  rg: number,
  rb: number,
  gr: number,
  gg: number,
  gb: number,
  br: number,
  bg: number,
  bb: number,
];

/** Largest length of a column of the matrix below before it is divided by it. */
const LARGEST_COLUMN = Math.hypot(0.26, 0.27, 0.27);

/** Root of the covariance of colours in ImageNet, divided by its longest column. Source: lucid/optvis/param/color.py. */
export const DECORRELATED: ColorMatrix = [
  0.26 / LARGEST_COLUMN,
  0.09 / LARGEST_COLUMN,
  0.02 / LARGEST_COLUMN,
  0.27 / LARGEST_COLUMN,
  0,
  -0.05 / LARGEST_COLUMN,
  0.27 / LARGEST_COLUMN,
  -0.09 / LARGEST_COLUMN,
  0.03 / LARGEST_COLUMN,
];

/** Each number is a colour. */
export const CORRELATED: ColorMatrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
