/** The rate of a made-up device comes out, with runs that are long enough and never much too long. */
import { expect, test } from 'vitest';
import { medianOf, spreadOf } from './spread.ts';
import { steadyRate } from './steady-rate.ts';
import type { Work } from './steady-rate.ts';

const LONGEST_MS = 50;

/** A device that needs `perMs` for a millisecond, `start` ms to begin, and 300 ms once to compile. */
function device(
  perMs: number,
  { start = 0, step = 0 } = {},
): { readonly work: Work; readonly times: number[] } {
  const times: number[] = [];
  const work: Work = (amount) => {
    const exact = start + (1000 * amount) / perMs;
    const ms = step > 0 ? step * Math.floor(exact / step) : exact;
    times.push(ms);
    return Promise.resolve({ done: 1000 * amount, ms: times.length === 1 ? 300 : ms });
  };
  return { work, times };
}

test.each([
  ['slow', 80],
  ['of today', 1e6],
  ['fast', 3e9],
])('a device that is %s', async (_, perMs) => {
  const { work, times } = device(perMs);
  expect(Math.abs((await steadyRate(work)) / perMs - 1)).toBeLessThan(1e-9);
  expect(Math.max(...times)).toBeLessThan(LONGEST_MS);
  expect(times.at(-1)).toBeGreaterThanOrEqual(12);
});

test('a coarse clock and the time to begin change little', async () => {
  const { work, times } = device(1e5, { start: 0.5, step: 0.1 });
  const rate = await steadyRate(work);
  expect(Math.abs(rate / 1e5 - 1)).toBeLessThan(0.03);
  expect(Math.max(...times)).toBeLessThan(LONGEST_MS);
});

test('a clock that stands still ends as well', async () => {
  const work: Work = (amount) => Promise.resolve({ done: amount, ms: 0 });
  expect(await steadyRate(work)).toBe(Infinity);
});

test('stops when told to', async () => {
  const controller = new AbortController();
  const { work, times } = device(1e6);
  const stopping: Work = (amount) => {
    if (times.length === 2) controller.abort(new Error('enough'));
    return work(amount);
  };
  await expect(steadyRate(stopping, controller.signal)).rejects.toThrow('enough');
  expect(times).toHaveLength(3);
});

test('the middle of numbers', () => {
  expect(medianOf([5, 1, 3])).toBe(3);
  expect(medianOf([4, 1, 3, 2])).toBe(2.5);
  expect(medianOf([])).toBeNaN();
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spreadOf([])).toBeNull();
});
