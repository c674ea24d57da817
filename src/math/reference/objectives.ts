/** Objectives that are no weighted sums, and their gradients, the obvious way. Sums are 64-bit. */
import type { Tensor3 } from '../tensor.ts';

/** Mean of the squares of all values. */
export function meanSquare({ data }: Tensor3): number {
  return data.reduce((sum, value) => sum + value ** 2, 0) / data.length;
}

/** Of `meanSquare`. */
export function meanSquareGradient({ shape, data }: Tensor3): Tensor3 {
  return { shape, data: data.map((value) => (2 * value) / data.length) };
}
