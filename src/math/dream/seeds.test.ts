/** What is excited: the inner part of a channel, or the unit in its middle. */
import { expect, it } from 'vitest';
import { channelSeed, unitSeed } from './index.ts';

function sum(data: Float32Array): number {
  return data.reduce((total, value) => total + value, 0);
}

it('a channel counts without its border, a small one with it', () => {
  const { shape, data } = channelSeed([2, 7, 8], 1);
  expect(shape).toEqual([2, 7, 8]);
  expect(sum(data)).toBeCloseTo(1, 6);
  const rows = Array.from({ length: 14 }, (_, row) => [...data.slice(8 * row, 8 * row + 8)]);
  expect(rows.map((row) => row.filter((value) => value > 0).length)).toEqual([
    0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 0, 0,
  ]);
  expect(rows[9]?.map((value) => value > 0)).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  const small = channelSeed([1, 6, 9], 0).data;
  expect(small.every((value) => Math.abs(value - 1 / 54) < 1e-8)).toBe(true);
});

it('a unit stands in the middle, or right below it', () => {
  expect(unitSeed([2, 3, 3], 1).data.indexOf(1)).toBe(9 + 4);
  expect(unitSeed([1, 4, 4], 0).data.indexOf(1)).toBe(10);
  expect(sum(unitSeed([3, 5, 2], 2).data)).toBe(1);
});
