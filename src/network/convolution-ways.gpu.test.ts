/** Other ways for the convolutions of a pass: taken, tried, given back; one workspace, nothing made on the way, nothing left behind. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Owned } from '../base/index.ts';
import { Gpu, writeTensor } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import type { ForwardPass } from './forward-pass.ts';
import { Network } from './network.ts';
import type { ConvolutionPlanner } from './pass-context.ts';
import { randomWeights } from './testing/random-weights.ts';
import {
  compare,
  EVEN,
  noise,
  ODD,
  openTinyVgg,
  TINY,
  toleranceOf,
  valuesOf,
} from './testing/tiny-vgg.ts';

/** What reading keeps for later reads. */
const STAGING = 8 * 16 * 2 ** 10;
const DIRECT = 'direct/8';
const SMALL_WORKSPACE = 'winograd-4/direct-4';
const LARGE_WORKSPACE = 'winograd-2/direct-4';

const { gpu, faults, network, only, encode, run, dispose } = await openTinyVgg();
afterAll(dispose);

describe('other ways for a pass that is there', () => {
  let pass: Owned<ForwardPass>;
  let plain: Owned<ForwardPass>;
  const NAME = 'block3_conv3';
  const POOL = 'block3_pool';

  beforeAll(async () => {
    plain = await network.pass(EVEN);
    run(plain, noise(EVEN, 7));
  });
  afterAll(() => {
    plain.dispose();
  });

  async function withPass(work: () => Promise<void>): Promise<void> {
    pass = await network.pass(EVEN);
    writeTensor(gpu, pass.input, noise(EVEN, 7));
    try {
      await work();
    } finally {
      pass.dispose();
    }
  }

  test('are taken one by one, and given back', () =>
    withPass(async () => {
      expect(pass.algorithms.size).toBe(0);
      await pass.use(NAME, SMALL_WORKSPACE);
      expect([...pass.algorithms]).toEqual([[NAME, SMALL_WORKSPACE]]);
      expect([...pass.fusedPools]).toEqual([POOL]);
      const pools = gpu.stats.dispatches.max_pool ?? 0;
      encode(pass);
      expect((gpu.stats.dispatches.max_pool ?? 0) - pools).toBe(4);
      await compare(pass, plain, toleranceOf(SMALL_WORKSPACE));
      expect(network.formBytes).toBeGreaterThan(0);

      await pass.use(NAME, DIRECT);
      expect([...pass.algorithms]).toEqual([[NAME, DIRECT]]);
      expect(pass.fusedPools.size).toBe(0);
      expect(network.formBytes).toBe(0);
      encode(pass);
      expect(await valuesOf(pass)).toEqual(await valuesOf(plain));
    }));

  test('are tried without a trace, with the pooling that follows', () =>
    withPass(async () => {
      encode(pass);
      await gpu.finished();
      const { liveBytes } = gpu.stats;
      for (const id of [SMALL_WORKSPACE, DIRECT]) {
        const trial = await pass.trial(NAME, id);
        expect(trial.id).toBe(id);
        for (const name of [NAME, POOL]) {
          const { shape, data } = await pass.readActivations(name);
          writeTensor(gpu, pass.output(name), { shape, data: data.map(() => NaN) });
        }
        gpu.submit('test', (commands) => {
          trial.encode(commands);
        });
        await compare(pass, plain, toleranceOf(id));
        trial.dispose();
        expect(pass.algorithms.size).toBe(0);
        expect(pass.fusedPools.size).toBe(0);
        expect(gpu.stats.liveBytes).toBe(liveBytes);
        expect(network.formBytes).toBe(0);
      }
    }));

  test('that there are not, or that do not fit, change nothing', () =>
    withPass(async () => {
      await pass.use(NAME, SMALL_WORKSPACE);
      encode(pass);
      const values = await valuesOf(pass);
      const { liveBytes } = gpu.stats;
      const misfit = 'first/f32';
      for (const attempt of [pass.use.bind(pass), pass.trial.bind(pass)]) {
        await expect(attempt(NAME, 'winograd-9/none')).rejects.toThrow(RangeError);
        await expect(attempt(POOL, DIRECT)).rejects.toThrow(RangeError);
        await expect(attempt('block9_conv1', DIRECT)).rejects.toThrow(RangeError);
        await expect(attempt(NAME, misfit)).rejects.toMatchObject({ code: 'shape-mismatch' });
      }
      expect([...pass.algorithms]).toEqual([[NAME, SMALL_WORKSPACE]]);
      expect(gpu.stats.liveBytes).toBe(liveBytes);
      encode(pass);
      expect(await valuesOf(pass)).toEqual(values);
    }));

  test('that need a larger workspace leave those that ran in the smaller one right', () =>
    withPass(async () => {
      await pass.use('block4_conv2', SMALL_WORKSPACE);
      encode(pass);
      await compare(pass, plain, toleranceOf(SMALL_WORKSPACE));
      const small = gpu.stats.liveBytes - network.formBytes;
      await pass.use('block1_conv2', LARGE_WORKSPACE);
      const large = gpu.stats.liveBytes - network.formBytes;
      expect(large).toBeGreaterThan(small);
      encode(pass);
      await compare(pass, plain, toleranceOf(LARGE_WORKSPACE));
      expect([...pass.algorithms]).toEqual([
        ['block1_conv2', LARGE_WORKSPACE],
        ['block4_conv2', SMALL_WORKSPACE],
      ]);
      // It is one for all: who needs no more of it adds weights and a few numbers.
      const ofOne = network.formBytes;
      await pass.use('block1_conv2', SMALL_WORKSPACE);
      await pass.use('block2_conv2', SMALL_WORKSPACE);
      expect(network.formBytes).toBeGreaterThan(ofOne);
      expect(gpu.stats.liveBytes - network.formBytes - large).toBeLessThan(4096);
      encode(pass);
      await compare(pass, plain, toleranceOf(SMALL_WORKSPACE));
    }));
});

