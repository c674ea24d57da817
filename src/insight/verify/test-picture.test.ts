/** The test picture is the same everywhere, and its channels cannot be taken for each other. */
import { expect, it } from 'vitest';
import { testPicture } from './test-picture.ts';

it('is opaque, uses the whole range, and differs from channel to channel', () => {
  const { width, height, rgba } = testPicture(128);
  expect([width, height, rgba.length]).toEqual([128, 128, 4 * 128 * 128]);
  const channel = (c: number): number[] => [...rgba].filter((_, i) => i % 4 === c);
  expect(new Set(channel(3))).toEqual(new Set([255]));
  for (const c of [0, 1, 2]) {
    const values = channel(c);
    expect(Math.min(...values)).toBeLessThan(8);
    expect(Math.max(...values)).toBeGreaterThan(247);
    const other = channel((c + 1) % 3);
    const apart = values.reduce((sum, value, i) => sum + Math.abs(value - other[i]!), 0);
    expect(apart / values.length).toBeGreaterThan(40);
  }
});

it('is made of the bytes it was made of when its values were computed', () => {
  const { rgba } = testPicture(5);
  expect([...rgba.subarray(0, 12)]).toMatchInlineSnapshot(`
    [
      255,
      11,
      14,
      255,
      31,
      137,
      158,
      255,
      89,
      32,
      71,
      255,
    ]
  `);
});
