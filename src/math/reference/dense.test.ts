import { expect, test } from 'vitest';
import { dense, flatten } from './dense.ts';

test('channels come last', () => {
  const { shape, data } = flatten({
    shape: [2, 1, 3],
    data: Float32Array.of(1, 2, 3, 10, 20, 30),
  });
  expect(shape).toEqual([6, 1, 1]);
  expect([...data]).toEqual([1, 10, 2, 20, 3, 30]);
});

test('rows times input plus bias, then ReLU', () => {
  const input = { shape: [3, 1, 1] as const, data: Float32Array.of(1, 2, 3) };
  const weights = Float32Array.of(1, 0, 1, -1, -1, -1);
  const bias = Float32Array.of(0.5, 1);
  const { shape, data } = dense(input, { weights, bias, relu: false });
  expect(shape).toEqual([2, 1, 1]);
  expect([...data]).toEqual([4.5, -5]);
  expect([...dense(input, { weights, bias, relu: true }).data]).toEqual([4.5, 0]);
});
