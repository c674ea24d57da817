import { expect, test } from 'vitest';
import { softmax } from './softmax.ts';

test('odds are exponentials of differences', () => {
  const logits = Float32Array.of(0, Math.log(3), Math.log(4));
  const { shape, data } = softmax({ shape: [3, 1, 1], data: logits });
  expect(shape).toEqual([3, 1, 1]);
  [0.125, 0.375, 0.5].forEach((want, i) => expect(data[i]).toBeCloseTo(want, 6));
});

test('large logits do not overflow', () => {
  expect([...softmax({ shape: [2, 1, 1], data: Float32Array.of(1e30, 1e30) }).data]).toEqual([
    0.5, 0.5,
  ]);
});