test('passes of one network share weights in a form, until the last has gone', async () => {
  const planner = only(SMALL_WORKSPACE);
  const first = await network.pass(EVEN, { planner });
  const bytes = network.formBytes;
  expect(bytes).toBeGreaterThan(0);
  const second = await network.pass(ODD, { planner });
  expect(network.formBytes).toBe(bytes);
  first.dispose();
  expect(network.formBytes).toBe(bytes);
  const plain = await network.pass(ODD);
  for (const each of [plain, second]) run(each, noise(ODD, 8));
  await compare(second, plain, toleranceOf(SMALL_WORKSPACE));
  plain.dispose();
  second.dispose();
  expect(network.formBytes).toBe(0);
});

test('encoding a planned pass makes nothing, reads nothing and is one submit', async () => {
  const pass = await network.pass(EVEN, { planner: only(SMALL_WORKSPACE) });
  run(pass, noise(EVEN, 9));
  await gpu.finished();
  const first = gpu.stats;
  for (let i = 0; i < 3; i += 1) encode(pass);
  await gpu.finished();
  const { buffersCreated, readBacks, pipelines, submits, liveBytes } = gpu.stats;
  expect(buffersCreated).toBe(first.buffersCreated);
  expect(readBacks).toEqual(first.readBacks);
  expect(pipelines).toBe(first.pipelines);
  expect(liveBytes).toBe(first.liveBytes);
  expect(submits - first.submits).toBe(3);
  pass.dispose();
});

describe('when all is disposed of', () => {
  test('the device holds nothing but what reading keeps', async () => {
    const other = await Gpu.open(openNodeGpu());
    const fresh = await Network.load(other, TINY, randomWeights(TINY, 10));
    const pass = await fresh.pass(EVEN, { planner: only(SMALL_WORKSPACE) });
    const trial = await pass.trial('block1_conv2', LARGE_WORKSPACE);
    await pass.use('block2_conv1', LARGE_WORKSPACE);
    other.submit('test', (commands) => {
      pass.encode(commands);
      trial.encode(commands);
    });
    await pass.readActivations('block5_pool');
    trial.dispose();
    pass.dispose();
    pass.dispose();
    fresh.dispose();
    expect(other.stats.liveBytes).toBe(STAGING);
    other.dispose();
  });

  test('also when a pass goes while it is taking another way', async () => {
    const { liveBytes } = gpu.stats;
    for (const id of [SMALL_WORKSPACE, DIRECT]) {
      const pass = await network.pass(EVEN);
      const using = pass.use('block1_conv2', id).catch(() => undefined);
      pass.dispose();
      await using;
      expect(network.formBytes, id).toBe(0);
      expect(gpu.stats.liveBytes, id).toBe(liveBytes);
    }
  });

  test('also when a pass cannot be made', async () => {
    const { liveBytes } = gpu.stats;
    const planner: ConvolutionPlanner = {
      plan: () =>
        new Map([
          ['block1_conv2', SMALL_WORKSPACE],
          ['block3_conv3', 'winograd-9/none'],
        ]),
    };
    await expect(network.pass(EVEN, { planner })).rejects.toThrow(RangeError);
    const misfit: ConvolutionPlanner = {
      plan: () =>
        new Map([
          ['block1_conv2', SMALL_WORKSPACE],
          ['block3_conv3', 'first/f32'],
        ]),
    };
    await expect(network.pass(EVEN, { planner: misfit })).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
    await gpu.finished();
    expect(network.formBytes).toBe(0);
    expect(gpu.stats.liveBytes).toBe(liveBytes);
  });

  test('and the device had nothing to complain about', async () => {
    await gpu.finished();
    expect(faults).toEqual([]);
  });
});
