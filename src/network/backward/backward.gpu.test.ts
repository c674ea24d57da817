/** The way back as a whole: right from every layer, by every rule, by fast and slow ways; it leaves nothing behind. */
import { afterAll, describe, expect, test } from 'vitest';
import { randomArray } from '../../base/index.ts';
import { Gpu, loadAlgorithms, readTensor, writeTensor } from '../../gpu/index.ts';
import { differenceOf } from '../../gpu/checks/check.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { parseSafetensors, writeSafetensors } from '../../io/index.ts';
import type { SafetensorsFile } from '../../io/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { ReluRule, Shape3, Tensor3 } from '../../math/index.ts';
import { vgg } from '../architectures.ts';
import type { ForwardPass } from '../forward-pass.ts';
import { isLearned, tensorsOf } from '../layer.ts';
import type { Layer } from '../layer.ts';
import { Network } from '../network.ts';
import type { ConvolutionPlanner } from '../pass-context.ts';
import { createPlanner } from '../tuning/index.ts';
import { cpuBackward } from '../testing/cpu-backward.ts';
import type { CpuBackwardOptions } from '../testing/cpu-backward.ts';
import { METADATA, randomTensors, randomWeights } from '../testing/random-weights.ts';
import { openBackward } from './open-backward.ts';
import type { Seed } from './seed.ts';

/** Of the largest: sums of f32 in another order, over all layers there and back; and the same through Winograd's tiles. */
const TOLERANCE = 2e-5;
const THROUGH_TILES = 1e-3;

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
const { algorithmOf } = await loadAlgorithms();
afterAll(() => {
  gpu.dispose();
});

const TINY = vgg({
  name: 'vgg11',
  width: 1 / 16,
  head: { kind: 'global-average-pool', classes: 6 },
});
const DENSE = vgg({
  name: 'vgg11',
  width: 1 / 32,
  blocks: 3,
  head: { kind: 'dense', classes: 5, units: 10, map: [2, 3] },
});
const STRANGE: readonly Layer[] = [
  { kind: 'input', name: 'input', inputs: [], channels: 3 },
  {
    kind: 'convolution',
    name: 'stem',
    inputs: ['input'],
    inputChannels: 3,
    channels: 5,
    kernel: [7, 5],
    stride: [2, 3],
    padding: [3, 1],
    dilation: [1, 2],
    activation: 'relu',
  },
  { kind: 'average-pool', name: 'pool', inputs: ['stem'], window: 3, stride: 2 },
  {
    kind: 'convolution',
    name: 'top',
    inputs: ['pool'],
    inputChannels: 5,
    channels: 6,
    kernel: [2, 1],
    stride: [1, 1],
    padding: [0, 0],
    dilation: [1, 1],
    activation: null,
  },
];

/** Convolutions that an algorithm fits run by it, others by the slow one without a detour. */
function only(id: string): ConvolutionPlanner {
  const fits = (shape: Parameters<ConvolutionPlanner['plan']>[0][number]['shape']): boolean =>
    algorithmOf(id)?.fits(gpu.facts, shape) === true;
  return {
    plan: (all) => new Map(all.map(({ name, shape }) => [name, fits(shape) ? id : 'general'])),
  };
}
const SLOW = only('general');

function noise(shape: Shape3, seed: number): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), seed, -2, 2) };
}

interface Opened {
  readonly network: Network;
  readonly pass: ForwardPass;
  readonly input: Tensor3;
  readonly file: SafetensorsFile;
  readonly dispose: () => void;
}

async function open(
  layers: readonly Layer[],
  [height, width]: readonly [number, number],
  planner?: ConvolutionPlanner,
  file = randomWeights(layers, 2),
): Promise<Opened> {
  const network = await Network.load(gpu, layers, file);
  const pass = await network.pass({ height, width }, planner && { planner });
  const input = noise([3, height, width], 3);
  writeTensor(gpu, pass.input, input);
  const dispose = (): void => {
    pass.dispose();
    network.dispose();
  };
  return { network, pass, input, file, dispose };
}

/** A run from every value of a layer, each weighed by chance, against the reference. */
async function compare(
  opened: Opened,
  layer: string,
  options: CpuBackwardOptions & { readonly planner?: ConvolutionPlanner },
  tolerance: number,
): Promise<void> {
  const { network, pass, input, file } = opened;
  const backward = await openBackward(gpu, network, pass, { layer, ...options });
  const seed = noise(backward.sums.shape, 4);
  const encoded = { withForward: true, redirects: options.redirects ?? false };
  const { value, gradient } = await backward.run(seed, encoded);
  const expected = cpuBackward(network.layers, file, input, layer, seed, options);
  const sums = await readTensor(gpu, backward.sums);
  expect(differenceOf(sums.data, expected.sums.data).relative).toBeLessThanOrEqual(tolerance);
  const { relative } = differenceOf(gradient.data, expected.gradient.data);
  expect(gradient.shape).toEqual(input.shape);
  expect(relative, layer).toBeLessThanOrEqual(tolerance);
  const products = expected.sums.data.map((one, index) => one * (seed.data[index] ?? NaN));
  const all = products.reduce((sum, one) => sum + Math.abs(one), 0);
  const total = products.reduce((sum, one) => sum + one, 0);
  expect(Math.abs(value - total) / all).toBeLessThanOrEqual(tolerance);
  backward.dispose();
}

