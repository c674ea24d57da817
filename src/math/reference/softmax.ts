/** Softmax, the obvious way. Sums are 64-bit. */
import type { Tensor3 } from '../tensor.ts';

/** [C, 1, 1] to [C, 1, 1]: output[c] = exp(input[c] - m) / sum over k of exp(input[k] - m), m = max of input. */
export function softmax({ shape, data }: Tensor3): Tensor3 {
  const largest = data.reduce((high, value) => Math.max(high, value), -Infinity);
  const exponentials = Array.from(data, (value) => Math.exp(value - largest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return { shape, data: Float32Array.from(exponentials, (value) => value / total) };
}
