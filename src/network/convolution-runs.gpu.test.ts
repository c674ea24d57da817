/** Passes whose convolutions run by algorithms of choice: same values, same poolings, one workspace, nothing left behind. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomArray } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import { Gpu, loadAlgorithms, writeTensor } from '../gpu/index.ts';
import type { ConvolutionAlgorithm, ConvolutionShape } from '../gpu/index.ts';
import { differenceOf, expectClose } from '../gpu/checks/check.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import type { Tensor3 } from '../math/index.ts';
import { vgg } from './architectures.ts';
import type { ForwardPass, ForwardOptions } from './forward-pass.ts';
import type { Layer } from './layer.ts';
import { Network } from './network.ts';
import type { ConvolutionPlanner } from './pass-context.ts';
import type { InputSize } from './plan.ts';
import { randomWeights } from './testing/random-weights.ts';

/** Of a layer's largest value, over all layers one after the other. */
const TOLERANCES = { plain: 1e-5, 'winograd-2': 5e-4, 'winograd-4': 5e-4 } as const;
const HALVES = 2e-2;
/** What reading keeps for later reads. */
const STAGING = 8 * 16 * 2 ** 10;
const EVEN = { height: 32, width: 48 };
const ODD = { height: 37, width: 53 };
const DIRECT = 'direct/8';
const SMALL_WORKSPACE = 'winograd-4/direct-4';
const LARGE_WORKSPACE = 'winograd-2/direct-4';

const TINY = vgg({ name: 'vgg16', width: 1 / 16, head: { kind: 'none' } });

/** A shape that every algorithm can run. */
const SHAPE: ConvolutionShape = {
  input: [3, 4, 4],
  outputs: 8,
  kernel: [3, 3],
  stride: [1, 1],
  padding: [1, 1],
  dilation: [1, 1],
};

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));
const { ALGORITHMS, algorithmOf } = await loadAlgorithms();
let network: Owned<Network>;
beforeAll(async () => {
  network = await Network.load(gpu, TINY, randomWeights(TINY, 1));
});
afterAll(() => {
  network.dispose();
  gpu.dispose();
});

/** Of the same kernels with tiles of other sizes the first, as far as this device has them. */
const KINDS: readonly ConvolutionAlgorithm[] = ALGORITHMS.filter(
  (algorithm, index) =>
    ALGORITHMS.findIndex(({ id }) => kindOf(id) === kindOf(algorithm.id)) === index &&
    algorithm.fits(gpu.facts, SHAPE),
);
const FUSING = KINDS.filter(({ fusesPool }) => fusesPool).map(({ id }) => id);

/** An id without the size of its tiles, which may stand at the end of its second part. */
function kindOf(id: string): string {
  const [family = '', kernel = '', ...storage] = id.split('/');
  return [family, kernel.replace(/-?\d+$/, ''), ...storage].join('/');
}

/** Every convolution that an algorithm fits runs by it. */
function only(id: string): ConvolutionPlanner {
  const algorithm = algorithmOf(id);
  if (!algorithm) throw new RangeError(id);
  return {
    plan: (convolutions) =>
      new Map(
        convolutions
          .filter(({ shape }) => algorithm.fits(gpu.facts, shape))
          .map(({ name }) => [name, id]),
      ),
  };
}

function noise({ height, width }: InputSize, seed: number): Tensor3 {
  return { shape: [3, height, width], data: randomArray(3 * height * width, seed, -2, 2) };
}

function encode(pass: ForwardPass, options?: ForwardOptions): void {
  gpu.submit('test', (commands) => {
    pass.encode(commands, options);
  });
}

function run(pass: ForwardPass, input: Tensor3): void {
  writeTensor(gpu, pass.input, input);
  encode(pass);
}

async function valuesOf(pass: ForwardPass): Promise<Map<string, Float32Array>> {
  const all = new Map<string, Float32Array>();
  for (const name of pass.ready) all.set(name, (await pass.readActivations(name)).data);
  return all;
}

async function compare(pass: ForwardPass, right: ForwardPass, tolerance: number): Promise<void> {
  const expected = await valuesOf(right);
  for (const [name, data] of await valuesOf(pass)) {
    const { relative } = differenceOf(data, expected.get(name) ?? []);
    expect(relative, name).toBeLessThanOrEqual(tolerance);
    expect(Math.max(...data.subarray(0, 10_000)), name).toBeGreaterThan(0);
  }
}

function toleranceOf(id: string): number {
  const algorithm = algorithmOf(id);
  if (algorithm?.precision === 'f16') return HALVES;
  return TOLERANCES[algorithm?.form.domain ?? 'plain'];
}

const poolsOf = (layers: readonly Layer[]): string[] =>
  layers.filter(({ kind }) => kind === 'max-pool').map(({ name }) => name);
const before = (layers: readonly Layer[], name: string): string =>
  layers.find((layer) => layer.name === name)?.inputs[0] ?? '';

/** Puts what the convolution before a pooling has written through the kernel of poolings, in another pass. */
async function expectPoolings(
  pass: ForwardPass,
  plain: ForwardPass,
  layers: readonly Layer[],
): Promise<void> {
  expect(plain.fusedPools.size).toBe(0);
  for (const pool of poolsOf(layers)) {
    const source = before(layers, pool);
    writeTensor(gpu, plain.output(source), await pass.readActivations(source));
    encode(plain, { from: pool, until: pool });
    const { data } = await pass.readActivations(pool);
    expectClose(data, (await plain.readActivations(pool)).data, 0);
    const winners = new Uint32Array(await gpu.read(pass.winners(pool)));
    expectClose(winners, new Uint32Array(await gpu.read(plain.winners(pool))), 0);
    expect(new Set(winners).size, pool).toBeGreaterThan(1);
  }
}

