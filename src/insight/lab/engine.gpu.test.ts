/** The live lab on the GPU against the one on the references: every picture, every number it tells. */
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom, randomArray } from '../../base/index.ts';
import { Gpu } from '../../gpu/index.ts';
import { expectClose } from '../../gpu/checks/check.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { LabEngine, LabPart, LabPlane, LabSetup } from './engine.ts';
import { GpuEngine } from './gpu-engine.ts';
import { ReferenceEngine } from './reference-engine.ts';
import { prepareConvolve, preparePool } from './settings.ts';
import type { ConvolveOptions, PoolOptions } from './types.ts';

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});

/** Sums of at most 75 products of bytes and small weights, added in another order. */
const TOLERANCE = 1e-5;
const HEIGHT = 9;
const WIDTH = 11;

interface Case {
  readonly name: string;
  readonly setup: LabSetup;
}

const flags = { isBackward: false, isLearning: false, isCompared: false };

function convolution(
  name: string,
  channels: 1 | 3,
  options: ConvolveOptions,
  more: Partial<LabSetup> = {},
): Case {
  const input: Shape3 = [channels, HEIGHT, WIDTH];
  const prepared = prepareConvolve({ shape: input }, options);
  const operation = { kind: 'convolution', convolution: prepared } as const;
  return { name, setup: { ...flags, input, operation, ...more } };
}

function pooling(
  name: string,
  channels: 1 | 3,
  options: PoolOptions,
  more: Partial<LabSetup> = {},
): Case {
  const operation = { kind: 'pool', pool: preparePool(options) } as const;
  return { name, setup: { ...flags, input: [channels, HEIGHT, WIDTH], operation, ...more } };
}

function kernel(shape: readonly number[], seed: number): ConvolveOptions['kernel'] {
  return { shape, data: randomArray(sizeOf(shape), seed) };
}

const backward = { isBackward: true };
const cases: readonly Case[] = [
  convolution('grey', 1, { kernel: kernel([3, 3], 1), mode: 'full', flip: true }),
  convolution(
    'even, reflected',
    1,
    { kernel: kernel([2, 4], 2), padding: { mode: 'reflect' } },
    backward,
  ),
  convolution('each channel', 3, { kernel: kernel([3, 3], 3), stride: 2, dilation: 2 }, backward),
  convolution(
    'channels added up',
    3,
    { kernel: kernel([3, 5, 5], 4), padding: { mode: 'wrap' } },
    backward,
  ),
  pooling('max', 1, {}, backward),
  pooling('max with overlap, colours', 3, { size: 3, stride: 2 }, backward),
  pooling('average', 3, { kind: 'average', size: 3, stride: 1 }, backward),
];

function pixels(seed: number): Uint8ClampedArray {
  const random = createRandom(seed);
  return Uint8ClampedArray.from({ length: 4 * HEIGHT * WIDTH }, () => Math.floor(256 * random()));
}

/** Both engines, told the same. */
async function told(setup: LabSetup): Promise<readonly [LabEngine, LabEngine]> {
  const engines = [new ReferenceEngine(), new GpuEngine(gpu)] as const;
  const bytes = pixels(6);
  for (const engine of engines) {
    const shapes = await engine.configure(setup);
    engine.setPixels(bytes, 1);
    const upstream = shapes.get('upstream');
    if (upstream) engine.writeUpstream({ shape: upstream, data: randomArray(sizeOf(upstream), 8) });
    engine.run();
  }
  return engines;
}

/** Every plane with two cells beyond its border. */
function partsOf(shapes: ReadonlyMap<LabPlane, Shape3>): LabPart[] {
  return [...shapes].map(([plane, [, height, width]]) => ({
    plane,
    row: -2,
    column: -2,
    rows: height + 4,
    columns: width + 4,
    padding: 'edge',
    value: 0,
  }));
}

describe.each(cases)('a live lab: $name', ({ setup }) => {
  it('computes what the references do', async () => {
    const [reference, live] = await told(setup);
    const shapes = await reference.configure(setup);
    reference.run();
    const parts = partsOf(shapes);
    const expected = await reference.read(parts);
    const found = await live.read(parts);
    const ranges = [await reference.ranges(), await live.ranges()] as const;
    expect([...ranges[1].keys()]).toEqual([...ranges[0].keys()]);
    parts.forEach(({ plane }, index) => {
      const [truth, value] = [expected[index] ?? [], found[index] ?? []];
      const scale = Math.max(1, ...truth.map(Math.abs));
      expectClose(value, truth, TOLERANCE * scale);
      const [known, told] = [ranges[0].get(plane), ranges[1].get(plane)];
      if (!known) return;
      expect(told?.min).toBeCloseTo(known.min, 2);
      expect(told?.max).toBeCloseTo(known.max, 2);
      expect(Math.abs((told?.sum ?? NaN) - known.sum)).toBeLessThan(
        TOLERANCE * scale * truth.length,
      );
    });
    if (setup.isBackward && setup.operation.kind === 'convolution') {
      const truth = await reference.weightGradient();
      expectClose(await live.weightGradient(), truth, TOLERANCE * Math.max(...truth.map(Math.abs)));
    }
    live.dispose();
  });
});

