/**
 * What to excite, as weights of a map before its ReLU: the objective is the sum of weight times value, and the weights are the
 * gradient that goes back.
 */
import { sizeOf } from '../tensor.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';

/** Cells along the border that are left out, as they see padding, and the largest side of a map that keeps them. Source: keras.io. */
const BORDER = 2;
const SMALL_MAP = 6;

/** The mean of a channel without its border. */
export function channelSeed(shape: Shape3, channel: number): Tensor3 {
  const [, height, width] = shape;
  const border = Math.min(height, width) > SMALL_MAP ? BORDER : 0;
  const cells = (height - 2 * border) * (width - 2 * border);
  const data = new Float32Array(sizeOf(shape));
  for (let y = border; y < height - border; y += 1) {
    const row = (channel * height + y) * width;
    data.fill(1 / cells, row + border, row + width - border);
  }
  return { shape, data };
}

/** One unit in the middle, of even sizes the lower right of four, as Lucid. */
export function unitSeed(shape: Shape3, channel: number): Tensor3 {
  const [, height, width] = shape;
  const data = new Float32Array(sizeOf(shape));
  data[(channel * height + Math.floor(height / 2)) * width + Math.floor(width / 2)] = 1;
  return { shape, data };
}
