/** Weights as the books have them, sums, symmetries, and what each preset finds in a picture of one step. */
import { describe, expect, it, test } from 'vitest';
import { paddingFor } from '../padding.ts';
import { paddedConvolution } from '../reference/index.ts';
import { KERNEL_PRESETS, presetKernel, presetSizes } from './kernel-presets.ts';
import type { KernelPreset } from './kernel-presets.ts';

const SIDE = 15;
const SMOOTHING: readonly KernelPreset[] = ['identity', 'sharpen', 'box', 'gaussian', 'emboss'];
const ANGLES = [0, 45, 90, 135];
const all = KERNEL_PRESETS.flatMap((name) =>
  presetSizes(name).map((size) => [name, size] as const),
);
const edges = all.filter(([name]) => /sobel|prewitt/.test(name));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const transposed = (values: readonly number[], size: number): number[] =>
  values.map((_, place) => values[(place % size) * size + Math.floor(place / size)]!);
const mirrored = (values: readonly number[], size: number): number[] =>
  values.map((_, place) => values[place - (place % size) + size - 1 - (place % size)]!);
const negated = (values: readonly number[]): number[] =>
  values.map((value) => (value === 0 ? 0 : -value));

test.each([
  ['identity', 2, [1, 0, 0, 0]],
  ['outline', 3, [0, 1, 0, 1, -4, 1, 0, 1, 0]],
  ['outline', 5, [0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 1, -12, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0]],
  ['sharpen', 3, [0, -1, 0, -1, 5, -1, 0, -1, 0]],
  ['box', 2, [0.25, 0.25, 0.25, 0.25]],
  ['gaussian', 3, [1, 2, 1, 2, 4, 2, 1, 2, 1].map((value) => value / 16)],
  ['emboss', 3, [-2, -1, 0, -1, 1, 1, 0, 1, 2]],
  ['sobel-0', 3, [-1, 0, 1, -2, 0, 2, -1, 0, 1]],
  ['sobel-45', 3, [0, 1, 2, -1, 0, 1, -2, -1, 0]],
  ['sobel-90', 3, [1, 2, 1, 0, 0, 0, -1, -2, -1]],
  ['sobel-135', 3, [2, 1, 0, 1, 0, -1, 0, -1, -2]],
  ['prewitt-0', 3, [-1, 0, 1, -1, 0, 1, -1, 0, 1]],
  ['prewitt-45', 3, [0, 1, 1, -1, 0, 1, -1, -1, 0]],
  ['prewitt-135', 3, [1, 1, 0, 1, 0, -1, 0, -1, -1]],
] as const)('%s of %i', (name, size, weights) => {
  expect(presetKernel(name, size)).toEqual(weights);
});

test('Sobel of 5 as OpenCV has it: getDerivKernels(1, 0, 5)', () => {
  const [across, down] = [
    [-1, -2, 0, 2, 1],
    [1, 4, 6, 4, 1],
  ];
  const expected = down.flatMap((row) => across.map((column) => row * column + 0));
  expect(presetKernel('sobel-0', 5)).toEqual(expected);
});

test('a Laplacian of Gaussian is close to the function it samples, and has its ring', () => {
  const kernel = presetKernel('log', 7);
  const [middle, ring] = [kernel[3 * 7 + 3]!, kernel[3 * 7 + 6]!];
  // (r^2 - 2 s^2) / s^4 exp(-r^2 / 2 s^2) / (2 pi s^2) with s = 1.4 is -0.0828 at 0 and 0.0109 at 3.
  expect(Math.abs(middle + 0.0828)).toBeLessThan(0.008);
  expect(Math.abs(ring - 0.0109)).toBeLessThan(0.004);
});

