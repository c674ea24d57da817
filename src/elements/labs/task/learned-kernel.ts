/** What can be said of a kernel that is learned, next to the one that is looked for. Pure arithmetic. */
import type { LabLearning } from '../../../session/index.ts';
import type { Pair } from '../../../math/index.ts';

const CHANNELS = 3;
/** A weight that is off by no more than this counts as found; the lab stops well before. */
const NEAR = 0.05;

/** Rows and columns of a square kernel of one slice, or of three. */
export function sliceSize({ length }: ArrayLike<number>): Pair {
  const side = Math.sqrt(length);
  // Three squares of the same size are never a square.
  const own = Number.isInteger(side) ? side : Math.sqrt(length / CHANNELS);
  return [own, own];
}

/** The largest weight, whatever its sign. */
export function largestOf(kernel: Float32Array): number {
  return kernel.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/** Whether every weight is what was looked for. */
export function isFound({ distance }: LabLearning): boolean {
  return distance <= NEAR;
}
