/** The lab on the GPU and on the references: both against SciPy and NumPy, and one against the other. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, test } from 'vitest';
import { createRandom, randomArray } from '../../base/index.ts';
import { Gpu } from '../../gpu/index.ts';
import { expectClose } from '../../gpu/checks/check.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { sizeOf } from '../../math/index.ts';
import type { Pair } from '../../math/index.ts';
import { createLab, gpuBackend, REFERENCE_BACKEND } from './index.ts';
import type { ConvolveOptions, LabTensor } from './types.ts';

interface Numbers {
  readonly shape: number[];
  readonly data: number[];
}

/** As scripts/lab-fixtures.py writes them. */
interface Fixture {
  readonly image: Numbers;
  readonly kernel: Numbers;
  readonly output: Numbers;
  readonly mode?: 'valid' | 'same' | 'full';
  readonly size?: Pair;
  readonly flip: boolean;
  readonly padding: 'constant' | 'edge' | 'reflect' | 'symmetric' | 'wrap';
  readonly value: number;
  readonly stride: Pair;
  readonly dilation: Pair;
}

const fixtures = JSON.parse(
  readFileSync(new URL('../../math/reference/testing/scipy.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

/** Whole numbers below 2^24 are exact in f32; else sums of at most 25 products. */
const FLOATS = 1e-6;

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});
const labs = {
  reference: createLab(REFERENCE_BACKEND),
  GPU: createLab(gpuBackend(gpu)),
};

const tensorOf = ({ shape, data }: Numbers): LabTensor => ({
  shape,
  data: Float32Array.from(data),
});

function random(shape: readonly number[], seed: number): LabTensor {
  return { shape, data: randomArray(sizeOf(shape), seed) };
}

function optionsOf(fixture: Fixture): ConvolveOptions {
  const { kernel, mode, size, padding, value, flip, stride, dilation } = fixture;
  return {
    kernel: tensorOf(kernel),
    padding: { mode: padding, value, ...(size && { size }) },
    ...(mode && { mode }),
    flip,
    stride,
    dilation,
  };
}

describe.each(Object.entries(labs))('the lab on the %s', (_name, lab) => {
  it.each(fixtures.map((fixture, index) => [index, fixture] as const))(
    'convolves as SciPy does: setting %i',
    async (_index, fixture) => {
      const { shape, data } = await lab.convolve(tensorOf(fixture.image), optionsOf(fixture));
      expect(shape).toEqual(fixture.output.shape);
      const isWhole = [fixture.image, fixture.kernel].every((one) =>
        one.data.every(Number.isInteger),
      );
      expectClose(data, fixture.output.data, isWhole ? 0 : FLOATS);
    },
  );

  it('convolves channels alone, in slices, and to several outputs', async () => {
    const input = random([3, 6, 7], 1);
    const slices = random([3, 3, 2], 2);
    const alone = await lab.convolve(input, {
      kernel: { ...slices, shape: [3, 3, 2] },
      sum: false,
    });
    expect(alone.shape).toEqual([3, 6, 7]);
    const sum = await lab.convolve(input, { kernel: slices });
    expect(sum.shape).toEqual([1, 6, 7]);
    const cells = 6 * 7;
    const added = Float32Array.from({ length: cells }, (_, cell) =>
      [0, 1, 2].reduce((total, channel) => total + (alone.data[channel * cells + cell] ?? NaN), 0),
    );
    expectClose(sum.data, added, FLOATS);
    const two = Float32Array.from([...slices.data, ...slices.data.map((value) => 2 * value)]);
    const several = await lab.convolve(input, { kernel: { shape: [2, 3, 3, 2], data: two } });
    expect(several.shape).toEqual([2, 6, 7]);
    expectClose(several.data.subarray(0, cells), sum.data, 0);
    expectClose(
      several.data.subarray(cells),
      sum.data.map((value) => 2 * value),
      0,
    );
    const same = await lab.convolve(input, { kernel: { shape: [1, 1], data: Float32Array.of(3) } });
    expectClose(
      same.data,
      input.data.map((value) => 3 * value),
      FLOATS,
    );
  });

  it('gives gradients in the shapes of input and kernel, and turns what was turned', async () => {
    const input = random([5, 6], 3);
    const kernel = random([2, 3], 4);
    for (const flip of [false, true]) {
      const options = { kernel, flip, mode: 'full' } as const;
      const output = await lab.convolve(input, options);
      const gradient = random(output.shape, 5);
      const found = await lab.convolveBackward(input, options, gradient);
      expect(found.input.shape).toEqual([5, 6]);
      expect(found.kernel.shape).toEqual([2, 3]);
      const value = dot(output, gradient);
      expect(dot(found.input, input)).toBeCloseTo(value, 4);
      // A convolution is linear in its kernel: this would differ if the gradient were turned the other way.
      expect(dot(found.kernel, kernel)).toBeCloseTo(value, 4);
    }
  });

  it('adds up what all channels say to a kernel that they share', async () => {
    const input = random([3, 4, 5], 6);
    const options = { kernel: random([3, 3], 7), padding: { mode: 'reflect' } } as const;
    const output = await lab.convolve(input, options);
    const gradient = random(output.shape, 8);
    const found = await lab.convolveBackward(input, options, gradient);
    expect(found.kernel.shape).toEqual([3, 3]);
    expect(dot(found.kernel, options.kernel)).toBeCloseTo(dot(output, gradient), 4);
  });

  it('pools, tells the winners, and gives them the gradient', async () => {
    const input = { shape: [3, 4], data: Float32Array.of(1, 5, 2, 2, 3, 4, 2, 9, 7, 7, 8, 1) };
    const { output, winners } = await lab.pool(input, { size: 2, stride: 1 });
    expect(output.shape).toEqual([2, 3]);
    expect([...output.data]).toEqual([5, 5, 9, 7, 8, 9]);
    expect([...(winners ?? [])]).toEqual([1, 1, 7, 8, 10, 7]);
    const gradient = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const back = await lab.poolBackward(input, { size: 2, stride: 1 }, gradient);
    expect([...back.data]).toEqual([0, 3, 0, 0, 0, 0, 0, 9, 4, 0, 5, 0]);
    const means = await lab.pool(input, { kind: 'average' });
    expect([...means.output.data]).toEqual([3.25, 3.75]);
    expect(means.winners).toBeNull();
    const one = { shape: [1, 2], data: Float32Array.of(4, 8) };
    const spread = await lab.poolBackward(input, { kind: 'average' }, one);
    expect([...spread.data]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 0, 0, 0, 0]);
  });

  const picture = random([3, 5, 5], 9);
  const plain = random([3, 3], 10);
  const refusals: readonly (readonly [string, Partial<ConvolveOptions>, string])[] = [
    ['a kernel for other channels', { kernel: random([2, 3, 3], 1) }, '2 x 3 x 3'],
    ['a kernel with one axis', { kernel: random([3], 1) }, 'kernel has shape [3]'],
    [
      'values that do not fill',
      { kernel: { shape: [2, 2], data: new Float32Array(3) } },
      '3 values',
    ],
    ['an unknown mode', { mode: 'most' as 'full' }, 'most'],
    ['an unknown padding', { padding: { mode: 'mirror' as 'edge' } }, 'mirror'],
    ['a size with a mode of its own', { padding: { size: 1 }, mode: 'full' }, 'padding of a size'],
    ['stride 0', { stride: 0 }, 'stride is 0'],
    ['partial results of one kernel', { sum: false }, 'partial results'],
    ['a kernel larger than the picture', { mode: 'valid', dilation: 4 }, 'does not fit'],
  ];
  it.each(refusals)('refuses %s in words', async (_what, change, words) => {
    await expect(lab.convolve(picture, { kernel: plain, ...change })).rejects.toThrow(words);
  });

  it('refuses gradients of another shape, and poolings that do not fit', async () => {
    await expect(
      lab.convolveBackward(picture, { kernel: plain }, random([3, 4, 5], 1)),
    ).rejects.toThrow('3 x 4 x 5 instead of 3 x 5 x 5');
    await expect(lab.poolBackward(picture, {}, random([3, 5, 5], 1))).rejects.toThrow('3 x 2 x 2');
    await expect(lab.pool(picture, { size: 6 })).rejects.toThrow('does not fit');
    const kind = 'least' as 'max';
    await expect(lab.pool(picture, { kind })).rejects.toThrow('least');
  });
});

