/** Blocks of an array that lie in one piece when its last index moves fastest. Knows no file. */
import { sizeOf } from '../math/index.ts';

/** A block: where it begins and how many indices it spans along each axis. */
export interface Hyperslab {
  readonly offset: readonly number[];
  readonly count: readonly number[];
}

/** The longest block that begins at number `first`, lies in one piece and has at most `most` numbers. */
export function hyperslabAt(shape: readonly number[], first: number, most: number): Hyperslab {
  const offset = shape.map(() => 0);
  let rest = first;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    const extent = shape[axis] ?? 1;
    offset[axis] = rest % extent;
    rest = Math.floor(rest / extent);
  }
  const count = shape.map(() => 1);
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    const inner = sizeOf(shape.slice(axis + 1));
    const room = Math.max(1, Math.floor(most / inner));
    const left = (shape[axis] ?? 1) - (offset[axis] ?? 0);
    count[axis] = Math.min(left, room);
    // Outer axes stay at one unless everything within is complete.
    if (count[axis] !== shape[axis]) break;
  }
  return { offset, count };
}
