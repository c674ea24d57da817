/**
 * The range of f32 in 4,096 parts, eight to an octave on both sides of zero, and percentiles from counts in them.
 * A part is the upper 12 bits of a key that grows with the value. Knows no GPU.
 */

/** Number of parts. */
export const VALUE_PARTS = 4096;
const DROPPED_BITS = 20;
const SIGN = 0x8000_0000;
const HUNDRED = 100;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The part that a finite value belongs to. */
export function partOfValue(value: number): number {
  float[0] = value === 0 ? 0 : value;
  const [pattern = 0] = bits;
  const key = pattern >= SIGN ? ~pattern >>> 0 : (pattern | SIGN) >>> 0;
  return key >>> DROPPED_BITS;
}

/** The smallest value of a part; that of the next part is its end. */
function startOfPart(part: number): number {
  const key = (part << DROPPED_BITS) >>> 0;
  bits[0] = key >= SIGN ? key & ~SIGN : ~key >>> 0;
  return float[0] ?? 0;
}

/**
 * The value that `percent` of the counted values do not exceed: exact to one part, and by straight line inside of
 * it; never outside of [min, max]. 0 where nothing was counted.
 */
export function percentileOf(
  counts: Uint32Array,
  percent: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  const wanted = (percent / HUNDRED) * total;
  let before = 0;
  for (const [part, count] of counts.entries()) {
    if (count > 0 && before + count >= wanted) {
      const share = (wanted - before) / count;
      const start = Math.max(min, startOfPart(part));
      const end = part + 1 < VALUE_PARTS ? startOfPart(part + 1) : max;
      return start + (Math.min(max, end) - start) * share;
    }
    before += count;
  }
  return max;
}
