/** Colours of pictures that grow: three numbers that vary by themselves, mixed to red, green and blue as in natural pictures. */

import type { Tensor3 } from '../tensor.ts';

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

/** Of a colour of 0 or 1 the sigmoid has no inverse: this near is taken for it. */
const NEAREST = 0.005;

/** The three values of every cell whose mix, put through the sigmoid, is the picture, RGB 0..1. */
export function valuesOfPicture({ shape, data }: Tensor3, matrix: ColorMatrix): Tensor3 {
  const cells = shape[1] * shape[2];
  const inverse = inverseOf(matrix);
  const logits = data.map((color) => {
    const inside = Math.min(1 - NEAREST, Math.max(NEAREST, color));
    return Math.log(inside / (1 - inside));
  });
  const values = data.map((_, index) => {
    const row = 3 * Math.floor(index / cells);
    let sum = 0;
    for (let c = 0; c < 3; c += 1) {
      sum += (inverse[row + c] ?? 0) * (logits[c * cells + (index % cells)] ?? 0);
    }
    return sum;
  });
  return { shape, data: values };
}

function inverseOf([a, b, c, d, e, f, g, h, i]: ColorMatrix): readonly number[] {
  const minors = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const [first = 0, , , second = 0, , , third = 0] = minors;
  const determinant = a * first + b * second + c * third;
  return minors.map((minor) => minor / determinant);
}
