/** The weights of a resize seen from its source, for its gradient. Knows no pixels. */
import type { ResampleTaps } from './resample.ts';

/** Of `ResampleTaps`, without where they begin and end. */
type Taps = Pick<ResampleTaps, 'spans' | 'weights' | 'taps'>;

/**
 * The same weights seen from the source: source pixel i has a part of `weights[i * taps + k]` in target pixel `spans[2 i] + k`,
 * k < spans[2 i + 1]. Exactly those of `given`, for the gradient of a resize.
 */
export function transposedTaps(given: Taps, sourceSize: number): Taps {
  const parts = Array.from({ length: sourceSize }, (): { first: number; weights: number[] } => ({
    first: 0,
    weights: [],
  }));
  for (let target = 0; 2 * target < given.spans.length; target += 1) {
    const [low = 0, count = 0] = given.spans.subarray(2 * target, 2 * target + 2);
    parts.slice(low, low + count).forEach((part, k) => {
      if (part.weights.length === 0) part.first = target;
      // Targets follow each other: those between the first and the last all have a part.
      part.weights.push(given.weights[given.taps * target + k] ?? 0);
    });
  }
  const taps = Math.max(...parts.map(({ weights }) => weights.length));
  const spans = new Uint32Array(2 * sourceSize);
  const weights = new Float32Array(taps * sourceSize);
  parts.forEach((part, i) => {
    spans.set([part.first, part.weights.length], 2 * i);
    weights.set(part.weights, taps * i);
  });
  return { spans, weights, taps };
}
