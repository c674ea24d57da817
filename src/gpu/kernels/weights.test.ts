import { expect, test } from 'vitest';
import { channelFirstOrder, columnOrder, placeDenseWeights, rowOrder } from './dense-order.ts';
import { packBias, packConvolutionWeights, placeConvolutionWeights, toHalves } from './weights.ts';

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

test('a convolution is packed piece by piece, from either order', () => {
  const shape = [6, 5, 3, 2] as const;
  const [outputs, inputs, rows, columns] = shape;
  const taps = rows * columns;
  const oihw = Float32Array.from({ length: outputs * inputs * taps }, (_, k) => k + 1);
  const expected = packConvolutionWeights(oihw, shape);
  const hwio = Float32Array.from({ length: oihw.length }, (_, k) => {
    const [tap, i, o] = [Math.floor(k / 30), Math.floor(k / outputs) % inputs, k % outputs];
    return oihw[(o * inputs + i) * taps + tap]!;
  });
  for (const [order, values] of [
    ['oihw', oihw],
    ['hwio', hwio],
  ] as const) {
    const packed = new Float32Array(expected.length);
    for (let offset = 0; offset < values.length; offset += 7) {
      const piece = values.subarray(offset, offset + 7);
      placeConvolutionWeights(packed, shape, { values: piece, offset, order });
    }
    expect([...packed], order).toEqual([...expected]);
  }
});

test('halves are two in a word, and never infinite', () => {
  expect([...toHalves(Float32Array.of(1, -2, 1e9, -1e9))]).toEqual([0xc000_3c00, 0xfbff_7bff]);
});

test.each([
  ['rows', rowOrder(15)],
  ['rows, channel first', channelFirstOrder(15, 5)],
  ['columns', columnOrder(15, 4)],
])('small dense layers are put in order from %s, piece by piece', (_, order) => {
  const [outputs, inputs] = [4, 15];
  const source = new Float32Array(outputs * inputs);
  const expected = new Float32Array(outputs * 16);
  for (let o = 0; o < outputs; o += 1) {
    for (let i = 0; i < inputs; i += 1) {
      const [channel, place] = [i % order.channels, Math.floor(i / order.channels)];
      const from = o * order.output + channel * order.channelStep + place * order.placeStep;
      source[from] = 100 * o + i + 1;
      expected[o * 16 + i] = 100 * o + i + 1;
    }
  }
  const rows = new Float32Array(expected.length);
  for (let offset = 0; offset < source.length; offset += 7) {
    const values = source.subarray(offset, offset + 7);
    placeDenseWeights(rows, inputs, order, { values, offset });
  }
  expect([...rows]).toEqual([...expected]);
});

test('a bias is padded', () => {
  expect([...packBias(Float32Array.of(1, 2, 3, 4, 5))]).toEqual([1, 2, 3, 4, 5, 0, 0, 0]);
});
