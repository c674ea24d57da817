/** Gradients of objectives that are no weighted sums against central differences; what is shown against how it is displayed. */
import { describe, expect, it } from 'vitest';
import { randomArray } from '../../base/index.ts';
import { displayed } from '../dream/index.ts';
import type { Display } from '../dream/index.ts';
import type { Shape3 } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import {
  diversity,
  diversityGradient,
  meanSquare,
  meanSquareGradient,
  resize,
  resizeGradient,
  showPicture,
  softmax,
  softmaxGradient,
} from './index.ts';

/** Of the largest gradient: the values are f32. */
const TOLERANCE = 1e-3;

/** (f(x + step) - f(x - step)) / (2 step) for every element of `values`. */
function differences(values: Float32Array, step: number, f: (values: Float32Array) => number) {
  return Float64Array.from(values, (value, index) => {
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

function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  const truth = Array.from(expected);
  const largest = truth.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  expect(found.length).toBe(truth.length);
  truth.forEach((value, index) => {
    expect(Math.abs((found[index] ?? NaN) - value) / largest).toBeLessThan(TOLERANCE);
  });
}

describe('the mean of squares', () => {
  it('rises by its gradient', () => {
    const shape: Shape3 = [3, 4, 5];
    const data = randomArray(sizeOf(shape), 4, -3, 3);
    const expected = differences(data, 0.25, (values) => meanSquare({ shape, data: values }));
    expectNear(meanSquareGradient({ shape, data }).data, expected);
  });
});

describe('the likeness of maps', () => {
  it('rises by its gradient', () => {
    const shape: Shape3 = [4, 3, 2];
    const maps = [1, 2, 3].map((seed) => ({ shape, data: randomArray(sizeOf(shape), seed) }));
    maps.forEach((map, index) => {
      const expected = differences(map.data, 1e-2, (data) =>
        diversity(maps.map((one, other) => (other === index ? { shape, data } : one))),
      );
      expectNear(diversityGradient(maps, index).data, expected);
    });
  });

  it('is most for equal maps, and none for maps that have no channel in common', () => {
    const shape: Shape3 = [2, 1, 3];
    const one = { shape, data: Float32Array.of(1, 2, 3, 0, 0, 0) };
    const other = { shape, data: Float32Array.of(0, 0, 0, 4, 5, 6) };
    expect(diversity([one, one, one])).toBeCloseTo(2, 12);
    expect(diversity([one, other])).toBe(0);
  });
});

describe('probabilities', () => {
  it('rise by their gradient', () => {
    const shape: Shape3 = [7, 1, 1];
    const logits = randomArray(7, 4, -2, 2);
    const weights = randomArray(7, 5);
    const expected = differences(logits, 1e-2, (data) =>
      dot(weights, softmax({ shape, data }).data),
    );
    const found = softmaxGradient(softmax({ shape, data: logits }), { shape, data: weights });
    expectNear(found.data, expected);
  });
});

describe('a resize', () => {
  const cases = [
    [9, 7, 4, 3, 'stretch'],
    [3, 5, 8, 6, 'stretch'],
    [11, 6, 4, 4, 'crop'],
    [4, 9, 5, 3, 'crop'],
  ] as const;
  it.each(cases)('of %i x %i to %i x %i, %s, rises by its gradient', (...[w, h, to, tall, fit]) => {
    const [source, target] = [
      { width: w, height: h },
      { width: to, height: tall },
    ];
    const weights = randomArray(3 * to * tall, 6);
    // Linear: any bytes will do, and a whole step of one.
    const colors = randomArray(3 * w * h, 7, 10, 240).map(Math.round);
    const expected = differences(colors, 5, (values) => {
      const rgba = Array.from({ length: 4 * w * h }, (_, index) =>
        index % 4 === 3 ? 255 : (values[(index % 4) * w * h + Math.floor(index / 4)] ?? NaN),
      );
      return dot(weights, resize({ ...source, rgba }, target, fit).data);
    });
    const gradient = { shape: [3, tall, to] as const, data: weights };
    expectNear(resizeGradient(gradient, source, fit).data, expected);
  });
});

describe('what is shown', () => {
  const ways: readonly Display[] = [
    { kind: 'clip' },
    { kind: 'standardised', deviation: 0.1, epsilon: 1e-5 },
  ];
  it.each(ways)('is what is displayed, as bytes: $kind', (display) => {
    const shape: Shape3 = [3, 6, 7];
    const data = randomArray(sizeOf(shape), 5, -0.5, 1.5);
    const shown = displayed({ shape, data }, display, 1);
    const bytes = showPicture({ shape, data }, { display, range: 1, margin: 0 });
    bytes.forEach((byte, index) => {
      const [cell, color] = [Math.floor(index / 4), index % 4];
      const value = color === 3 ? 255 : 255 * (shown.data[color * 42 + cell] ?? NaN);
      expect(Math.abs(byte - value)).toBeLessThan(0.501);
    });
  });

  it('leaves out what only grows around it', () => {
    const data = Float32Array.from({ length: 75 }, (_, index) => index);
    const how = { display: { kind: 'clip' }, range: 255, margin: 1 } as const;
    const bytes = showPicture({ shape: [3, 5, 5], data }, how);
    expect([...bytes.slice(0, 8)]).toEqual([6, 31, 56, 255, 7, 32, 57, 255]);
    expect(bytes).toHaveLength(36);
  });
});