describe.each(all)('%s of %i', (name, size) => {
  const kernel = presetKernel(name, size);

  it('has as many weights as cells, all of them numbers, and no -0', () => {
    expect(kernel).toHaveLength(size * size);
    expect(kernel.every((value) => Number.isFinite(value) && !Object.is(value, -0))).toBe(true);
  });

  it('adds up to 1 or 0', () => {
    expect(sum(kernel)).toBeCloseTo(SMOOTHING.includes(name) ? 1 : 0, 12);
    expect(Math.abs(sum(kernel.map(Math.fround)) - sum(kernel))).toBeLessThan(1e-6);
  });

  it('has its symmetries', () => {
    expect(kernel.some((value) => value !== 0)).toBe(true);
    if (/sobel|prewitt/.test(name)) {
      expect(negated([...kernel].reverse())).toEqual(kernel);
    } else if (name === 'emboss') {
      expect(transposed(kernel, size)).toEqual(kernel);
      const flat = kernel.map((value, place) => (place === (size * size - 1) / 2 ? 0 : value));
      expect(negated([...flat].reverse())).toEqual(flat);
    } else if (name !== 'identity' || size % 2 === 1) {
      expect(transposed(kernel, size)).toEqual(kernel);
      expect(mirrored(kernel, size)).toEqual(kernel);
    }
  });
});

test('sharpening and embossing are as strong in every size', () => {
  for (const name of ['sharpen', 'emboss'] as const) {
    for (const size of presetSizes(name)) {
      const size3 = sum(presetKernel(name, 3).map(Math.abs));
      expect(sum(presetKernel(name, size).map(Math.abs))).toBeCloseTo(size3, 12);
    }
  }
});

/** The outcome in the middle of a picture that is 1 on the side of `degrees` and 0 on the other, 1/2 between. */
function atStep(name: KernelPreset, size: number, degrees: number): number {
  const angle = (degrees * Math.PI) / 180;
  const middle = (SIDE - 1) / 2;
  const data = Float32Array.from({ length: SIDE * SIDE }, (_, place) => {
    const [up, right] = [middle - Math.floor(place / SIDE), (place % SIDE) - middle];
    const along = Math.round(1e6 * (right * Math.cos(angle) + up * Math.sin(angle)));
    return (Math.sign(along) + 1) / 2;
  });
  const [before, after] = paddingFor('same', size, 1, false);
  const { data: found } = paddedConvolution(
    { shape: [1, SIDE, SIDE], data },
    {
      kernel: [size, size],
      stride: [1, 1],
      dilation: [1, 1],
      before: [before, before],
      after: [after, after],
      padding: 'edge',
      value: 0,
      weights: Float32Array.from(presetKernel(name, size)),
      outputs: 1,
      groups: 1,
    },
  );
  return found[middle * SIDE + middle]!;
}

test.each(edges)('%s of %i answers most to a step in its direction', (name, size) => {
  const own = Number(name.split('-')[1]);
  const strongest = atStep(name, size, own);
  expect(strongest).toBeGreaterThan(0);
  expect(atStep(name, size, own + 180)).toBeCloseTo(-strongest, 5);
  expect(atStep(name, size, own + 90)).toBeCloseTo(0, 5);
  for (const other of ANGLES.filter((angle) => angle !== own)) {
    expect(Math.abs(atStep(name, size, other))).toBeLessThan(strongest);
  }
});

test('embossing lights the lower right of a step and shades the upper left', () => {
  for (const size of presetSizes('emboss')) {
    expect(atStep('emboss', size, -45)).toBeGreaterThan(1);
    expect(atStep('emboss', size, 135)).toBeLessThan(0);
  }
});

test('a size without a form of its own keeps the anchor of the nearest that has one', () => {
  expect(presetKernel('sobel-0', 4)).toEqual([-1, 0, 1, 0, -2, 0, 2, 0, -1, 0, 1, 0, 0, 0, 0, 0]);
  expect(presetKernel('outline', 2)).toEqual([-4, 1, 1, 0]);
  expect(presetKernel('outline', 1)).toEqual([-4]);
  for (const name of KERNEL_PRESETS) {
    for (let size = 1; size <= 7; size += 1) {
      const kernel = presetKernel(name, size);
      expect(kernel).toHaveLength(size * size);
      const [smaller = presetSizes(name)[0]!] = presetSizes(name)
        .filter((one) => one <= size)
        .reverse();
      const anchor = Math.floor((size - 1) / 2);
      const other = Math.floor((smaller - 1) / 2);
      expect(kernel[anchor * size + anchor]).toBe(
        presetKernel(name, smaller)[other * smaller + other],
      );
    }
  }
});
