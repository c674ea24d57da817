/** The forward pass as a whole: right at any size, stops where told, shares weights, leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomArray } from '../base/index.ts';
import { Gpu, winnerPlace, writeTensor } from '../gpu/index.ts';
import { differenceOf } from '../gpu/checks/check.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import type { SafetensorsFile } from '../io/index.ts';
import { formatShape, sizeOf } from '../math/index.ts';
import type { Shape3, Tensor3 } from '../math/index.ts';
import { maxPool } from '../math/reference/index.ts';
import { vgg } from './architectures.ts';
import type { ForwardPass } from './forward-pass.ts';
import type { Layer } from './layer.ts';
import { Network } from './network.ts';
import { cpuForward } from './testing/cpu-forward.ts';
import { embeddedModel } from './testing/embedded-model.ts';
import { randomWeights } from './testing/random-weights.ts';
import { recogniseModel } from './recognise.ts';

/** Relative to the layer's largest value: sums of f32 in another order, over up to twenty layers. */
const TOLERANCE = 1e-5;

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
afterAll(() => {
  gpu.dispose();
});

const TINY = vgg({
  name: 'vgg11',
  width: 1 / 16,
  head: { kind: 'global-average-pool', classes: 6 },
});

function noise(shape: Shape3, seed: number): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), seed, -2, 2) };
}

function run(pass: ForwardPass, input: Tensor3, until?: string): void {
  writeTensor(gpu, pass.input, input);
  gpu.submit('test', (commands) => {
    pass.encode(commands, until === undefined ? {} : { until });
  });
}

/** Every layer of the pass against the reference, as lines of a table; throws at the first that is off. */
async function compare(
  pass: ForwardPass,
  layers: readonly Layer[],
  file: SafetensorsFile,
  input: Tensor3,
): Promise<readonly string[]> {
  run(pass, input);
  const lines: string[] = [];
  for (const [name, expected] of cpuForward(layers, file, input)) {
    const actual = await pass.readActivations(name);
    expect(actual.shape, name).toEqual(expected.shape);
    const { relative } = differenceOf(actual.data, expected.data);
    expect(relative, name).toBeLessThanOrEqual(TOLERANCE);
    lines.push(
      `${name.padEnd(22)}${formatShape(actual.shape).padEnd(16)}${relative.toExponential(1)}`,
    );
  }
  return lines;
}

describe('every layer equals the reference', () => {
  test('of the embedded model', async () => {
    const file = embeddedModel();
    const { layers } = recogniseModel(file);
    const network = await Network.load(gpu, layers, file);
    const pass = await network.pass({ height: 32, width: 32 });
    const lines = await compare(pass, layers, file, noise([3, 32, 32], 1));
    expect(lines).toHaveLength(22);
    console.info(['Kawasemi-mini at 32 x 32 against the CPU reference', ...lines].join('\n'));
    pass.dispose();
    network.dispose();
  });

  test.each([
    { height: 64, width: 96 },
    { height: 37, width: 53 },
    { height: 32, width: 200 },
  ])('at $height x $width', async ({ height, width }) => {
    const file = randomWeights(TINY, 2);
    const network = await Network.load(gpu, TINY, file);
    const pass = await network.pass({ height, width });
    await compare(pass, TINY, file, noise([3, height, width], 3));
    pass.dispose();
    network.dispose();
  });

  test('of a dense head', async () => {
    const layers = vgg({
      name: 'vgg11',
      width: 1 / 32,
      blocks: 3,
      head: { kind: 'dense', classes: 5, units: 10, map: [2, 3] },
    });
    const file = randomWeights(layers, 4);
    const network = await Network.load(gpu, layers, file);
    const pass = await network.pass({ height: 17, width: 25 });
    await compare(pass, layers, file, noise([3, 17, 25], 5));
    pass.dispose();
    network.dispose();
  });

  test('of layers no VGG has', async () => {
    const layers: readonly Layer[] = [
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
        activation: null,
      },
      { kind: 'average-pool', name: 'pool', inputs: ['stem'], window: 3, stride: 2 },
    ];
    const file = randomWeights(layers, 6);
    const network = await Network.load(gpu, layers, file);
    const pass = await network.pass({ height: 31, width: 40 });
    await compare(pass, layers, file, noise([3, 31, 40], 7));
    pass.dispose();
    network.dispose();
  });
});

