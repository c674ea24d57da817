/** Gradients of a network's layers against central differences of the layers' references. */
import { describe, expect, it } from 'vitest';
import { createRandom, randomArray } from '../../base/index.ts';
import type { InputSpec } from '../input-spec.ts';
import { convolutionOutput } from '../shapes.ts';
import type { ConvolutionGeometry } from '../shapes.ts';
import { sizeOf } from '../tensor.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';
import { convolution } from './convolution.ts';
import { dense, flatten } from './dense.ts';
import { globalAveragePool } from './global-average-pool.ts';
import {
  convolutionInputGradient,
  denseInputGradient,
  flattenGradient,
  globalAveragePoolGradient,
  preprocessGradient,
  reluGradient,
} from './network-gradients.ts';
import { preprocess } from './preprocess.ts';

/** Of the largest gradient: the values of the outputs are f32. */
const TOLERANCE = 1e-3;
/** All of these layers are linear in their input: a large step loses nothing to rounding. */
const STEP = 0.5;
const SETTINGS = 60;

/** Throws unless `found` is what sum(gradient * layer(input)) changes by, element by element. */
function expectGradient(
  found: Tensor3,
  input: Tensor3,
  gradient: Tensor3,
  layer: (input: Tensor3) => Tensor3,
): void {
  const value = (data: Float32Array): number =>
    layer({ shape: input.shape, data }).data.reduce(
      (sum, one, index) => sum + one * (gradient.data[index] ?? NaN),
      0,
    );
  const largest = found.data.reduce((most, one) => Math.max(most, Math.abs(one)), 1e-3);
  expect(found.shape).toEqual(input.shape);
  input.data.forEach((before, index) => {
    const at = (changed: number): number => {
      const copy = input.data.slice();
      copy[index] = changed;
      return value(copy);
    };
    const difference = (at(before + STEP) - at(before - STEP)) / (2 * STEP);
    expect(Math.abs(difference - (found.data[index] ?? NaN)) / largest).toBeLessThan(TOLERANCE);
  });
}

function tensor(shape: Shape3, seed: number): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), seed) };
}

interface Setting extends ConvolutionGeometry {
  readonly shape: Shape3;
  readonly outputs: number;
}

function settings(): readonly Setting[] {
  const random = createRandom(31);
  const whole = (most: number, least = 1): number =>
    least + Math.floor(random() * (most - least + 1));
  const pair = (most: number, least = 1): readonly [number, number] => [
    whole(most, least),
    whole(most, least),
  ];
  return Array.from({ length: SETTINGS }, () => ({
    shape: [whole(3), whole(9, 7), whole(9, 7)] as const,
    outputs: whole(3),
    kernel: pair(4),
    stride: pair(3),
    padding: pair(2, 0),
    dilation: pair(2),
  }));
}

describe('a convolution', () => {
  it.each(settings())('$shape to $outputs, $kernel, $stride, $padding, $dilation', (setting) => {
    const { shape, outputs, kernel } = setting;
    const weights = randomArray(outputs * shape[0] * sizeOf(kernel), 2);
    const bias = new Float32Array(outputs);
    const gradient = tensor(convolutionOutput(shape, outputs, setting), 3);
    const found = convolutionInputGradient(shape, gradient, { ...setting, weights });
    expectGradient(found, tensor(shape, 1), gradient, (input) =>
      convolution(input, { ...setting, weights, bias, relu: false }),
    );
  });
});

it('a dense layer', () => {
  const weights = randomArray(7 * 11, 4);
  const gradient = tensor([7, 1, 1], 5);
  const bias = new Float32Array(7);
  expectGradient(
    denseInputGradient(gradient, weights, 11),
    tensor([11, 1, 1], 6),
    gradient,
    (input) => dense(input, { weights, bias, relu: false }),
  );
});

it('a flattening and a global average pooling', () => {
  const shape: Shape3 = [5, 2, 3];
  const flat = tensor([30, 1, 1], 7);
  expectGradient(flattenGradient(shape, flat), tensor(shape, 8), flat, flatten);
  const means = tensor([5, 1, 1], 9);
  const shared = globalAveragePoolGradient(shape, means);
  expectGradient(shared, tensor(shape, 10), means, globalAveragePool);
});

it.each<InputSpec>([
  { order: 'RGB', range: '0..1', mean: [0.4, 0.5, 0.6], std: [0.25, 0.5, 0.75] },
  { order: 'BGR', range: '0..255', mean: [103, 116, 123], std: [1, 2, 4] },
])('the way into the space $order $range', (spec) => {
  const shape: Shape3 = [3, 2, 3];
  const gradient = tensor(shape, 11);
  const found = preprocessGradient(gradient, spec);
  expectGradient(found, tensor(shape, 12), gradient, (input) => preprocess(input, spec));
});

it('a ReLU, by three rules', () => {
  const shape: Shape3 = [1, 2, 2];
  const output = { shape, data: Float32Array.of(2, 2, 0, 0) };
  const gradient = { shape, data: Float32Array.of(3, -3, 3, -3) };
  expect([...reluGradient(output, gradient, 'plain').data]).toEqual([3, -3, 0, 0]);
  expect([...reluGradient(output, gradient, 'guided').data]).toEqual([3, 0, 0, 0]);
  expect([...reluGradient(output, gradient, 'deconvnet').data]).toEqual([3, 0, 3, 0]);
});
