/** Pictures grown for channels of the embedded network. */
import { afterAll, describe, expect, it, test } from 'vitest';
import { randomArray } from '../../base/index.ts';
import { Gpu, createTensor, readTensor, writeTensor } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import type { InputSpec, Shape3, Tensor3 } from '../../math/index.ts';
import { borderOf, middleOf } from '../../math/dream/index.ts';
import { Network, loadBackward, readManifest, vgg } from '../../network/index.ts';
import { recogniseModel } from '../../network/recognise.ts';
import { embeddedModel, weightsJson } from '../../network/testing/embedded-model.ts';
import { exactSums } from '../../network/testing/exact-forward.ts';
import { compareDirections } from '../../network/testing/finite-differences.ts';
import { randomWeights } from '../../network/testing/random-weights.ts';
import { testPicture } from '../verify/test-picture.ts';
import { dream, networkObjective } from './index.ts';
import type { DreamSubject, DreamWish } from './index.ts';

const gpu = await Gpu.open(openNodeGpu());
const file = embeddedModel();
const { layers } = recogniseModel(file);
const network = await Network.load(gpu, layers, file);
const [entry] = readManifest(weightsJson('manifest.json'));
const spec = entry!.input;
const subject: DreamSubject = {
  network,
  spec,
  denseSize: spec.scoreSize,
  trainSize: spec.trainSize,
};
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
afterAll(() => {
  network.dispose();
  gpu.dispose();
});

/** RGB 0..255 to what a network takes, in double precision. */
function preprocessed(
  data: ArrayLike<number>,
  { order, range, mean, std }: InputSpec,
): Float64Array {
  const cells = data.length / 3;
  return Float64Array.from({ length: data.length }, (_, index) => {
    const channel = Math.floor(index / cells);
    const from = order === 'BGR' ? 2 - channel : channel;
    const value = data[from * cells + (index % cells)]! / (range === '0..1' ? 255 : 1);
    return (value - mean[channel]!) / std[channel]!;
  });
}

const BLUE_FIRST: InputSpec = {
  order: 'BGR',
  range: '0..1',
  mean: [0.4, 0.45, 0.5],
  std: [0.2, 0.3, 0.25],
};

describe('the gradient from one number of the network to RGB', () => {
  const cases = [
    ['block2_conv2', 10, 'mean', spec],
    ['block4_conv2', 40, 'unit', spec],
    ['block3_conv1', 7, 'mean', BLUE_FIRST],
    ['predictions', 93, 'mean', spec],
  ] as const;
  test.each(cases)('equals differences from %s, channel %i, %s', async (...one) => {
    const [layer, channel, what, given] = one;
    const shape: Shape3 = [3, 32, 32];
    const input = createTensor(gpu, 'test.input', shape);
    const picture = { shape, data: randomArray(3 * 32 * 32, 5, 0, 255) };
    writeTensor(gpu, input, picture);
    const made = await networkObjective(gpu, { network, spec: given, layer, channel, what })(input);
    gpu.submit('test', (commands) => {
      made.encode(commands, { slot: 0, step: 0 });
    });
    const gradient = await readTensor(gpu, made.gradient);
    const [found = NaN] = new Float32Array(await gpu.read(made.value));
    const exact = exactSums(layers, file, layer);
    const valueAt = (rgb: Float64Array): number => {
      const sums = exact({ shape, data: preprocessed(rgb, given) });
      return objectiveOf(sums, channel, what);
    };
    const request = { input: picture, gradient, value: valueAt, steps: [1e-6, 1e-7] };
    const errors = compareDirections({ ...request, directions: 6 });
    made.dispose();
    input.dispose();
    console.info(`${layer}: off by ${errors.map((it) => it.toExponential(1)).join(', ')}`);
    expect(Math.max(...errors)).toBeLessThanOrEqual(1e-2);
    const right = valueAt(Float64Array.from(picture.data));
    expect(Math.abs(found - right)).toBeLessThanOrEqual(1e-3 * Math.abs(right));
  });
});

