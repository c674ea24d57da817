/** Pooling without padding, the obvious way. Sums are 64-bit. */
import { poolOutput } from '../shapes.ts';
import { sizeOf } from '../tensor.ts';
import type { Tensor3 } from '../tensor.ts';

/** Maxima, and where they stood. */
export interface MaxPooled {
  readonly output: Tensor3;
  /** For each element of `output`: y * W + x of the maximum in its channel of the input. */
  readonly winners: Uint32Array;
}

/**
 * [C, H, W] to [C, H', W'], shape by `poolOutput`: output[c, y, x] = max over v, u < window of
 * input[c, y * stride + v, x * stride + u]. Of equals, the first in row-major order wins.
 */
export function maxPool(input: Tensor3, window: number, stride: number): MaxPooled {
  const shape = poolOutput(input.shape, window, stride);
  const [, height, width] = input.shape;
  const data = new Float32Array(sizeOf(shape));
  const winners = new Uint32Array(data.length);
  let index = 0;
  for (let channel = 0; channel < shape[0]; channel += 1) {
    for (let y = 0; y < shape[1]; y += 1) {
      for (let x = 0; x < shape[2]; x += 1) {
        let best = -Infinity;
        let winner = y * stride * width + x * stride;
        for (let v = 0; v < window; v += 1) {
          for (let u = 0; u < window; u += 1) {
            const place = (y * stride + v) * width + x * stride + u;
            const value = input.data[channel * height * width + place] ?? 0;
            if (value > best) {
              best = value;
              winner = place;
            }
          }
        }
        data[index] = best;
        winners[index] = winner;
        index += 1;
      }
    }
  }
  return { output: { shape, data }, winners };
}

/**
 * [C, H, W] to [C, H', W'], shape by `poolOutput`: output[c, y, x] = mean over v, u < window of
 * input[c, y * stride + v, x * stride + u].
 */
export function averagePool(input: Tensor3, window: number, stride: number): Tensor3 {
  const shape = poolOutput(input.shape, window, stride);
  const [, height, width] = input.shape;
  const data = new Float32Array(sizeOf(shape));
  let index = 0;
  for (let channel = 0; channel < shape[0]; channel += 1) {
    for (let y = 0; y < shape[1]; y += 1) {
      for (let x = 0; x < shape[2]; x += 1) {
        let sum = 0;
        for (let v = 0; v < window; v += 1) {
          for (let u = 0; u < window; u += 1) {
            const place = (y * stride + v) * width + x * stride + u;
            sum += input.data[channel * height * width + place] ?? 0;
          }
        }
        data[index] = sum / (window * window);
        index += 1;
      }
    }
  }
  return { shape, data };
}
