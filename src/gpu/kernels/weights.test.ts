import { expect, test } from 'vitest';
import { packDenseWeights } from './dense.ts';
import { packBias, packConvolutionWeights } from './weights.ts';

test('a convolution packs to 4 x 4 blocks: column = input, row = output', () => {
  // 2 outputs, 5 inputs, 1 x 2 taps: element (o, i, tap) is 100 o + 10 i + tap + 1.
  const oihw = Float32Array.from({ length: 20 }, (_, k) => {
    const [o, i, tap] = [Math.floor(k / 10), Math.floor(k / 2) % 5, k % 2];
    return 100 * o + 10 * i + tap + 1;
  });
  const packed = packConvolutionWeights(oihw, [2, 5, 1, 2]);
  expect(packed.length).toBe(2 * 2 * 16);
  expect([...packed.subarray(0, 16)]).toEqual([
    1, 101, 0, 0, 11, 111, 0, 0, 21, 121, 0, 0, 31, 131, 0, 0,
  ]);
  expect([...packed.subarray(48, 56)]).toEqual([42, 142, 0, 0, 0, 0, 0, 0]);
});

test('rows of a dense layer are padded, and left alone when they need it not', () => {
  expect([...packDenseWeights(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3)]).toEqual([
    1, 2, 3, 0, 4, 5, 6, 0,
  ]);
  const whole = new Float32Array(8);
  expect(packDenseWeights(whole, 2, 4)).toBe(whole);
});

test('a bias is padded', () => {
  expect([...packBias(Float32Array.of(1, 2, 3, 4, 5))]).toEqual([1, 2, 3, 4, 5, 0, 0, 0]);
});