describe('one network', () => {
  const file = randomWeights(TINY, 8);
  let network: Network;
  beforeAll(async () => {
    network = await Network.load(gpu, TINY, file);
  });
  afterAll(() => {
    network.dispose();
  });

  test('gives two passes of different sizes their own values', async () => {
    const small = await network.pass({ height: 32, width: 32 });
    const large = await network.pass({ height: 48, width: 40 });
    await compare(small, TINY, file, noise([3, 32, 32], 9));
    await compare(large, TINY, file, noise([3, 48, 40], 10));
    const again = await small.readActivations('predictions');
    const expected = cpuForward(TINY, file, noise([3, 32, 32], 9)).get('predictions');
    expect(differenceOf(again.data, expected!.data).relative).toBeLessThanOrEqual(TOLERANCE);
    small.dispose();
    large.dispose();
  });

  test('gives probabilities that add up to 1, and the logits beside them', async () => {
    const pass = await network.pass({ height: 32, width: 32 });
    run(pass, noise([3, 32, 32], 11));
    const { data } = await pass.readActivations('predictions');
    expect(data.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    const logits = (await pass.readActivations('logits')).data;
    expect(logits.indexOf(Math.max(...logits))).toBe(data.indexOf(Math.max(...data)));
    pass.dispose();
  });

  test('has a pass that goes only as far as a layer', async () => {
    const size = { height: 32, width: 32 };
    const [whole, part] = [
      await network.pass(size),
      await network.pass(size, { until: 'block2_conv1' }),
    ];
    const input = noise([3, 32, 32], 13);
    for (const pass of [whole, part]) run(pass, input);
    expect(part.plan.map(({ layer }) => layer.name)).toEqual([
      'input',
      'block1_conv1',
      'block1_pool',
      'block2_conv1',
    ]);
    expect(await part.readActivations('block2_conv1')).toEqual(
      await whole.readActivations('block2_conv1'),
    );
    for (const pass of [whole, part]) pass.dispose();
  });

  test('stops at a layer, and makes nothing while it runs', async () => {
    const pass = await network.pass({ height: 32, width: 32 });
    const launched = (until?: string): Record<string, number> => {
      const before = gpu.stats.dispatches;
      const made = gpu.stats.buffersCreated;
      run(pass, noise([3, 32, 32], 12), until);
      expect(gpu.stats.buffersCreated).toBe(made);
      const counts = Object.entries(gpu.stats.dispatches).map(([name, count]): [string, number] => [
        name,
        count - (before[name] ?? 0),
      ]);
      return Object.fromEntries(counts.filter(([, count]) => count !== 0));
    };
    expect(launched('input')).toEqual({});
    expect(launched('block1_conv1')).toEqual({ convolution_3x3: 1 });
    expect(launched('block3_conv1')).toEqual({ convolution_3x3: 3, max_pool: 2 });
    expect(launched()).toEqual({
      convolution_3x3: 8,
      max_pool: 5,
      global_average_pool: 1,
      dense: 1,
      softmax: 1,
    });
    expect(launched('logits')).toEqual(launched('predictions'));
    expect(() => {
      run(pass, noise([3, 32, 32], 12), 'block9_conv1');
    }).toThrow('block9_conv1');
    pass.dispose();
  });

  test('keeps the winners of its poolings', async () => {
    const pass = await network.pass({ height: 32, width: 32 });
    run(pass, noise([3, 32, 32], 13));
    const { winners } = maxPool(await pass.readActivations('block1_conv1'), 2, 2);
    const words = new Uint32Array(await gpu.read(pass.winners('block1_pool')));
    const unpacked = winners.map((_, i) => {
      const [channel, y, x] = [Math.floor(i / 256), Math.floor(i / 16) % 16, i % 16];
      const place = winnerPlace(words, pass.output('block1_pool').shape, [channel, y, x]);
      return (2 * y + Math.floor(place / 2)) * 32 + 2 * x + (place % 2);
    });
    expect(unpacked).toEqual(winners);
    expect(() => pass.winners('block1_conv1')).toThrow(RangeError);
    pass.dispose();
  });

  test('refuses a size that a layer does not fit', async () => {
    await expect(network.pass({ height: 31, width: 64 })).rejects.toThrow('block5_pool');
  });
});

describe('nothing is left behind', () => {
  /** Bytes in use right after a small read, which leaves the same staging buffer every time. */
  async function bytesHeld(): Promise<number> {
    const small = gpu.buffer('test.small', 4);
    await gpu.read(small);
    small.dispose();
    return gpu.stats.liveBytes;
  }

  test('after networks and passes', async () => {
    const before = await bytesHeld();
    const network = await Network.load(gpu, TINY, randomWeights(TINY, 14));
    for (const size of [32, 40]) {
      const pass = await network.pass({ height: size, width: size });
      run(pass, noise([3, size, size], 15));
      await pass.readActivations('predictions');
      pass.dispose();
    }
    network.dispose();
    network.dispose();
    expect(await bytesHeld()).toBe(before);
  });

  test('after a file with a wrong number in its last layer, and after an abort', async () => {
    const before = await bytesHeld();
    const file = randomWeights(TINY, 16);
    file.tensors.get('predictions.bias')!.values()[3] = NaN;
    await expect(Network.load(gpu, TINY, file)).rejects.toMatchObject({
      code: 'weights-not-finite',
      values: { tensor: 'predictions.bias' },
    });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(Network.load(gpu, TINY, randomWeights(TINY, 16), signal)).rejects.toThrow(
      'enough',
    );
    expect(await bytesHeld()).toBe(before);
  });

  test('and the device had nothing to complain about', async () => {
    await gpu.finished();
    expect(faults).toEqual([]);
  });
});
