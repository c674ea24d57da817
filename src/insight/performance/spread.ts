/** Numbers that were measured several times. Knows no GPU. */
import type { Spread } from './types.ts';

const HALF = 2;

/** The middle of the numbers; NaN of none. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / HALF;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return below === undefined || above === undefined ? Number.NaN : (below + above) / HALF;
}

/** Middle, least and most; null of none. */
export function spreadOf(numbers: readonly number[]): Spread | null {
  if (numbers.length === 0) return null;
  return {
    median: medianOf(numbers),
    least: Math.min(...numbers),
    most: Math.max(...numbers),
  };
}
