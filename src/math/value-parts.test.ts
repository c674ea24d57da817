/** The parts of the range of f32: in order, an eighth of an octave each; and percentiles that a spike cannot move. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VALUE_PARTS, partOfValue, percentileOf } from './value-parts.ts';

const floats = fc.float({ noNaN: true, noDefaultInfinity: true });

function countsOf(values: readonly number[]): Uint32Array {
  const counts = new Uint32Array(VALUE_PARTS);
  for (const value of values) {
    const part = partOfValue(value);
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts;
}

describe('partOfValue', () => {
  test('grows with the value and stays in range', () => {
    fc.assert(
      fc.property(floats, floats, (a, b) => {
        const [low, high] = a <= b ? [a, b] : [b, a];
        expect(partOfValue(low)).toBeLessThanOrEqual(partOfValue(high));
        expect(partOfValue(high)).toBeLessThan(VALUE_PARTS);
        expect(partOfValue(low)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('parts an octave into eight, and zeros of both signs are one', () => {
    const parts = new Set(Array.from({ length: 800 }, (_, i) => partOfValue(1 + i / 800)));
    expect(parts.size).toBe(8);
    expect(partOfValue(-0)).toBe(partOfValue(0));
    expect(partOfValue(-1e-30)).toBeLessThan(partOfValue(0));
  });
});

describe('percentileOf', () => {
  test('lies within a part of the true one, and within the range', () => {
    fc.assert(
      fc.property(
        fc.array(floats, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (values, percent) => {
          const sorted = Float32Array.from(values).sort();
          const range = { min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
          const found = percentileOf(countsOf(values), percent, range);
          const rank = Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1);
          const wanted = sorted[rank] ?? NaN;
          expect(found).toBeGreaterThanOrEqual(range.min);
          expect(found).toBeLessThanOrEqual(range.max);
          // The rank may fall on a neighbour of the same part by rounding.
          expect(Math.abs(partOfValue(found) - partOfValue(wanted))).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('is not moved by one spike', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i % 100) / 100);
    const quiet = percentileOf(countsOf(values), 99, { min: 0, max: 0.99 });
    values[5] = 1e20;
    const loud = percentileOf(countsOf(values), 99, { min: 0, max: 1e20 });
    expect(Math.abs(loud - quiet) / quiet).toBeLessThan(0.01);
  });

  test('of nothing is 0', () => {
    expect(percentileOf(new Uint32Array(VALUE_PARTS), 50, { min: 0, max: 0 })).toBe(0);
  });
});
