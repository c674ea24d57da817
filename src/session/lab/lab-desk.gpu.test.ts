/** A lab at work, on the GPU and on the references: what a person asks is what comes out, and nothing that is wrong takes it away. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Gpu } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { loadLab } from '../../insight/index.ts';
import type { LabTensor } from '../../insight/index.ts';
import { pixelValues } from '../../math/lab/index.ts';
import { DEFAULT_LAB } from './lab-defaults.ts';
import { LabDesk } from './lab-desk.ts';
import { figurePixels } from './lab-figures.ts';
import { LabPictures } from './lab-pictures.ts';
import { optionsOf } from './lab-plan.ts';
import type { LabFilters, LabPatch, LabSettings } from './lab-types.ts';

const gpu = await Gpu.open(openNodeGpu());
const kit = await loadLab();
const truth = kit.createLab(kit.REFERENCE_BACKEND);
const MINUTE = 60_000;
const GRADIENTS = 1e-3;
const FILTER = [1, 2, 3, 4];
const filters: LabFilters = {
  model: 'test',
  layers: [{ name: 'conv', filters: 2, channels: 3, size: [2, 2] }],
  read: (_layer, filter, channel) =>
    Promise.resolve(Float32Array.from(FILTER, (value) => value + 10 * filter + 100 * channel)),
};
let desk: LabDesk | null = null;

beforeAll(() => {
  vi.stubGlobal('requestAnimationFrame', (run: (now: number) => void) =>
    setTimeout(() => run(performance.now()), 4),
  );
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => {
  desk?.dispose();
  desk = null;
});
afterAll(() => {
  vi.unstubAllGlobals();
  gpu.dispose();
});

const engines = {
  references: () => ({
    engine: new kit.ReferenceEngine(),
    lab: kit.createLab(kit.REFERENCE_BACKEND),
  }),
  GPU: () => ({ engine: new kit.GpuEngine(gpu), lab: kit.createLab(kit.gpuBackend(gpu)) }),
};

async function open(kind: keyof typeof engines, settings: Partial<LabSettings>): Promise<LabDesk> {
  const made = new LabDesk({
    kit,
    ...engines[kind](),
    pictures: new LabPictures([], false),
    filters,
  });
  desk = made;
  made.open({ ...DEFAULT_LAB[settings.lab ?? 'convolution'], ...settings });
  await made.settled();
  expect(made.problem.value).toBeNull();
  return made;
}

/** The picture of a lab as a script would have it. */
function inputOf({ picture, side, channels, unit }: LabSettings): LabTensor {
  const pixels = figurePixels(picture, side);
  if (!pixels) throw new Error(`no figure ${picture}`);
  const { data, width, height } = pixels;
  return pixelValues(data, height, width, channels === 'grey' ? 1 : 3, unit === 'byte' ? 1 : 255);
}

/** What a patch shows of a whole picture; NaN where it has nothing. */
function expectPatch(patch: LabPatch | undefined, { shape, data }: LabTensor): void {
  if (!patch) throw new Error('there is no patch');
  const [height = 0, width = 0] = shape.slice(-2);
  const { row, column, rows, columns, channels } = patch;
  expect(channels).toBe(data.length / height / width);
  patch.data.forEach((value, place) => {
    const channel = Math.floor(place / rows / columns);
    const y = row + (Math.floor(place / columns) % rows);
    const x = column + (place % columns);
    const isInside = y >= 0 && x >= 0 && y < height && x < width;
    const expected = isInside ? (data[(channel * height + y) * width + x] ?? NaN) : NaN;
    if (Number.isNaN(expected)) expect(value).toBeNaN();
    else expect(value).toBeCloseTo(expected, 1);
  });
}

