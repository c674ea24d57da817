/** Figures: their size and form, and that what the tour says of them holds. */
import { expect, test } from 'vitest';
import { pixelValues } from '../../math/lab/index.ts';
import { maxPool, maxPoolGradient, paddedConvolution } from '../../math/reference/index.ts';
import type { Tensor3 } from '../../math/index.ts';
import {
  HOOK_KERNEL,
  HOOK_KERNEL_SIDE,
  LAB_FIGURES,
  figureLimits,
  figurePixels,
} from './lab-figures.ts';

const SIDE = 32;
const OWN_SIZE: Readonly<Record<string, number>> = { steps: 5, pool: 4, ties: 4 };

function grey(id: string, side = SIDE): Tensor3 {
  const pixels = figurePixels(id, side);
  if (!pixels) throw new Error(id);
  return pixelValues(pixels.data, pixels.height, pixels.width, 1, 1);
}

test.each(LAB_FIGURES.map(({ id }) => id))('%s is a square, opaque and not of one colour', (id) => {
  const pixels = figurePixels(id, SIDE);
  const side = OWN_SIZE[id] ?? SIDE;
  expect(pixels).toMatchObject({ width: side, height: side });
  const bytes = [...(pixels?.data ?? [])];
  expect(bytes).toHaveLength(4 * side * side);
  expect(bytes.every((byte, index) => index % 4 !== 3 || byte === 255)).toBe(true);
  expect(new Set(grey(id).data).size).toBeGreaterThan(1);
  expect(figurePixels(id, SIDE)?.data).toEqual(pixels?.data);
});

test('an id that is none has neither pixels nor limits', () => {
  expect(figurePixels('toString', SIDE)).toBeNull();
  expect(figureLimits('toString')).toBeNull();
  expect(figurePixels('', SIDE)).toBeNull();
});

test('figures of numbers are their numbers, and say which are the least and the largest', () => {
  expect([...grey('pool').data]).toEqual([1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4]);
  expect(figureLimits('pool')).toEqual({ low: 0, high: 8 });
  expect(figureLimits('steps')).toEqual({ low: 0, high: 9 });
  expect(figureLimits('circle')).toBeNull();
});

test('the circle is symmetric, white inside and black outside', () => {
  const { data } = grey('circle');
  expect(data.toReversed()).toEqual(data);
  expect(data[0]).toBe(0);
  expect(data[(SIDE / 2) * SIDE + SIDE / 2]).toBe(255);
});

test('the letter equals none of its turns', () => {
  const { data } = grey('letter', 30);
  expect(data.toReversed()).not.toEqual(data);
});

test('three points are white', () => {
  expect(grey('points').data.reduce((sum, value) => sum + value, 0)).toBe(3 * 255);
});

test('the kernel of the hook answers most where the hook stands upright, and far less to the others', () => {
  const before = [(HOOK_KERNEL_SIDE - 1) / 2, (HOOK_KERNEL_SIDE - 1) / 2] as const;
  const { data } = paddedConvolution(grey('hooks'), {
    weights: Float32Array.from(HOOK_KERNEL),
    outputs: 1,
    groups: 1,
    kernel: [HOOK_KERNEL_SIDE, HOOK_KERNEL_SIDE],
    stride: [1, 1],
    dilation: [1, 1],
    before,
    after: before,
    padding: 'constant',
    value: 0,
  });
  const sorted = [...data].sort((a, b) => b - a);
  expect(sorted.slice(0, 3).map((value) => Math.round(10 * value))).toEqual([2295, 2295, 2295]);
  expect(sorted[3]).toBeLessThan(0.5 * 229.5);
});

test('of the ties, three windows side by side have two equal maxima; overlapping, the 9 wins four', () => {
  const input = grey('ties');
  const ties = [...maxPool(input, 2, 2).output.data].map((value, index) => {
    const [row, column] = [2 * Math.floor(index / 2), 2 * (index % 2)];
    const cells = [0, 1, 4, 5].map((step) => input.data[4 * row + column + step]);
    return cells.filter((cell) => cell === value).length;
  });
  expect(ties).toEqual([1, 2, 2, 2]);
  const { output, winners } = maxPool(input, 2, 1);
  const ones = { shape: output.shape, data: output.data.map(() => 1) };
  expect(maxPoolGradient(input.shape, ones, winners).data[5]).toBe(4);
});
