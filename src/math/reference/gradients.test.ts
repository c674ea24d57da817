/** Gradients of the references against central differences, for 200 random settings. */
import { describe, expect, it } from 'vitest';
import { createRandom, randomArray } from '../../base/index.ts';
import { paddedOutput } from '../padding.ts';
import { poolOutput } from '../shapes.ts';
import { sizeOf } from '../tensor.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';
import {
  paddedConvolution,
  paddedConvolutionInputGradient,
  paddedConvolutionWeightGradient,
} from './padded-convolution.ts';
import { describeSetting, paddedSettings } from './padded-settings.ts';
import { averagePoolGradient, maxPoolGradient } from './pool-gradient.ts';
import { averagePool, maxPool } from './pool.ts';

const SETTINGS = 200;
/** Of the largest gradient: the values of the outputs are f32. */
const TOLERANCE = 1e-3;
/** A convolution is linear in both of its operands: no step is too large, and a large one loses nothing to rounding. */
const STEP = 0.5;

/** (f(x + step) - f(x - step)) / (2 step) for every element of `values`. */
function differences(values: Float32Array, step: number, f: (values: Float32Array) => number) {
  return values.map((value, index) => {
    const at = (changed: number): number => {
      const copy = values.slice();
      copy[index] = changed;
      return f(copy);
    };
    return (at(value + step) - at(value - step)) / (2 * step);
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0);
}

function expectNear(found: Float32Array, expected: Float32Array): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  expect(found.length).toBe(expected.length);
  found.forEach((value, index) => {
    expect(Math.abs(value - (expected[index] ?? NaN)) / largest).toBeLessThan(TOLERANCE);
  });
}

const settings = paddedSettings(SETTINGS, 7).map((one) => [describeSetting(one), one] as const);

describe('a padded convolution', () => {
  it.each(settings)('%s', (_name, setting) => {
    const { shape, outputs, groups, kernel } = setting;
    const input: Tensor3 = { shape, data: randomArray(sizeOf(shape), 1) };
    const weights = randomArray(outputs * (shape[0] / groups) * kernel[0] * kernel[1], 2);
    const output = paddedOutput(shape, outputs, setting);
    const gradient: Tensor3 = { shape: output, data: randomArray(sizeOf(output), 3) };
    const value = (data: Float32Array, by: Float32Array): number =>
      dot(paddedConvolution({ shape, data }, { ...setting, weights: by }).data, gradient.data);

    const all = { ...setting, weights };
    expectNear(
      paddedConvolutionInputGradient(shape, gradient, all).data,
      differences(input.data, STEP, (data) => value(data, weights)),
    );
    expectNear(
      paddedConvolutionWeightGradient(input, gradient, all),
      differences(weights, STEP, (by) => value(input.data, by)),
    );
  });
});

interface PoolCase {
  readonly shape: Shape3;
  readonly window: number;
  readonly stride: number;
}

function poolCases(): readonly PoolCase[] {
  const random = createRandom(8);
  const whole = (most: number, least = 1): number =>
    least + Math.floor(random() * (most - least + 1));
  return Array.from({ length: SETTINGS }, () => {
    const window = whole(4);
    return {
      shape: [whole(3), whole(9, window), whole(9, window)],
      window,
      stride: whole(4),
    };
  });
}

/** All values of a tensor, and no two alike. */
function distinct(length: number): Float32Array {
  const order = randomArray(length, 9);
  const ranks = [...order.keys()].sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
  const values = new Float32Array(length);
  ranks.forEach((place, rank) => {
    values[place] = rank / 8;
  });
  return values;
}

/** Less than half of the least distance between two values, so that no winner changes. */
const SMALL_STEP = 1 / 32;

describe('a pooling', () => {
  it.each(poolCases())('of $shape, window $window, stride $stride', ({ shape, window, stride }) => {
    const data = distinct(sizeOf(shape));
    const pooled = poolOutput(shape, window, stride);
    const gradient: Tensor3 = { shape: pooled, data: randomArray(sizeOf(pooled), 4) };
    const { winners } = maxPool({ shape, data }, window, stride);
    const ofMax = maxPoolGradient(shape, gradient, winners).data;
    expectNear(
      ofMax,
      differences(data, SMALL_STEP, (changed) =>
        dot(maxPool({ shape, data: changed }, window, stride).output.data, gradient.data),
      ),
    );
    expectNear(
      averagePoolGradient(shape, gradient, window, stride).data,
      differences(data, SMALL_STEP, (changed) =>
        dot(averagePool({ shape, data: changed }, window, stride).data, gradient.data),
      ),
    );
    // Nothing is lost and nothing added.
    const sum = (values: Float32Array): number => values.reduce((total, one) => total + one, 0);
    expect(sum(ofMax)).toBeCloseTo(sum(gradient.data), 4);
  });
});
