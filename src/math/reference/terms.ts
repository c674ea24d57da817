/** What a single number is made of, the obvious way. Sums are 64-bit. */
import type { Tensor3 } from '../tensor.ts';
import type { ConvolutionParameters } from './convolution.ts';

/** The value at (channel, row, column); 0 outside. */
function valueAt({ shape, data }: Tensor3, channel: number, row: number, column: number): number {
  const [, height, width] = shape;
  if (row < 0 || column < 0 || row >= height || column >= width) return 0;
  return data[(channel * height + row) * width + column] ?? 0;
}

/** What each input channel adds to the unit (o, y, x) of a convolution, before the bias. */
export function channelTerms(
  input: Tensor3,
  { weights, kernel, stride, padding, dilation }: ConvolutionParameters,
  [o, y, x]: readonly [output: number, row: number, column: number],
): number[] {
  const inputs = input.shape[0];
  return Array.from({ length: inputs }, (_, i) => {
    let sum = 0;
    for (let v = 0; v < kernel[0]; v += 1) {
      for (let u = 0; u < kernel[1]; u += 1) {
        const weight = weights[((o * inputs + i) * kernel[0] + v) * kernel[1] + u] ?? 0;
        const row = y * stride[0] - padding[0] + v * dilation[0];
        sum += weight * valueAt(input, i, row, x * stride[1] - padding[1] + u * dilation[1]);
      }
    }
    return sum;
  });
}

/** What each input adds to output `o` of a dense layer, before the bias. */
export function unitTerms({ data }: Tensor3, weights: Float32Array, o: number): number[] {
  return Array.from(data, (value, i) => value * (weights[o * data.length + i] ?? 0));
}

/** The values of one channel under a window, row by row; 0 outside. */
export function windowValues(
  input: Tensor3,
  channel: number,
  window: {
    readonly top: number;
    readonly left: number;
    readonly rows: number;
    readonly columns: number;
    readonly dilation: readonly [y: number, x: number];
  },
): number[] {
  const { top, left, rows, columns, dilation } = window;
  return Array.from({ length: rows * columns }, (_, tap) => {
    const row = top + Math.floor(tap / columns) * dilation[0];
    return valueAt(input, channel, row, left + (tap % columns) * dilation[1]);
  });
}
