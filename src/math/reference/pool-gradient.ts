/** Gradients of pooling, the obvious way. Sums are 64-bit. */
import { sizeOf } from '../tensor.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';

/**
 * Gradient of a max pooling with respect to its input, whose shape is given: each value of `gradient` goes to the winner of its window
 * (y * W + x in its channel, see `maxPool`); a cell that wins several windows gets the sum.
 */
export function maxPoolGradient(shape: Shape3, gradient: Tensor3, winners: Uint32Array): Tensor3 {
  const [, height, width] = shape;
  const [, rows, columns] = gradient.shape;
  const sums = new Float64Array(sizeOf(shape));
  gradient.data.forEach((value, index) => {
    const channel = Math.floor(index / (rows * columns));
    const cell = channel * height * width + (winners[index] ?? 0);
    sums[cell] = (sums[cell] ?? 0) + value;
  });
  return { shape, data: Float32Array.from(sums) };
}

/** Gradient of an average pooling with respect to its input: every cell of a window gets an equal part of its value. */
export function averagePoolGradient(
  shape: Shape3,
  gradient: Tensor3,
  window: number,
  stride: number,
): Tensor3 {
  const [, height, width] = shape;
  const [channels, rows, columns] = gradient.shape;
  const sums = new Float64Array(sizeOf(shape));
  let index = 0;
  for (let channel = 0; channel < channels; channel += 1) {
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < columns; x += 1) {
        const part = (gradient.data[index] ?? 0) / (window * window);
        for (let v = 0; v < window; v += 1) {
          for (let u = 0; u < window; u += 1) {
            const cell = (channel * height + y * stride + v) * width + x * stride + u;
            sums[cell] = (sums[cell] ?? 0) + part;
          }
        }
        index += 1;
      }
    }
  }
  return { shape, data: Float32Array.from(sums) };
}
