import { expect, test } from 'vitest';
import { convolution } from './convolution.ts';

const GEOMETRY = {
  kernel: [3, 3],
  stride: [1, 1],
  padding: [1, 1],
  dilation: [1, 1],
  relu: false,
} as const;

const input = { shape: [1, 3, 3] as const, data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };

test('the middle tap copies, the left tap moves right', () => {
  const middle = Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0);
  const bias = Float32Array.of(0);
  expect(convolution(input, { ...GEOMETRY, weights: middle, bias }).data).toEqual(input.data);
  const left = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 0, 0);
  expect([...convolution(input, { ...GEOMETRY, weights: left, bias }).data]).toEqual([
    0, 1, 2, 0, 4, 5, 0, 7, 8,
  ]);
});

test('sums of the neighbourhood, zeros outside, bias added', () => {
  const weights = new Float32Array(9).fill(1);
  const { shape, data } = convolution(input, {
    ...GEOMETRY,
    weights,
    bias: Float32Array.of(10),
  });
  expect(shape).toEqual([1, 3, 3]);
  expect([...data]).toEqual([22, 31, 26, 37, 55, 43, 34, 49, 38]);
});

test('two inputs, two outputs, ReLU', () => {
  const { shape, data } = convolution(
    { shape: [2, 1, 2], data: Float32Array.of(1, 2, 10, 20) },
    {
      ...GEOMETRY,
      kernel: [1, 1],
      padding: [0, 0],
      weights: Float32Array.of(1, 1, 1, -1),
      bias: Float32Array.of(0.5, 10),
      relu: true,
    },
  );
  expect(shape).toEqual([2, 1, 2]);
  expect([...data]).toEqual([11.5, 22.5, 1, 0]);
});

test('stride and dilation', () => {
  const row = { shape: [1, 1, 7] as const, data: Float32Array.of(1, 2, 3, 4, 5, 6, 7) };
  const { shape, data } = convolution(row, {
    kernel: [1, 2],
    stride: [1, 2],
    padding: [0, 1],
    dilation: [1, 3],
    weights: Float32Array.of(1, 10),
    bias: Float32Array.of(0),
    relu: false,
  });
  // Taps at -1 and 2, 1 and 4, 3 and 6; the next would need 8.
  expect(shape).toEqual([1, 1, 3]);
  expect([...data]).toEqual([30, 52, 74]);
});
