/**
 * What to excite, as weights of a map before its ReLU: the objective is the sum of weight times value, and the weights are the
 * gradient that goes back.
 */
import { sizeOf } from '../tensor.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';

/** Cells along the border that are left out, as they see padding, and the largest side of a map that keeps them. Source: keras.io. */
const BORDER = 2;
const SMALL_MAP = 6;

/** Cells that are left out along each side of a map. */
export function borderOf([, height, width]: Shape3): number {
  return Math.min(height, width) > SMALL_MAP ? BORDER : 0;
}

/** The cell in the middle, of even sizes the lower right of four, as Lucid. */
export function middleOf([, height, width]: Shape3): {
  readonly row: number;
  readonly column: number;
} {
  return { row: Math.floor(height / 2), column: Math.floor(width / 2) };
}

/** The mean of a channel without its border. */
export function channelSeed(shape: Shape3, channel: number): Tensor3 {
  const [, height, width] = shape;
  const border = borderOf(shape);
  const cells = (height - 2 * border) * (width - 2 * border);
  const data = new Float32Array(sizeOf(shape));
  for (let y = border; y < height - border; y += 1) {
    const row = (channel * height + y) * width;
    data.fill(1 / cells, row + border, row + width - border);
  }
  return { shape, data };
}

/** One unit in the middle. */
export function unitSeed(shape: Shape3, channel: number): Tensor3 {
  const [, height, width] = shape;
  const data = new Float32Array(sizeOf(shape));
  const { row, column } = middleOf(shape);
  data[(channel * height + row) * width + column] = 1;
  return { shape, data };
}
