/** Passes whose convolutions run by algorithms of choice: same values, same poolings, also in bands and on the way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Owned } from '../base/index.ts';
import { loadAlgorithms, writeTensor } from '../gpu/index.ts';
import type { ConvolutionAlgorithm, ConvolutionShape } from '../gpu/index.ts';
import { expectClose } from '../gpu/checks/check.ts';
import type { Tensor3 } from '../math/index.ts';
import type { ForwardPass, ForwardOptions } from './forward-pass.ts';
import type { Layer } from './layer.ts';
import { Network } from './network.ts';
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

const FUSED = 'winograd-4/direct-4';

/** A shape that every algorithm can run. */
const SHAPE: ConvolutionShape = {
  input: [3, 4, 4],
  outputs: 8,
  kernel: [3, 3],
  stride: [1, 1],
  padding: [1, 1],
  dilation: [1, 1],
};

const { ALGORITHMS, algorithmOf } = await loadAlgorithms();
const { gpu, faults, network, only, encode, run, dispose } = await openTinyVgg();
afterAll(dispose);

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
    pass = await network.pass(ODD, { planner: only(FUSED) });
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

test('the device had nothing to complain about', async () => {
  await gpu.finished();
  expect(faults).toEqual([]);
});