describe('a live lab', () => {
  it('moves a one of the gradient from above', async () => {
    const { setup } = pooling('max', 3, {}, backward);
    const [reference, live] = await told(setup);
    for (const engine of [reference, live]) {
      engine.pokeUpstream({ channel: 1, row: 2, column: 3 }, 64);
      engine.run();
    }
    const part: LabPart = {
      plane: 'inputGradient',
      row: 4,
      column: 6,
      rows: 2,
      columns: 2,
      padding: 'constant',
      value: 0,
    };
    const [[truth], [value]] = [await reference.read([part]), await live.read([part])];
    expect([...(value ?? [])]).toEqual([...(truth ?? [])]);
    expect(truth).toContain(64);
    live.dispose();
  });

  it('goes down towards a kernel, by the same steps', async () => {
    const { setup } = convolution(
      'grey',
      1,
      { kernel: kernel([3, 3], 1), mode: 'full' },
      { isLearning: true },
    );
    const [reference, live] = await told(setup);
    const found = await Promise.all(
      [reference, live].map(async (engine) => {
        engine.aim();
        engine.setWeights(randomArray(9, 12));
        engine.run();
        return engine.descend();
      }),
    );
    const [truth, value] = found;
    if (!truth || !value) throw new Error('nothing came');
    expect(truth.loss).toBeGreaterThan(1);
    expect(Math.abs(value.loss - truth.loss)).toBeLessThan(TOLERANCE * truth.loss);
    expectClose(
      value.gradient,
      truth.gradient,
      TOLERANCE * Math.max(...truth.gradient.map(Math.abs)),
    );
    live.dispose();
  });

  it('tells how far two pictures are apart', async () => {
    const { setup } = pooling('max', 3, {}, { isCompared: true });
    const [reference, live] = await told(setup);
    const bytes = pixels(6);
    bytes[0] = 255 - (bytes[0] ?? 0);
    bytes[40] = 255 - (bytes[40] ?? 0);
    const found = await Promise.all(
      [reference, live].map(async (engine) => {
        engine.keep();
        const same = await engine.compare();
        engine.setPixels(bytes, 1);
        engine.run();
        return [same, await engine.compare()] as const;
      }),
    );
    const [truth, value] = found;
    if (!truth || !value) throw new Error('nothing came');
    const nothing = { norm: 0, changed: 0 };
    expect(value[0]).toEqual({ input: nothing, output: nothing });
    expect(truth[1].input.changed).toBeCloseTo(2 / (3 * HEIGHT * WIDTH), 6);
    for (const plane of ['input', 'output'] as const) {
      expect(value[1][plane].norm).toBeCloseTo(truth[1][plane].norm, 5);
      expect(value[1][plane].changed).toBeCloseTo(truth[1][plane].changed, 5);
    }
    live.dispose();
  });

  it('gives back what it had, and makes nothing while it runs', async () => {
    const before = gpu.stats.bytes;
    const { setup } = convolution('grey', 1, { kernel: kernel([3, 3], 1) }, backward);
    const [, live] = await told(setup);
    const made = gpu.stats.buffersCreated;
    for (let step = 0; step < 20; step += 1) {
      live.setPixels(pixels(step), 255);
      live.setWeights(randomArray(9, step));
      live.run();
      await live.read(partsOf(new Map([['output', [1, 5, 5]]])));
      await live.ranges();
    }
    expect(gpu.stats.buffersCreated).toBe(made);
    live.dispose();
    expect(gpu.stats.bytes).toBeLessThanOrEqual(before);
  });

  it('refuses what does not fit and goes on with what it had', async () => {
    const { setup } = pooling('max', 1, {});
    const [, live] = await told(setup);
    const tooLarge = pooling('max', 1, { size: 16 });
    await expect(live.configure(tooLarge.setup)).rejects.toThrow('pool');
    live.run();
    const part: LabPart = {
      plane: 'output',
      row: 0,
      column: 0,
      rows: 1,
      columns: 1,
      padding: 'constant',
      value: 0,
    };
    expect(await live.read([part])).toHaveLength(1);
    live.dispose();
  });
});
