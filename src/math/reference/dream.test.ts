/** Pictures that grow: the references against NumPy's numbers, and their gradients against central differences. */
import { describe, expect, it } from 'vitest';
import { createRandom, randomArray } from '../../base/index.ts';
import {
  DECORRELATED,
  boxWeights,
  drawPlacement,
  gaussianWeights,
  inverseGains,
  pictureGains,
  spectrumColumns,
  spectrumShape,
  transformGains,
  valuesOfPicture,
} from '../dream/index.ts';
import type { Surroundings, Transform } from '../dream/index.ts';
import { sizeOf } from '../tensor.ts';
import type { Shape3, Tensor3 } from '../tensor.ts';
import {
  adam,
  ascend,
  blur,
  dropCells,
  inverseSpectrum,
  mixColors,
  mixColorsGradient,
  norm,
  normGradient,
  rmsprop,
  spectrumGradient,
  totalVariation,
  transformGradient,
  transformPicture,
  variationGradient,
} from './index.ts';
import waves from './testing/numpy-waves.json' with { type: 'json' };

/** Of the largest gradient: the values of the outputs are f32. */
const TOLERANCE = 1e-3;
/** Adjoints of linear maps, in f32. */
const EXACT = 2e-6;

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0);
}

function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  const truth = Array.from(expected);
  const largest = truth.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  expect(found.length).toBe(truth.length);
  truth.forEach((value, index) => {
    expect(Math.abs((found[index] ?? NaN) - value) / largest).toBeLessThan(tolerance);
  });
}

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

function tensor(shape: Shape3, seed: number, low = -1, high = 1): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), seed, low, high) };
}

describe('waves', () => {
  const cases = waves.map((one) => [`${one.height} x ${one.width}`, one] as const);

  it.each(cases)('are what irfft2 makes of them: %s', (_, { height, width, ...one }) => {
    const shape: Shape3 = [1, 2 * height, spectrumColumns(width)];
    const spectrum = { shape, data: Float32Array.from(one.spectrum) };
    const plain = inverseSpectrum(spectrum, width, transformGains(height, width));
    expectNear(plain.data, one.plain, 1e-6);
    const scaled = inverseSpectrum(spectrum, width, pictureGains(height, width, 1));
    expectNear(scaled.data, one.scaled, 1e-6);
  });

  it.each(cases)('have their adjoint: %s', (_, { height, width }) => {
    const gains = pictureGains(height, width, 1);
    const spectrum = tensor(spectrumShape(height, width), 1);
    const gradient = tensor([3, height, width], 2);
    const found = spectrumGradient(gradient, spectrumColumns(width), gains);
    const value = (data: Float32Array): number =>
      dot(inverseSpectrum({ ...spectrum, data }, width, gains).data, gradient.data);
    if (height * width <= 81) expectNear(found.data, differences(spectrum.data, 0.5, value), 1e-3);
    const [a, b] = [value(spectrum.data), dot(spectrum.data, found.data)];
    expect(Math.abs(a - b)).toBeLessThan(EXACT * (Math.abs(a) + sizeOf(gradient.shape)));
  });
});

describe('a picture made into waves', () => {
  it.each([
    [6, 8],
    [7, 5],
  ])('comes back: %i x %i', (height, width) => {
    const picture = tensor([3, height, width], 9, 0.01, 0.99);
    const mixing = { matrix: DECORRELATED, sigmoid: true };
    const values = valuesOfPicture(picture, DECORRELATED);
    expectNear(mixColors(values, mixing).data, picture.data, 1e-5);
    const back = inverseGains(height, width, 1);
    const waves = spectrumGradient(values, spectrumColumns(width), back);
    const again = inverseSpectrum(waves, width, pictureGains(height, width, 1));
    expectNear(again.data, values.data, 1e-5);
  });
});

describe('colours', () => {
  it.each([true, false])('have their gradient, sigmoid %s', (sigmoid) => {
    const mixing = { matrix: DECORRELATED, sigmoid };
    const values = tensor([3, 5, 4], 3, -3, 3);
    const gradient = tensor([3, 5, 4], 4);
    const found = mixColorsGradient(mixColors(values, mixing), gradient, mixing);
    const value = (data: Float32Array): number =>
      dot(mixColors({ ...values, data }, mixing).data, gradient.data);
    expectNear(found.data, differences(values.data, 0.02, value), TOLERANCE);
  });

  it('are the table that Lucid and Horama print', () => {
    const printed = [0.5628, 0.1948, 0.0433, 0.5845, 0, -0.1082, 0.5845, -0.1948, 0.0649];
    DECORRELATED.forEach((value, index) => {
      expect(value).toBeCloseTo(printed[index] ?? NaN, 4);
    });
  });
});

const TRANSFORMS: readonly Transform[] = [
  { kind: 'roll', cells: 3 },
  { kind: 'jitter', cells: 4 },
  { kind: 'scale', factors: [0.9, 1, 1.1, 0.7, 1.6] },
  { kind: 'rotate', degrees: [-10, 0, 4, 45] },
  { kind: 'jitter', cells: 2 },
];

