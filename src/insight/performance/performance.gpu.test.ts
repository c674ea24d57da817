/** Ceilings and layers of a small network are measured; its values stay, and nothing is left on the GPU. */
import { afterAll, expect, test } from 'vitest';
import { Gpu, loadAlgorithms } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { Network, vgg } from '../../network/index.ts';
import type { PassConvolution } from '../../network/index.ts';
import { randomWeights } from '../../network/testing/random-weights.ts';
import { measureCeilings } from './ceilings.ts';
import { measureLayers } from './measure-layers.ts';

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
afterAll(() => {
  gpu.dispose();
});

const CEILINGS = { multiplyAdd: 10, multiplyAddF16: null, copy: 1 };
/** Small reads keep eight buffers of 16 KiB, a timer its stamps. */
const KEPT_BYTES = 8 * 16_384 + 2 * 512 * 8;
const { signal } = new AbortController();

test('the ceilings of this device', async () => {
  const before = gpu.stats.liveBytes;
  const { multiplyAdd, multiplyAddF16, copy } = await measureCeilings(gpu);
  // Any device at all: from a tenth of SwiftShader on one core to ten times an H200.
  expect(multiplyAdd).toBeGreaterThan(0.3);
  expect(multiplyAdd).toBeLessThan(1e6);
  expect(multiplyAddF16 === null).toBe(!gpu.facts.features.f16);
  expect(copy).toBeGreaterThan(0.05);
  expect(copy).toBeLessThan(1e5);
  expect(gpu.stats.liveBytes - before).toBeLessThanOrEqual(KEPT_BYTES);
  expect(faults).toEqual([]);
});

test('the layers of a network', async () => {
  const layers = vgg({ name: 'vgg16', head: { kind: 'none' }, width: 1 / 16 });
  const network = await Network.load(gpu, layers, randomWeights(layers, 1));
  const pass = await network.pass({ height: 32, width: 32 });
  gpu.submit('once', (commands) => pass.encode(commands));
  const before = await pass.readActivations('block5_conv3');
  const told: string[] = [];
  const found = await measureLayers(gpu, pass, {
    rounds: 4,
    signal,
    ceilings: CEILINGS,
    onRound: (done, total) => told.push(`${String(done)} of ${String(total)}`),
  });
  expect(found.rounds).toBe(4);
  expect(told).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
  expect(found.total.least).toBeLessThanOrEqual(found.total.median);
  expect(found.total.median).toBeLessThanOrEqual(found.total.most);
  expect(found.layers.map(({ name }) => name)).toEqual(pass.ready);
  const conv = found.layers.find(({ name }) => name === 'block1_conv2');
  // 4 channels of 4, 9 taps, 32 x 32 cells; 4,096 values in and out, 144 weights and 4 biases.
  expect(conv).toMatchObject({
    kind: 'convolution',
    shape: [4, 32, 32],
    multiplyAdds: 9 * 4 * 4 * 1024,
    within: null,
  });
  const pool = found.layers.find(({ name }) => name === 'block1_pool');
  expect(pool?.multiplyAdds).toBe(0);
  if (gpu.facts.features.timestamps) {
    expect(conv?.ms?.median).toBeGreaterThan(0);
    const { ms, bytes = 0, gbps = 0, share = 0 } = conv ?? {};
    expect(gbps).toBeCloseTo(bytes / (ms?.median ?? 1) / 1e6, 6);
    const gflops = (2 * 9 * 4 * 4 * 1024) / (ms?.median ?? 1) / 1e6;
    expect(conv?.gflops).toBeCloseTo(gflops, 6);
    expect(share).toBeCloseTo(Math.max(gflops / CEILINGS.multiplyAdd, gbps ?? 0), 6);
    expect(conv?.kernels.length).toBeGreaterThan(0);
  }
  const [input] = found.layers;
  expect(input).toMatchObject({ kind: 'input', ms: null, bytes: 0, share: null });
  expect(await pass.readActivations('block5_conv3')).toEqual(before);
  pass.dispose();
  network.dispose();
  expect(faults).toEqual([]);
});

test('a pooling on the way of a convolution has no time of its own', async () => {
  const { ALGORITHMS } = await loadAlgorithms();
  const layers = vgg({ name: 'vgg16', head: { kind: 'none' }, blocks: 1, width: 1 / 16 });
  const network = await Network.load(gpu, layers, randomWeights(layers, 1));
  const planner = {
    plan: (all: readonly PassConvolution[]) =>
      new Map(
        all.map(({ name, shape, poolFollows }) => {
          const fitting = ALGORITHMS.filter((one) => one.fits(gpu.facts, shape));
          const found = fitting.find(({ fusesPool }) => fusesPool && poolFollows) ?? fitting[0];
          return [name, found?.id ?? ''];
        }),
      ),
  };
  const pass = await network.pass({ height: 16, width: 16 }, { planner });
  expect([...pass.fusedPools]).toEqual(['block1_pool']);
  const found = await measureLayers(gpu, pass, { rounds: 1, signal, ceilings: CEILINGS });
  const [, , conv, pool] = found.layers;
  expect(conv?.algorithm).toBe(pass.algorithms.get('block1_conv2'));
  expect(pool).toMatchObject({
    name: 'block1_pool',
    within: 'block1_conv2',
    ms: null,
    share: null,
  });
  // 4 channels of 16 x 16 in and out, 148 weights, and the pooled 8 x 8 with a byte for each maximum's place.
  expect(conv?.bytes).toBe(4 * (2 * 4 * 256 + 148 + 4 * 64) + 4 * 64);
  pass.dispose();
  network.dispose();
});

test('a round has its turn, and stops when told to', async () => {
  const layers = vgg({ name: 'vgg16', head: { kind: 'none' }, width: 1 / 16 });
  const network = await Network.load(gpu, layers, randomWeights(layers, 1));
  const pass = await network.pass({ height: 32, width: 32 });
  let turns = 0;
  const controller = new AbortController();
  const measuring = measureLayers(gpu, pass, {
    rounds: 9,
    signal: controller.signal,
    ceilings: null,
    turn: async (round) => {
      turns += 1;
      if (turns === 3) controller.abort(new Error('enough'));
      await round();
    },
  });
  await expect(measuring).rejects.toThrow('enough');
  expect(turns).toBe(3);
  pass.dispose();
  network.dispose();
});
