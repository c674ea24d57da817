/** The small arithmetic of the panels. */
import { describe, expect, it } from 'vitest';
import type { LabCheck } from '../../../session/index.ts';
import { compared, worstOf } from './check-rows.ts';
import { sliceSize } from './learned-kernel.ts';
import { lossPlot } from './loss-places.ts';
import { powerText } from './power-text.ts';
import { FARTHEST, shiftAt, shiftByKey } from './shift-places.ts';

describe('numbers with a power of ten', () => {
  it.each([
    [0, '0'],
    [1e-3, '10⁻³'],
    [0.000024, '2.4 × 10⁻⁵'],
    [1000, '10³'],
    [1.5e12, '1.5 × 10¹²'],
    [Number.NaN, 'NaN'],
  ])('%s is %s', (value, text) => {
    expect(powerText(value).replaceAll('\u00a0', ' ')).toBe(text);
  });
});

describe('rows of a check', () => {
  const row = (
    of: 'input' | 'kernel',
    gradient: number,
    difference: number,
  ): LabCheck['rows'][number] => ({
    of,
    cell: { row: 0, column: 0 },
    channel: 0,
    gradient,
    difference,
  });

  it('are compared with the largest gradient of their own kind', () => {
    const rows = compared([row('input', 2, 2.5), row('kernel', 100, 101), row('input', 0, 1)]);
    expect(rows.map(({ off }) => off)).toEqual([0.25, 0.01, 0.5]);
    expect(compared([row('input', 0, 0)])[0]?.off).toBe(0);
  });

  it('are shown worst first, of both kinds', () => {
    const rows = compared([
      row('input', 10, 10),
      row('input', 0, 1),
      row('input', 0, 2),
      row('kernel', 100, 100),
      row('kernel', 0, 1),
    ]);
    expect(worstOf(rows, 3).map(({ of, off }) => [of, off])).toEqual([
      ['input', 0.2],
      ['input', 0.1],
      ['kernel', 0.01],
    ]);
    expect(worstOf(rows.slice(0, 2), 3)).toHaveLength(2);
    expect(worstOf(rows.slice(3), 3)).toHaveLength(2);
  });
});

describe('the plot of losses', () => {
  it('has a logarithmic axis of whole decades', () => {
    const plot = lossPlot([100, 10, 1, 0.1], 320, 90);
    expect([plot.low, plot.high, plot.steps]).toEqual([-1, 2, 32]);
    expect(plot.points).toEqual([
      [0, 0],
      [10, 30],
      [20, 60],
      [30, 90],
    ]);
    expect(plot.ticks).toEqual([2, 1, 0, -1]);
  });

  it('draws a point for each pixel, the last one of it, and leaves out what is no number', () => {
    const losses = Array.from({ length: 1001 }, (_, step) => (step === 500 ? NaN : 1 / (step + 1)));
    const { points, steps } = lossPlot(losses, 100, 90);
    expect(steps).toBe(1024);
    expect(points).toHaveLength(99);
    expect(new Set(points.map(([x]) => x)).size).toBe(99);
    expect(lossPlot([], 100, 90).points).toEqual([]);
    expect(lossPlot([0], 100, 90).points).toHaveLength(1);
  });
});

describe('the shift of the picture', () => {
  it('follows the arrows as far as it may', () => {
    expect(shiftByKey([0, 0], 'ArrowUp')).toEqual([-1, 0]);
    expect(shiftByKey([0, FARTHEST], 'ArrowRight')).toEqual([0, FARTHEST]);
    expect(shiftByKey([3, -4], 'Home')).toEqual([0, 0]);
    expect(shiftByKey([0, 0], 'Enter')).toBeNull();
  });

  it('is the cell of the pad that the pointer is on', () => {
    expect(shiftAt(0.5, 0.5)).toEqual([0, 0]);
    expect(shiftAt(0, 1)).toEqual([-FARTHEST, FARTHEST]);
    expect(shiftAt(-3, 7)).toEqual([-FARTHEST, FARTHEST]);
    expect(shiftAt(8.4 / 17, 10.6 / 17)).toEqual([0, 2]);
  });
});

it('a kernel of three slices is told from one', () => {
  expect(sliceSize(new Float32Array(9))).toEqual([3, 3]);
  expect(sliceSize(new Float32Array(27))).toEqual([3, 3]);
  expect(sliceSize(new Float32Array(75))).toEqual([5, 5]);
  expect(sliceSize(new Float32Array(4))).toEqual([2, 2]);
});