test('there is a way of every family', () => {
  const families = ALGORITHMS.map(({ family }) => family);
  expect(new Set(KINDS.map(({ family }) => family))).toEqual(new Set(families));
  expect(KINDS.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['first/f32', 'general', 'split-k/f32']),
  );
  expect(FUSING.length).toBeGreaterThanOrEqual(8);
});

describe.each([
  ['even', EVEN],
  ['odd', ODD],
] as const)('at an %s size', (_, size) => {
  test.each(KINDS.map(({ id }) => id))('%s computes what the default pass does', async (id) => {
    const plain = await network.pass(size);
    const pass = await network.pass(size, { planner: only(id) });
    expect(pass.algorithms.size).toBeGreaterThan(0);
    expect(new Set(pass.algorithms.values())).toEqual(new Set([id]));
    for (const each of [plain, pass]) run(each, noise(size, 2));
    await compare(pass, plain, toleranceOf(id));
    const fuses = algorithmOf(id)?.fusesPool === true;
    expect([...pass.fusedPools]).toEqual(fuses ? poolsOf(TINY) : []);
    for (const each of [plain, pass]) each.dispose();
    expect(network.formBytes).toBe(0);
  });

  test.each(FUSING)('%s pools as the kernel of poolings does, places included', async (id) => {
    const plain = await network.pass(size);
    const pass = await network.pass(size, { planner: only(id) });
    run(pass, noise(size, 3));
    await expectPoolings(pass, plain, TINY);
    for (const each of [plain, pass]) each.dispose();
  });
});

test('a map larger than the workspace is made in bands, pooling included', async () => {
  const layers: readonly Layer[] = [
    { kind: 'input', name: 'input', inputs: [], channels: 3 },
    {
      kind: 'convolution',
      name: 'conv',
      inputs: ['input'],
      inputChannels: 3,
      channels: 4,
      kernel: [3, 3],
      stride: [1, 1],
      padding: [1, 1],
      dilation: [1, 1],
      activation: 'relu',
    },
    { kind: 'max-pool', name: 'pool', inputs: ['conv'], window: 2, stride: 2 },
  ];
  const size = { height: 963, width: 1001 };
  const large = await Network.load(gpu, layers, randomWeights(layers, 4));
  const plain = await large.pass(size);
  for (const id of ['winograd-4/direct-4', 'winograd-2/direct-4']) {
    const pass = await large.pass(size, { planner: only(id) });
    const launches = gpu.stats.dispatches.winograd_input ?? 0;
    for (const each of [plain, pass]) run(each, noise(size, 5));
    expect((gpu.stats.dispatches.winograd_input ?? 0) - launches, id).toBe(2);
    await compare(pass, plain, toleranceOf(id));
    await expectPoolings(pass, plain, layers);
    pass.dispose();
  }
  plain.dispose();
  large.dispose();
});

describe('a pooling that is done on the way', () => {
  const POOL = 'block2_pool';
  const SOURCE = 'block2_conv2';
  const NEXT = 'block3_conv1';
  const MARK = -7;
  let plain: Owned<ForwardPass>;
  let pass: Owned<ForwardPass>;
  let right: Map<string, Float32Array>;

  beforeAll(async () => {
    plain = await network.pass(ODD);
    pass = await network.pass(ODD, { planner: only(SMALL_WORKSPACE) });
    run(pass, noise(ODD, 6));
    right = await valuesOf(pass);
  });
  afterAll(() => {
    plain.dispose();
    pass.dispose();
  });

  /** Runs a part, and tells which layers from the source of the pooling to the one behind it were written. */
  async function written(options: ForwardOptions): Promise<string[]> {
    const names = [SOURCE, POOL, NEXT];
    const left = new Map<string, Tensor3>();
    for (const name of names) {
      const { shape, data } = await pass.readActivations(name);
      // What is read stays, and what is not written keeps the mark.
      const isRead = name === before(TINY, options.from ?? '');
      const values = { shape, data: isRead ? data : data.map(() => MARK) };
      left.set(name, values);
      writeTensor(gpu, pass.output(name), values);
    }
    encode(pass, options);
    const done: string[] = [];
    for (const name of names) {
      const { data } = await pass.readActivations(name);
      if (data.every((value, index) => value === left.get(name)?.data[index])) continue;
      done.push(name);
      expect(data, name).toEqual(right.get(name));
    }
    // As it was, for the next question.
    encode(pass);
    return done;
  }

  test('comes with its convolution, wherever a run ends', async () => {
    expect(pass.fusedPools).toContain(POOL);
    expect(await written({ until: 'block2_conv1' })).toEqual([]);
    expect(await written({ until: SOURCE })).toEqual([SOURCE, POOL]);
    expect(await written({ until: POOL })).toEqual([SOURCE, POOL]);
    expect(await written({ until: NEXT })).toEqual([SOURCE, POOL, NEXT]);
  });

  test('comes with its convolution, wherever a run begins', async () => {
    expect(await written({ from: SOURCE, until: SOURCE })).toEqual([SOURCE, POOL]);
    expect(await written({ from: SOURCE, until: NEXT })).toEqual([SOURCE, POOL, NEXT]);
    expect(await written({ from: NEXT, until: 'block3_conv2' })).toEqual([NEXT]);
  });

  test('is taken as done where a run begins with it', async () => {
    const { dispatches } = gpu.stats;
    encode(pass, { from: POOL, until: POOL });
    expect(gpu.stats.dispatches).toEqual(dispatches);
    encode(pass, { from: POOL });
    expect(await valuesOf(pass)).toEqual(right);
  });
});

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
