/** Medians and spread. Knows nothing of what was measured. */

/**
 * @param {readonly number[]} values at least one
 */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? NaN) : upper;
  return {
    median: (lower + upper) / 2,
    min: sorted[0] ?? NaN,
    max: sorted.at(-1) ?? NaN,
  };
}