function objectiveOf(
  { shape, data }: { readonly shape: Shape3; readonly data: ArrayLike<number> },
  channel: number,
  what: 'mean' | 'unit',
): number {
  const [, height, width] = shape;
  const at = (y: number, x: number): number => data[(channel * height + y) * width + x]!;
  if (what === 'unit') {
    const { row, column } = middleOf(shape);
    return at(row, column);
  }
  const border = borderOf(shape);
  let [sum, cells] = [0, 0];
  for (let y = border; y < height - border; y += 1) {
    for (let x = border; x < width - border; x += 1) {
      sum += at(y, x);
      cells += 1;
    }
  }
  return sum / cells;
}

/** What a layer makes of pictures of one size, RGB 0..255, before its activation. */
async function sumsOf(layer: string, given: readonly Tensor3[]): Promise<readonly Tensor3[]> {
  const { openBackward } = await loadBackward();
  const [, height, width] = given[0]!.shape;
  const pass = await network.pass({ height, width }, { until: layer });
  const backward = await openBackward(gpu, network, pass, { layer });
  const sums: Tensor3[] = [];
  for (const { shape, data } of given) {
    writeTensor(gpu, pass.input, { shape, data: Float32Array.from(preprocessed(data, spec)) });
    gpu.submit('test', (commands) => {
      backward.encode(commands, { withForward: true });
    });
    sums.push(await readTensor(gpu, backward.sums));
  }
  backward.dispose();
  pass.dispose();
  return sums;
}

/** The nine tiles of the test picture, each with waves and a shape of its own. */
function pictures(side: number): readonly Tensor3[] {
  const { rgba, width } = testPicture(3 * side);
  return Array.from({ length: 9 }, (_, tile) => {
    const [top, left] = [Math.floor(tile / 3) * side, (tile % 3) * side];
    const shape: Shape3 = [3, side, side];
    const data = Float32Array.from({ length: 3 * side * side }, (__, index) => {
      const [channel, cell] = [Math.floor(index / side ** 2), index % side ** 2];
      const [y, x] = [top + Math.floor(cell / side), left + (cell % side)];
      return rgba[4 * (y * width + x) + channel]!;
    });
    return { shape, data };
  });
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
}

