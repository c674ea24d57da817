/** Curves on straight axes: round labels, nothing outside of the plot, as many steps as there are. */
import { expect, test } from 'vitest';
import { curvePlot, stepAt } from './curve-places.ts';

test('values between round ends, steps from left to right', () => {
  const plot = curvePlot([Float32Array.of(0.1, 3, 7.3)], 5, 100, 50);
  expect([plot.low, plot.high, plot.ticks]).toEqual([0, 8, [0, 2, 4, 6, 8]]);
  expect(plot.lines[0]?.map(([x]) => x)).toEqual([0, 25, 50]);
  expect(plot.lines[0]?.[2]?.[1]).toBeCloseTo(((8 - 7.3) / 8) * 50, 4);
});

test('below zero, equal, and none at all', () => {
  const fallen = curvePlot([Float32Array.of(-0.2, -11)], 2, 100, 50);
  expect([fallen.low, fallen.high]).toEqual([-15, 0]);
  const equal = curvePlot([Float32Array.of(2, 2)], 2, 100, 50);
  expect(equal.low).toBeLessThan(2);
  expect(equal.high).toBeGreaterThan(2);
  expect(curvePlot([], 10, 100, 50).lines).toEqual([]);
});

test('what is no number leaves a gap and spoils nothing', () => {
  const plot = curvePlot([Float32Array.of(1, NaN, Infinity, 2)], 4, 90, 30);
  expect(plot.lines[0]?.map(([x]) => x)).toEqual([0, 90]);
  expect(Number.isFinite(plot.high)).toBe(true);
});

test('many steps are one point a pixel, the last of them', () => {
  const plot = curvePlot([Float32Array.from({ length: 1000 }, (_, step) => step)], 1000, 100, 50);
  expect(plot.lines[0]).toHaveLength(101);
  expect(plot.lines[0]?.at(-1)?.[1]).toBeCloseTo(((plot.high - 999) / plot.high) * 50, 4);
});

test('the step under a pointer is one that there is', () => {
  expect(stepAt(50, 100, 101, 101)).toBe(50);
  expect(stepAt(90, 100, 101, 20)).toBe(19);
  expect(stepAt(-5, 100, 101, 20)).toBe(0);
});