describe('from every layer it equals the reference', () => {
  test.each([
    ['of a small VGG', TINY, [37, 53]],
    ['of one with a dense head', DENSE, [17, 25]],
    ['of layers that no VGG has', STRANGE, [31, 40]],
  ] as const)('%s', async (_, layers, size) => {
    const opened = await open(layers, size);
    for (const { name } of layers) {
      await compare(opened, name, { planner: SLOW }, TOLERANCE);
    }
    opened.dispose();
  });
});

describe('by every rule', () => {
  const rules: readonly ReluRule[] = ['plain', 'guided', 'deconvnet'];
  test.each(rules.flatMap((rule) => [[rule, 'winner'] as const, [rule, 'smooth'] as const]))(
    '%s, %s',
    async (rule, pool) => {
      const opened = await open(TINY, [40, 32]);
      await compare(opened, 'block4_conv2', { rule, pool, planner: SLOW }, TOLERANCE);
      opened.dispose();
    },
  );

  test('and the rules differ', async () => {
    const opened = await open(TINY, [40, 32]);
    const { network, pass } = opened;
    const found: string[] = [];
    for (const rule of rules) {
      const options = { layer: 'block4_conv2', rule };
      const backward = await openBackward(gpu, network, pass, options);
      const { gradient } = await backward.run({ channel: 3 }, { withForward: true });
      found.push(gradient.data.join());
      backward.dispose();
    }
    expect(new Set(found).size).toBe(rules.length);
    opened.dispose();
  });
});

/** Values of one layer that its ReLU lets nothing of through. */
function withDeadLayer(layers: readonly Layer[], name: string): SafetensorsFile {
  const tensors = randomTensors(layers, 2);
  const layer = layers.find((one) => one.name === name);
  if (!layer || !isLearned(layer)) throw new RangeError(name);
  const { bias } = tensorsOf(layer);
  const data = randomArray(sizeOf(bias.shape), 5, -900, -800);
  tensors.set(bias.name, { shape: bias.shape, data });
  return parseSafetensors(writeSafetensors(tensors, METADATA));
}

describe('by redirected ReLUs', () => {
  const options = { planner: SLOW, redirects: true };

  test('where a layer lets nothing through', async () => {
    const opened = await open(TINY, [40, 32], undefined, withDeadLayer(TINY, 'block2_conv1'));
    const { network, pass, input, file } = opened;
    await compare(opened, 'block3_conv2', options, TOLERANCE);
    const seed = noise(pass.output('block3_conv2').shape, 4);
    const through = (redirects: boolean): Float32Array =>
      cpuBackward(network.layers, file, input, 'block3_conv2', seed, { redirects }).gradient.data;
    expect(through(false).every((value) => value === 0)).toBe(true);
    expect(through(true).some((value) => value !== 0)).toBe(true);
    opened.dispose();
  });

  test('as by plain ones, where something is left, and where they were not asked for', async () => {
    const opened = await open(TINY, [40, 32]);
    const { network, pass } = opened;
    const found: string[] = [];
    for (const redirects of [true, false]) {
      const layer = { layer: 'block3_conv2', planner: SLOW, redirects };
      const backward = await openBackward(gpu, network, pass, layer);
      for (const how of [true, false]) {
        const encoded = { withForward: true, redirects: how };
        const { gradient } = await backward.run({ channel: 3 }, encoded);
        found.push(gradient.data.join());
      }
      backward.dispose();
    }
    expect(found).toHaveLength(4);
    expect(new Set(found).size).toBe(1);
    opened.dispose();
  });
});

describe('from a probability', () => {
  test.each([
    ['of a small VGG', TINY, [37, 53]],
    ['of one with a dense head', DENSE, [17, 25]],
  ] as const)('%s', async (_, layers, size) => {
    const opened = await open(layers, size);
    const options = { planner: SLOW, of: 'probability' } as const;
    await compare(opened, 'predictions', options, TOLERANCE);
    const { network, pass } = opened;
    const wrong = { ...options, layer: 'block1_conv1' };
    await expect(openBackward(gpu, network, pass, wrong)).rejects.toThrow('block1_conv1');
    opened.dispose();
  });
});

describe('by the ways that convolutions have', () => {
  test.each(['direct/4', 'winograd-2/direct-8', 'winograd-4/direct-4', 'winograd-4/tiles-16/q16'])(
    '%s',
    async (id) => {
      // The pass as well: its poolings are then done on the way, and their winners must be there.
      const opened = await open(TINY, [37, 53], only(id));
      await compare(opened, 'block5_conv2', { planner: only(id) }, THROUGH_TILES);
      expect(new Set(opened.pass.algorithms.values())).toEqual(new Set([id]));
      expect(opened.pass.fusedPools.size).toBe(id.startsWith('winograd') ? 5 : 0);
      opened.dispose();
    },
  );

  test('as planned, where none is named', async () => {
    const opened = await open(TINY, [64, 64], await createPlanner(gpu.facts));
    await compare(opened, 'block5_conv2', {}, THROUGH_TILES);
    opened.dispose();
  });
});

