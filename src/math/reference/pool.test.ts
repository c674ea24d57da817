import { expect, test } from 'vitest';
import { averagePool, maxPool } from './pool.ts';

const input = {
  shape: [1, 3, 4] as const,
  data: Float32Array.of(1, 5, 2, 2, 3, 4, 2, 9, 7, 7, 8, 1),
};

test('maxima and their places; the first of equals wins', () => {
  const { output, winners } = maxPool(input, 2, 2);
  expect(output.shape).toEqual([1, 1, 2]);
  expect([...output.data]).toEqual([5, 9]);
  expect([...winners]).toEqual([1, 7]);
  expect([...maxPool(input, 2, 1).winners]).toEqual([1, 1, 7, 8, 10, 7]);
});

test('places are counted within the channel', () => {
  const two = { shape: [2, 2, 2] as const, data: Float32Array.of(-4, -3, -2, -1, 0, 0, 0, 0) };
  const { output, winners } = maxPool(two, 2, 2);
  expect([...output.data]).toEqual([-1, 0]);
  expect([...winners]).toEqual([3, 0]);
});

test('means', () => {
  expect([...averagePool(input, 2, 2).data]).toEqual([3.25, 3.75]);
  expect([...averagePool(input, 3, 1).data]).toEqual([39 / 9, 40 / 9].map(Math.fround));
});
