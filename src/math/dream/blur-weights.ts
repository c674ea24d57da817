/** Weights of blurs, an odd number of them that add up to 1. */

/** Deviations after which a bell ends, as scipy.ndimage.gaussian_filter. */
const BELL_END = 4;

/** A bell of that standard deviation. */
export function gaussianWeights(deviation: number): Float32Array {
  const radius = Math.floor(BELL_END * deviation + 1 / 2);
  return normalised(
    Array.from({ length: 2 * radius + 1 }, (_, index) =>
      Math.exp(-((index - radius) ** 2) / (2 * deviation ** 2)),
    ),
  );
}

/** Equal weights for `side` cells, an odd number. */
export function boxWeights(side: number): Float32Array {
  return normalised(Array.from({ length: side }, () => 1));
}

function normalised(weights: readonly number[]): Float32Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Float32Array.from(weights, (weight) => weight / sum);
}