describe('a transform', () => {
  const surroundings: readonly Surroundings[] = [
    { kind: 'constant', value: 0.5 },
    { kind: 'mirror' },
  ];
  const sizes = [
    [9, 9],
    [6, 11],
    [13, 5],
  ] as const;
  const cases = surroundings.flatMap((around) =>
    sizes.flatMap((side) =>
      (['crop', 'resize'] as const).map((framing) => [around.kind, side, framing, around] as const),
    ),
  );

  it.each(cases)('has its gradient: %s, %j, %s', (_, [height, width], framing, around) => {
    const random = createRandom(height + width);
    const output = { height: 7, width: 10 };
    const places = { picture: { height, width }, output, framing };
    for (let n = 0; n < 6; n += 1) {
      const placement = drawPlacement(TRANSFORMS, places, random);
      const request = { placement, surroundings: around, gain: 255 };
      const picture = tensor([3, height, width], n);
      const gradient = tensor([3, 7, 10], n + 1);
      const found = transformGradient(gradient, { height, width }, request);
      const value = (data: Float32Array): number =>
        dot(transformPicture({ ...picture, data }, output, request).data, gradient.data);
      expectNear(found.data, differences(picture.data, 0.5, value), TOLERANCE);
    }
  });
});

describe('what is added to a gradient', () => {
  const picture = tensor([3, 6, 5], 7);

  it.each([1, 2] as const)('total variation of power %i', (power) => {
    const value = (data: Float32Array): number => totalVariation({ ...picture, data }, power);
    expectNear(
      variationGradient(picture, power).data,
      differences(picture.data, 1e-4, value),
      TOLERANCE,
    );
  });

  it.each([
    [1, false],
    [2, false],
    [6, false],
    [1, true],
    [2, true],
    [6, true],
  ])('norm of power %i, rooted %s', (power, rooted) => {
    const spec = { power, rooted, center: 0.1 };
    const value = (data: Float32Array): number => norm(data, spec);
    const found = normGradient(picture.data, spec);
    expectNear(found, differences(picture.data, 1e-3, value), TOLERANCE);
  });
});

describe('what is done to pixels', () => {
  it('blurs keep the mean, and a single point becomes the weights', () => {
    const weights = gaussianWeights(1);
    expect(weights).toHaveLength(9);
    const point: Tensor3 = { shape: [1, 11, 11], data: new Float32Array(121) };
    point.data[60] = 1;
    const blurred = blur(point, weights).data;
    expect(blurred[60]).toBeCloseTo((weights[4] ?? 0) ** 2, 6);
    expect(blurred[58]).toBeCloseTo((weights[4] ?? 0) * (weights[2] ?? 0), 6);
    const picture = tensor([3, 5, 4], 8);
    for (const made of [blur(picture, weights), blur(picture, boxWeights(5))]) {
      const sum = (data: Float32Array): number => data.reduce((total, value) => total + value, 0);
      expect(sum(made.data)).toBeCloseTo(sum(picture.data), 4);
    }
  });

  it('drops the smallest', () => {
    const picture: Tensor3 = { shape: [1, 1, 5], data: Float32Array.of(3, -1, 0.5, 2, -4) };
    expect([...dropCells(picture, null, 2, [0]).data]).toEqual([3, 0, 0, 2, -4]);
    const gradient: Tensor3 = { shape: [1, 1, 5], data: Float32Array.of(0, 9, 8, 0.1, 0.2) };
    expect([...dropCells(picture, gradient, 2, [0]).data]).toEqual([0, -1, 0.5, 0, -4]);
  });
});

describe('steps', () => {
  it('of Adam are of the size of the rate at first, whatever the gradient', () => {
    const rule = { rate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    const zeros = new Float32Array(2);
    const state = { values: zeros, first: zeros, second: zeros };
    const after = adam(state, Float32Array.of(0.01, -300), rule, 1);
    expect(after.values[0]).toBeCloseTo(0.05, 5);
    expect(after.values[1]).toBeCloseTo(-0.05, 5);
    const second = adam(after, Float32Array.of(0.01, 300), rule, 2);
    expect(second.values[0]).toBeCloseTo(0.1, 5);
    // By hand: m = 0.9 * -30 + 30 = 3, corrected 3 / 0.19; v = 179.91, corrected 90000.
    expect(second.values[1]).toBeCloseTo(-0.05 + (0.05 * (3 / 0.19)) / 300, 6);
  });

  it('of RMSprop by hand', () => {
    const rule = { rate: 1, rho: 0.75, epsilon: 0 };
    const state = { values: Float32Array.of(1), squares: Float32Array.of(0) };
    const after = rmsprop(state, Float32Array.of(-2), rule);
    expect(after.squares[0]).toBe(1);
    expect(after.values[0]).toBe(-1);
  });

  it('along the gradient by hand', () => {
    const values = Float32Array.of(0, 0, 0, 0);
    const gradient = Float32Array.of(3, 0, 4, 0);
    const step = (rule: Parameters<typeof ascend>[2]): number =>
      ascend(values, gradient, rule)[0] ?? NaN;
    expect(step({ by: 'rate', rate: 2 })).toBe(6);
    expect(step({ by: 'root-mean-square', rate: 1, epsilon: 0.5 })).toBe(1);
    expect(step({ by: 'length', rate: 10, epsilon: 1e-12 })).toBe(6);
    expect(step({ by: 'progress', rate: 100, progress: 50, epsilon: 1e-12 })).toBe(6);
    expect(step({ by: 'progress', rate: 1, progress: 50, epsilon: 1e-12 })).toBe(3);
  });
});