describe('an objective', () => {
  test('is a unit, a mean, a mean without its border, a class, or a sum of these', async () => {
    const opened = await open(TINY, [64, 96]);
    const { network, pass } = opened;
    const backward = await openBackward(gpu, network, pass, { layer: 'block2_conv1' });
    const [, height, width] = backward.sums.shape;
    const run = (seed: Seed) => backward.run(seed, { withForward: true });
    await run({ channel: 0 });
    const { data } = await readTensor(gpu, backward.sums);
    const mean = (channel: number, border: number): number => {
      let sum = 0;
      for (let y = border; y < height - border; y += 1) {
        for (let x = border; x < width - border; x += 1) {
          sum += data[(channel * height + y) * width + x] ?? NaN;
        }
      }
      return sum / ((height - 2 * border) * (width - 2 * border));
    };
    const unit = await run({ channel: 5, row: 7, column: 40 });
    expect(unit.value).toBeCloseTo(data[(5 * height + 7) * width + 40]!, 5);
    const whole = await run({ channel: 5 });
    expect(whole.value).toBeCloseTo(mean(5, 0), 5);
    expect((await run({ channel: 5, border: 2 })).value).toBeCloseTo(mean(5, 2), 5);
    expect((await run({ channel: 5, border: 100 })).value).toBeCloseTo(mean(5, 0), 5);
    const mixed = await run([
      { channel: 5, row: 7, column: 40, weight: -1 },
      { channel: 5, weight: 0.5 },
    ]);
    expect(mixed.value).toBeCloseTo(0.5 * mean(5, 0) - unit.value, 5);
    const sum = unit.gradient.data.map((one, i) => 0.5 * whole.gradient.data[i]! - one);
    expect(differenceOf(mixed.gradient.data, sum).relative).toBeLessThan(TOLERANCE);
    await expect(run({ channel: 8 })).rejects.toThrow('channel 8');
    await expect(run({ channel: 5, row: height, column: 0 })).rejects.toThrow('rows');
    backward.dispose();

    const ofClass = await openBackward(gpu, network, pass, { layer: 'predictions' });
    const { value } = await ofClass.run({ channel: 4 });
    // Its last forward run ended before: the class needs the whole pass.
    const { value: after } = await ofClass.run({ channel: 4 }, { withForward: true });
    const logits = (await pass.readActivations('logits')).data;
    expect(after).toBeCloseTo(logits[4]!, 5);
    expect(value).not.toBe(after);
    ofClass.dispose();
    opened.dispose();
  });

  test('may be written by others', async () => {
    const opened = await open(TINY, [32, 32]);
    const { network, pass } = opened;
    const backward = await openBackward(gpu, network, pass, { layer: 'block3_conv2' });
    const seed = noise(backward.seed.shape, 5);
    const first = await backward.run(seed, { withForward: true });
    await backward.run({ channel: 1 });
    writeTensor(gpu, backward.seed, seed);
    backward.setSeed(null);
    gpu.submit('test', (commands) => {
      backward.encode(commands);
    });
    expect(await readTensor(gpu, backward.gradient)).toEqual(first.gradient);
    backward.dispose();
    opened.dispose();
  });
});

describe('nothing', () => {
  /** Bytes in use right after a small read, which leaves the same staging buffer every time. */
  async function bytesHeld(): Promise<number> {
    const small = gpu.buffer('test.small', 4);
    await gpu.read(small);
    small.dispose();
    return gpu.stats.liveBytes;
  }

  test('is made by a run, and nothing is left by the whole', async () => {
    const opened = await open(TINY, [32, 48], await createPlanner(gpu.facts));
    const { network, pass } = opened;
    const before = await bytesHeld();
    const forms = network.formBytes;
    const backward = await openBackward(gpu, network, pass, { layer: 'predictions' });
    expect(network.formBytes).toBeGreaterThan(forms);
    const made = gpu.stats.buffersCreated;
    for (const channel of [1, 2]) {
      backward.setSeed({ channel });
      gpu.submit('test', (commands) => {
        backward.encode(commands, { withForward: true });
      });
    }
    expect(gpu.stats.buffersCreated).toBe(made);
    backward.dispose();
    backward.dispose();
    expect(network.formBytes).toBe(forms);
    expect(await bytesHeld()).toBe(before);
    await expect(openBackward(gpu, network, pass, { layer: 'block9_conv1' })).rejects.toThrow(
      'block9_conv1',
    );
    expect(await bytesHeld()).toBe(before);
    opened.dispose();
  });

  test('is asked of layers whose weights are not there', async () => {
    const network = new Network(gpu, TINY);
    const pass = await network.pass({ height: 32, width: 32 });
    const open = openBackward(gpu, network, pass, { layer: 'block1_conv1' });
    await expect(open).rejects.toThrow('not there yet');
    pass.dispose();
    network.dispose();
  });

  test('was wrong for the device', async () => {
    await gpu.finished();
    expect(faults).toEqual([]);
  });
});
