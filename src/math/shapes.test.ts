import { expect, test } from 'vitest';
import { ShapeError } from '../base/index.ts';
import { convolutionOutput, poolOutput } from './shapes.ts';
import type { ConvolutionGeometry } from './shapes.ts';
import type { Shape3 } from './tensor.ts';

const GEOMETRY: ConvolutionGeometry = {
  kernel: [3, 3],
  stride: [1, 1],
  padding: [0, 0],
  dilation: [1, 1],
};

test.each<[string, Shape3, Partial<ConvolutionGeometry>, Shape3]>([
  ['VGG: 3 x 3, padding 1', [3, 224, 224], { padding: [1, 1] }, [8, 224, 224]],
  [
    'ResNet stem',
    [3, 224, 224],
    { kernel: [7, 7], stride: [2, 2], padding: [3, 3] },
    [8, 112, 112],
  ],
  ['AlexNet', [3, 227, 227], { kernel: [11, 11], stride: [4, 4] }, [8, 55, 55]],
  ['dilation 2 covers 5', [1, 5, 6], { dilation: [2, 2] }, [8, 1, 2]],
  ['axes apart', [1, 10, 10], { kernel: [1, 4], stride: [3, 2], padding: [0, 1] }, [8, 4, 5]],
  ['a remainder is dropped', [1, 6, 6], { stride: [2, 2] }, [8, 2, 2]],
])('convolution: %s', (_, input, geometry, expected) => {
  expect(convolutionOutput(input, 8, { ...GEOMETRY, ...geometry })).toEqual(expected);
});

test.each<[string, Partial<ConvolutionGeometry>]>([
  ['stride is 0', { stride: [0, 1] }],
  ['stride is -1', { stride: [1, -1] }],
  ['stride is 0.5', { stride: [0.5, 1] }],
  ['stride is NaN', { stride: [Number.NaN, 1] }],
  ['kernel is 0', { kernel: [0, 3] }],
  ['padding is -1', { padding: [-1, 0] }],
  ['dilation is 0', { dilation: [1, 0] }],
  ['a window of 3 does not fit into 2 cells of 4 x 2 x 5', {}],
  ['a window of 9 does not fit into 7 cells of 4 x 2 x 5', { dilation: [1, 4], padding: [1, 1] }],
])('convolution refuses: %s', (words, geometry) => {
  const convolve = () => convolutionOutput([4, 2, 5], 8, { ...GEOMETRY, ...geometry }, 'conv5');
  expect(convolve).toThrow(ShapeError);
  expect(convolve).toThrow(`conv5: ${words}`);
});

test('convolution refuses an empty input and no outputs', () => {
  expect(() => convolutionOutput([0, 3, 3], 8, GEOMETRY)).toThrow('0 x 3 x 3');
  expect(() => convolutionOutput([1, 3, 3], 0, GEOMETRY)).toThrow('output channels is 0');
});

test.each<[Shape3, number, number, Shape3]>([
  [[64, 224, 224], 2, 2, [64, 112, 112]],
  [[5, 7, 8], 2, 2, [5, 3, 4]],
  [[5, 7, 8], 3, 2, [5, 3, 3]],
  [[1, 4, 4], 4, 1, [1, 1, 1]],
])('pool: %s, window %i, stride %i', (input, window, stride, expected) => {
  expect(poolOutput(input, window, stride)).toEqual(expected);
});

test.each([
  ['window is 0', 0, 1],
  ['window is 1.5', 1.5, 1],
  ['stride is 0', 2, 0],
  ['stride is -2', 2, -2],
  ['a window of 4 does not fit into 3 cells of 2 x 3 x 5', 4, 1],
])('pool refuses: %s', (words, window, stride) => {
  const pool = () => poolOutput([2, 3, 5], window, stride, 'pool1');
  expect(pool).toThrow(ShapeError);
  expect(pool).toThrow(`pool1: ${words}`);
});
