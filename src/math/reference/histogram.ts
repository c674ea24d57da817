/** Histograms, the obvious way. */

/**
 * Numbers of finite values in `bins` equal parts of [low, high]; what lies outside counts in the nearest part. All
 * in the first where high is not above low.
 */
export function histogram(
  values: Iterable<number>,
  low: number,
  high: number,
  bins: number,
): Uint32Array {
  const counts = new Uint32Array(bins);
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const share = high > low ? (value - low) / (high - low) : 0;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