describe.each(['references', 'GPU'] as const)('a lab on the %s', (kind) => {
  it('opens with the outline of a circle', async () => {
    const made = await open(kind, {});
    const { settings } = made;
    const output = await truth.convolve(inputOf(settings.value), optionsOf(settings.value));
    expect(made.scene.value).toMatchObject({ input: [1, 32, 32], output: [1, 34, 34] });
    expectPatch(made.numbers.value?.patches.output, output);
    const range = made.facts.value?.ranges.output;
    expect(range?.max).toBeCloseTo(Math.max(...output.data), 1);
    expect(range?.min).toBeCloseTo(Math.min(...output.data), 1);
    expect(made.isOnGpu).toBe(kind === 'GPU');
  });

  it('shows the window where it is moved, and what lies beyond the border', async () => {
    const made = await open(kind, { picture: 'steps', padding: 'edge', mode: 'same' });
    made.moveTo({ row: -3, column: 99 });
    await made.settled();
    const numbers = made.numbers.value;
    expect(numbers?.cursor).toEqual({ row: 0, column: 4 });
    const patch = numbers?.patches.input;
    const input = inputOf(made.settings.value);
    const corner = input.data[4];
    // The cell to the right of the upper right corner, and the one above it.
    const at = (row: number, column: number): number | undefined =>
      patch?.data[(row - patch.row) * patch.columns + (column - patch.column)];
    expect([at(0, 4), at(0, 5), at(-1, 5)]).toEqual([corner, corner, corner]);
  });

  it('computes three channels, their parts and their sum', async () => {
    const made = await open(kind, { picture: 'noise', side: 12, channels: 'sum' });
    const settings = made.settings.value;
    expect(settings.kernel.values).toHaveLength(27);
    const input = inputOf(settings);
    const { patches } = made.numbers.value ?? {};
    expectPatch(patches?.output, await truth.convolve(input, optionsOf(settings)));
    const parts = await truth.convolve(input, { ...optionsOf(settings), sum: false });
    expectPatch(patches?.parts, parts);
  });

  it('keeps what it had where something does not fit, and goes on when it does', async () => {
    const made = await open(kind, { picture: 'steps', mode: 'valid' });
    const before = made.scene.value;
    made.setKernel('box', 7);
    await made.settled();
    expect(made.problem.value?.code).toBe('shape-mismatch');
    expect(made.scene.value).toBe(before);
    made.change({ mode: 'same' });
    await made.settled();
    expect(made.problem.value).toBeNull();
    expect(made.scene.value?.output).toEqual([1, 5, 5]);
    made.change({ picture: 'nowhere' });
    await made.settled();
    expect(made.problem.value).toEqual({ code: 'lab-no-picture', values: { name: 'nowhere' } });
    expect(made.scene.value?.input).toEqual([1, 32, 32]);
  });

  it('goes backward: a one at the cursor moves with it, and what is drawn stays', async () => {
    const made = await open(kind, { task: 'backward', picture: 'circle', side: 12, mode: 'same' });
    const input = inputOf(made.settings.value);
    const upstream = { shape: [1, 12, 12], data: new Float32Array(144) };
    for (const cell of [made.cursor.value, { row: 5, column: 6 }]) {
      made.moveTo(cell);
      await made.settled();
      upstream.data.fill(0);
      upstream.data[cell.row * 12 + cell.column] = 1;
      const found = await truth.convolveBackward(input, optionsOf(made.settings.value), upstream);
      expectPatch(made.numbers.value?.patches.inputGradient, found.input);
      expectPatch(made.numbers.value?.patches.upstream, upstream);
      expect([...(made.facts.value?.kernelGradient ?? [])]).toEqual([...found.kernel.data]);
    }
    made.drawUpstream(
      [
        { row: 5, column: 6 },
        { row: 5, column: 7 },
        { row: 99, column: 0 },
      ],
      -1,
    );
    await made.settled();
    expect(made.settings.value.upstream.kind).toBe('drawn');
    expect(made.facts.value?.ranges.upstream).toMatchObject({ min: -1, max: 0 });
    expect(made.facts.value?.ranges.upstream?.sum).toBeCloseTo(-2, 4);
    made.clearUpstream();
    await made.settled();
    expect(made.facts.value?.ranges.upstream).toEqual({ min: 0, max: 0, sum: 0 });
  });

  it('gives the gradient of a maximum to the first of equals, and says what sums there are', async () => {
    const pool = { kind: 'max', size: 2, stride: 1 } as const;
    const upstream = { kind: 'constant', seed: 1 } as const;
    const made = await open(kind, {
      lab: 'pooling',
      task: 'backward',
      picture: 'ties',
      pool,
      upstream,
    });
    const input = inputOf(made.settings.value);
    const ones = { shape: [1, 3, 3], data: new Float32Array(9).fill(1) };
    const back = await truth.poolBackward(input, pool, ones);
    expectPatch(made.numbers.value?.patches.inputGradient, back);
    expectPatch(made.numbers.value?.patches.wins, back);
    expect(made.facts.value?.ranges.inputGradient?.sum).toBeCloseTo(9, 4);
    expect(made.facts.value?.kernelGradient).toBeNull();
  });

  it.each([
    { lab: 'convolution', padding: 'reflect', stride: 2, flip: true },
    { lab: 'convolution', channels: 'sum', unit: 'unit' },
    { lab: 'pooling', pool: { kind: 'max', size: 3, stride: 2 } },
    { lab: 'pooling', pool: { kind: 'average', size: 2, stride: 1 }, channels: 'each' },
  ] satisfies Partial<LabSettings>[])(
    'finds its gradients by finite differences: %o',
    async (settings) => {
      const upstream = { kind: 'random', seed: 4 } as const;
      const made = await open(kind, {
        picture: 'noise',
        side: 10,
        ...settings,
        task: 'backward',
        upstream,
      });
      await made.checkGradients();
      const check = made.check.value;
      expect(check?.state).toBe('done');
      expect(check?.rows.length).toBeGreaterThan(15);
      expect(check?.rows.some(({ gradient }) => Math.abs(gradient) > 0.01)).toBe(true);
      expect(check?.worst).toBeLessThan(GRADIENTS);
      expect(check?.rows.some(({ of }) => of === 'kernel')).toBe(settings.lab === 'convolution');
    },
  );

  it('leaves out cells that share a maximum, where there is no derivative', async () => {
    const pool = { kind: 'max', size: 2, stride: 2 } as const;
    const upstream = { kind: 'constant', seed: 1 } as const;
    const made = await open(kind, {
      lab: 'pooling',
      task: 'backward',
      picture: 'circle',
      side: 16,
      pool,
      upstream,
    });
    await made.checkGradients();
    expect(made.check.value?.ties).toBeGreaterThan(5);
    expect(made.check.value?.worst ?? NaN).toBeLessThan(GRADIENTS);
  });

  it('says nothing has changed before the picture is dragged, and little after', async () => {
    const made = await open(kind, {
      lab: 'pooling',
      task: 'shift',
      picture: 'circle',
      side: 32,
      pool: { kind: 'max', size: 4, stride: 4 },
    });
    const nothing = { norm: 0, changed: 0 };
    expect(made.shifted.value).toMatchObject({ input: nothing, output: nothing });
    made.change({ shift: [0, 1] });
    await made.settled();
    const { input, output } = made.shifted.value ?? {};
    expect(input?.changed).toBeGreaterThan(0.02);
    expect(input?.norm).toBeGreaterThan(0.1);
    expect(output?.norm).toBeLessThan(input?.norm ?? NaN);
    made.change({ shift: [0, 0] });
    await made.settled();
    expect(made.shifted.value).toMatchObject({ input: nothing, output: nothing });
  });

  it('shows a blurred picture as a picture, and differences on both sides of zero', async () => {
    const made = await open(kind, { picture: 'noise', side: 8 });
    made.setKernel('gaussian', 5);
    expect(made.settings.value).toMatchObject({ display: 'clamp', kernel: { size: [5, 5] } });
    made.setKernel('sobel-0');
    expect(made.settings.value.display).toBe('diverging');
    made.change({ display: 'wrap' });
    made.setKernel('box');
    expect(made.settings.value.display).toBe('wrap');
    await made.settled();
  });

  it('takes over a filter of a network, whole or one of its channels', async () => {
    const made = await open(kind, { picture: 'noise', side: 8 });
    await made.takeFilter('conv', 1, null);
    await made.settled();
    expect(made.settings.value).toMatchObject({ channels: 'sum', flip: false });
    expect(made.settings.value.kernel.values).toEqual(
      [0, 100, 200].flatMap((more) => FILTER.map((value) => value + 10 + more)),
    );
    await made.takeFilter('conv', 0, 2);
    await made.settled();
    expect(made.settings.value.kernel).toMatchObject({
      size: [2, 2],
      values: FILTER.map((value) => value + 200),
    });
    expect(made.problem.value).toBeNull();
  });

  it('plays the window over every output, and may be paused, moved and stopped', async () => {
    const made = await open(kind, { picture: 'steps', mode: 'valid' });
    made.setSpeed(20);
    made.play();
    expect(made.cursor.value).toEqual({ row: 0, column: 0 });
    await expect.poll(() => made.playback.value.shown ?? 0, { interval: 5 }).toBeGreaterThan(2);
    made.pause();
    made.scrub(4);
    expect(made.cursor.value).toEqual({ row: 1, column: 1 });
    expect(made.playback.value).toMatchObject({ state: 'paused', shown: 5 });
    // Pointing at what has been passed veils nothing again.
    made.moveTo({ row: 0, column: 1 });
    expect(made.playback.value.shown).toBe(5);
    made.step(2);
    expect(made.playback.value.shown).toBe(4);
    made.play();
    await expect.poll(() => made.playback.value.state).toBe('off');
    expect(made.cursor.value).toEqual({ row: 2, column: 2 });
    expect(made.playback.value.shown).toBeNull();
    await made.settled();
    expect(made.numbers.value?.cursor).toEqual({ row: 2, column: 2 });
  });

  it(
    'finds the outline by gradient descent',
    async () => {
      const made = await open(kind, { task: 'learn', picture: 'noise', side: 16, goal: 'outline' });
      await made.learnStep();
      const first = made.learning.value;
      expect(first).toMatchObject({ state: 'paused', step: 1 });
      expect(first?.distance).toBeGreaterThan(1);
      made.learn();
      await expect.poll(() => made.learning.value?.state, { timeout: MINUTE }).toBe('done');
      const { losses = [], distance, kernel } = made.learning.value ?? {};
      expect(distance).toBeLessThan(0.05);
      expect(losses.at(-1)).toBeLessThan((losses[0] ?? NaN) / 1000);
      await made.settled();
      made.settings.value.kernel.values.forEach((weight, place) => {
        expect(weight).toBeCloseTo(kernel?.[place] ?? NaN, 5);
        expect(weight).toBeCloseTo([0, 1, 0, 1, -4, 1, 0, 1, 0][place] ?? NaN, 1);
      });
      made.change({ goal: 'sharpen' });
      await made.settled();
      // It starts anew, at small random weights.
      expect(made.learning.value).toMatchObject({ state: 'ready', step: 0, losses: [] });
      expect(Math.max(...made.settings.value.kernel.values)).toBeLessThan(0.5);
      made.change({ task: 'forward' });
      expect(made.learning.value).toBeNull();
      // Nothing was found this time, so the kernel is the one there was.
      expect(made.settings.value.kernel).toMatchObject({ preset: 'outline' });
    },
    MINUTE,
  );
});