describe('GPU and reference agree', () => {
  const draw = createRandom(11);
  const whole = (most: number, least = 1): number =>
    least + Math.floor(draw() * (most - least + 1));
  const pools = Array.from({ length: 40 }, () => {
    const size = whole(4);
    return {
      shape: [whole(5), whole(12, size), whole(12, size)],
      options: {
        kind: draw() < 1 / 2 ? ('max' as const) : ('average' as const),
        size,
        stride: whole(3),
      },
    };
  });
  test.each(pools)('on pooling $shape by $options', async ({ shape, options }) => {
    // Few values, so that many are alike.
    const { data } = random(shape, 12);
    const input = { shape, data: data.map((value) => Math.round(2 * value)) };
    const [right, found] = await Promise.all([
      labs.reference.pool(input, options),
      labs.GPU.pool(input, options),
    ]);
    expectClose(found.output.data, right.output.data, FLOATS);
    expect(found.winners).toEqual(right.winners);
    const gradient = random(right.output.shape, 13);
    const expected = await labs.reference.poolBackward(input, options, gradient);
    const back = await labs.GPU.poolBackward(input, options, gradient);
    expectClose(back.data, expected.data, FLOATS);
  });

  test('and leave nothing on the device', async () => {
    await gpu.finished();
    const { liveBytes } = gpu.stats;
    await labs.GPU.pool(random([2, 6, 6], 1));
    await labs.GPU.convolve(random([2, 6, 6], 1), { kernel: random([3, 3], 2) });
    await expect(labs.GPU.pool(random([2, 6, 6], 1), { size: 17 })).rejects.toThrow();
    expect(gpu.stats.liveBytes).toBe(liveBytes);
  });
});

function dot(a: LabTensor, b: LabTensor): number {
  return a.data.reduce((sum, value, index) => sum + value * (b.data[index] ?? NaN), 0);
}