describe('a picture grown for a channel', () => {
  const SMALL = { size: 64, steps: 32 } as const;

  it.each([
    ['block2_conv2', 10],
    ['block4_conv2', 40],
    ['predictions', 93],
  ])('excites %s, channel %i, far more than where it began', async (layer, channel) => {
    const { shape, data, objective } = await dream(gpu, subject, { ...SMALL, layer, channel });
    expect(shape).toEqual([3, SMALL.size, SMALL.size]);
    expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(objective).toHaveLength(SMALL.steps);
    const [start = NaN] = objective;
    const fedBack = { shape, data: data.map((value) => 255 * value) };
    const [sums, ...others] = await sumsOf(layer, [fedBack, ...pictures(SMALL.size)]);
    const end = objectiveOf(sums!, channel, 'mean');
    // Of what is made large: one number a picture.
    const deviation = deviationOf(others.map((one) => objectiveOf(one, channel, 'mean')));
    const gain = (end - start) / deviation;
    const cells = sums!.shape[1] * sums!.shape[2];
    const ofCells = deviationOf(
      others.flatMap(({ data }) => [...data.subarray(channel * cells, (channel + 1) * cells)]),
    );
    const [few, strict] = [gain, (end - start) / ofCells].map((one) => one.toFixed(1));
    console.info(
      `${layer}: ${start.toFixed(2)} to ${end.toFixed(2)}, ${few!} deviations of the objective, ${strict!} of its cells`,
    );
    expect(gain).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  });

  const QUICK: DreamWish = { layer: 'block2_conv1', channel: 3, size: 32, steps: 6 };

  it('is the same to the byte for the same seed, another for another', async () => {
    const first = await dream(gpu, subject, { ...QUICK, seed: 4 });
    expect(await dream(gpu, subject, { ...QUICK, seed: 4 })).toEqual(first);
    const other = await dream(gpu, subject, { ...QUICK, seed: 5 });
    expect(other.data).not.toEqual(first.data);
  });

  it.each(['article', 'book', 'vgg', 'toolbox-1', 'toolbox-2', 'toolbox-3', 'toolbox-4'])(
    'grows by the recipe %s',
    async (recipe) => {
      const { shape, data, objective } = await dream(gpu, subject, { ...QUICK, recipe });
      expect(shape).toEqual([3, 32, 32]);
      expect(new Set(data).size).toBeGreaterThan(100);
      expect(Math.max(...objective.slice(1))).toBeGreaterThan(objective[0]!);
    },
  );

  it('goes through all octaves', async () => {
    const steps = 6;
    const wish = { ...QUICK, recipe: 'octaves', size: 16, steps };
    const { shape, objective } = await dream(gpu, subject, wish);
    expect(shape).toEqual([3, 105, 105]);
    expect(objective).toHaveLength(12 * steps);
    const octaves = Array.from({ length: 12 }, (_, n) =>
      objective.slice(n * steps, (n + 1) * steps),
    );
    // Enlarged, each begins lower than the one before ended, and yet above the noise.
    for (const octave of octaves) expect(octave.at(-1)).toBeGreaterThan(octave[0]!);
    for (const [start] of octaves.slice(1)) expect(start).toBeGreaterThan(objective[0]!);
  });

  it('grows for a class whose dense layers fit only one size, at any size', async () => {
    const declared = vgg({
      name: 'vgg11',
      width: 1 / 16,
      head: { kind: 'dense', classes: 5, units: 8, map: [2, 2] },
    });
    const dense = await Network.load(gpu, declared, randomWeights(declared, 3));
    const only64 = { network: dense, spec, denseSize: 64, trainSize: 64 };
    const wish = { layer: 'predictions', channel: 2, size: 40, steps: 12 };
    const { shape, objective } = await dream(gpu, only64, wish);
    expect(shape).toEqual([3, 40, 40]);
    expect(objective.at(-1)).toBeGreaterThan(objective[0]!);
    await expect(dream(gpu, { ...only64, denseSize: 96 }, wish)).rejects.toThrow(
      'There is no layer predictions at 40 pixels.',
    );
    dense.dispose();
    expect(faults).toEqual([]);
  });

  it('makes nothing and reads nothing in a step, and submits once', async () => {
    const counted = async (steps: number): Promise<readonly number[]> => {
      const before = gpu.stats;
      await dream(gpu, subject, { ...QUICK, steps });
      const after = gpu.stats;
      return [
        after.submits - before.submits,
        after.buffersCreated - before.buffersCreated,
        after.readBacks.count - before.readBacks.count,
      ];
    };
    await counted(2);
    const [few, many] = [await counted(2), await counted(12)];
    expect(many[0]! - few[0]!).toBe(10);
    expect(many.slice(1)).toEqual(few.slice(1));
  });

  it('can be stopped, fails in plain words, and gives back all in every case', async () => {
    gpu.trim();
    const live = gpu.stats.liveBytes;
    await dream(gpu, subject, QUICK);
    expect(gpu.stats.liveBytes).toBe(live);

    const controller = new AbortController();
    let turns = 0;
    const hold = async (work: () => Promise<void>): Promise<void> => {
      turns += 1;
      if (turns === 4) controller.abort();
      await work();
    };
    const wish = { ...QUICK, steps: 1000, signal: controller.signal };
    await expect(dream(gpu, subject, wish, hold)).rejects.toMatchObject({ name: 'AbortError' });
    expect(turns).toBe(4);
    await expect(dream(gpu, subject, wish)).rejects.toMatchObject({ name: 'AbortError' });

    const wrong: readonly [Partial<DreamWish>, string][] = [
      [{ layer: 'block9_conv1' }, 'There is no layer block9_conv1.'],
      [{ channel: 32 }, 'There is no channel 32 in block2_conv1, only 0 to 31.'],
      [{ channel: -1 }, 'There is no channel -1 in'],
      [{ recipe: 'deep' }, 'There is no recipe deep, only studio, article, book'],
      [{ steps: 0 }, 'steps is a whole number from 1 on, not 0.'],
      [{ size: 32.5 }, 'size is a whole number'],
      [{ seed: NaN }, 'seed is a whole number, not NaN.'],
    ];
    for (const [part, sentence] of wrong) {
      const made = dream(gpu, subject, { ...QUICK, ...part });
      await expect(made).rejects.toThrow(RangeError);
      await expect(dream(gpu, subject, { ...QUICK, ...part })).rejects.toThrow(sentence);
    }
    expect(gpu.stats.liveBytes).toBe(live);
    expect(faults).toEqual([]);
  });
});
