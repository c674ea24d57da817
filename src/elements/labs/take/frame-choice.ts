/** Which positions of the window an animation shows, and for how long. Pure arithmetic. */
import type { LabCell } from '../../../math/lab/index.ts';

/** Frames that an animation has at most. */
export const MOST_FRAMES = 100;

/** Milliseconds. */
const LENGTH = 9000;
const SHORTEST = 80;
const LONGEST = 500;
const LAST = 1600;

/** Cells of an output in row-major order: all of them, or `most` that are evenly spaced, with the first and the last. */
export function chooseFrames(
  [, height, width]: readonly [number, number, number],
  most = MOST_FRAMES,
): readonly LabCell[] {
  const cells = height * width;
  const count = Math.max(1, Math.min(cells, most));
  const step = count > 1 ? (cells - 1) / (count - 1) : 0;
  return Array.from({ length: count }, (_, index) => {
    const place = Math.round(index * step);
    return { row: Math.floor(place / width), column: place % width };
  });
}

/** How long a frame stays, ms: few are shown slowly, and the last one is to be looked at. */
export function frameTime(index: number, count: number): number {
  if (index === count - 1) return LAST;
  return Math.round(Math.min(LONGEST, Math.max(SHORTEST, LENGTH / count)));
}
