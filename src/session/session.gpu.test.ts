/** The session on a real device in Node: what is shown, what is kept when something fails, what is left behind. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createRandom, randomArray } from '../base/index.ts';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import type { Tensor3 } from '../math/index.ts';
import { ModelLibrary } from './model-library.ts';
import { loadSamples } from './samples.ts';
import { Session } from './session.ts';
import type { UnitReading } from './unit-types.ts';

const BASE = new URL('http://localhost/');
const WEIGHTS = new URL('../../weights/', import.meta.url);

function tensor(height: number, width: number, seed: number): Tensor3 {
  return { shape: [3, height, width], data: randomArray(3 * height * width, seed, -2, 2) };
}

let gpu: Gpu;
let session: Session;

beforeAll(async () => {
  vi.stubGlobal('fetch', async (address: string | URL) => {
    const path = new URL(address).pathname.slice(1);
    if (path === 'local.json') return Response.json({ models: [] });
    return readFile(new URL(path, WEIGHTS)).then(
      (bytes) => new Response(new Uint8Array(bytes)),
      () => new Response('missing', { status: 404 }),
    );
  });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0));
  gpu = await Gpu.open(openNodeGpu());
  const [library, samples] = await Promise.all([ModelLibrary.open(BASE), loadSamples(BASE)]);
  session = new Session({ gpu, library, samples });
  await session.loadModel('kawasemi-mini');
});

afterAll(() => {
  vi.unstubAllGlobals();
});

test('lists models and samples with both languages', () => {
  expect(session.models.value.map((model) => model.id)).toContain('kawasemi-mini');
  expect(session.samples).toHaveLength(10);
  for (const sample of session.samples) {
    expect(sample.title.en).not.toBe('');
    expect(sample.title.ja).not.toBe('');
    expect(sample.author).not.toBe('');
  }
});

test('a tensor goes in as it is, at its own size, and classes come out', async () => {
  const given = tensor(64, 96, 1);
  await session.showTensor(given);
  expect((await session.values('input')).data).toEqual(given.data);
  expect((await session.values('block5_pool')).shape).toEqual([128, 2, 3]);
  const all = await session.bestClasses(200);
  const sum = all?.entries.reduce((total, score) => total + score.probability, 0) ?? 0;
  expect(sum).toBeCloseTo(1, 5);
  expect(all?.entries[0]?.label.ja).not.toBe('');
  expect(session.scores.value?.entries).toEqual(all?.entries.slice(0, 5));
});

test('choosing a layer computes its range and no convolution', async () => {
  await session.showTensor(tensor(64, 64, 2));
  const before = gpu.stats.dispatches.convolution_3x3;
  await session.showLayer('block3_conv2');
  expect(gpu.stats.dispatches.convolution_3x3).toBe(before);
  const { data } = await session.values('block3_conv2');
  await vi.waitFor(() => {
    expect(session.legend.value.range?.max).toBe(data.reduce((a, b) => Math.max(a, b), 0));
  });
  await expect(session.showLayer('block9_conv1')).rejects.toThrow('block9_conv1');
});

test('steps from layer to layer are not lost when they come fast', async () => {
  await session.showLayer('block1_conv1');
  for (let step = 0; step < 5; step += 1) session.selectNeighbour(1);
  session.selectNeighbour(-1);
  await vi.waitFor(() => {
    expect(session.selectedLayer.value?.name).toBe('block2_conv2');
  });
});

test('the layer stays chosen when input size changes', async () => {
  await session.showLayer('block2_pool');
  await session.showTensor(tensor(32, 32, 3));
  expect(session.selectedLayer.value?.name).toBe('block2_pool');
  expect(session.selectedLayer.value?.shape).toEqual([32, 8, 8]);
});

test('pointing reads 288 bytes, convolves nothing and makes nothing', async () => {
  await session.showTensor(tensor(64, 64, 31));
  await session.showLayer('block3_conv2');
  const { shape, data } = await session.values('block3_conv2');
  session.setArithmetic(false);
  const before = gpu.stats;
  const [channels, height, width] = shape;
  for (let step = 0; step < 50; step += 1) {
    const cell = {
      channel: (step * 37) % channels,
      row: (step * 5) % height,
      column: (step * 11) % width,
    };
    session.point(cell);
    await vi.waitFor(() => {
      expect(session.reading.value?.address.cell).toEqual(cell);
    });
    const value = data[(cell.channel * height + cell.row) * width + cell.column];
    expect(session.reading.value?.value).toBe(value);
  }
  const after = gpu.stats;
  expect(after.buffersCreated).toBe(before.buffersCreated);
  expect(after.pipelines).toBe(before.pipelines);
  expect(after.readBacks.count - before.readBacks.count).toBe(50);
  expect(after.readBacks.bytes - before.readBacks.bytes).toBe(50 * 288);
  expect(after.dispatches.convolution_3x3).toBe(before.dispatches.convolution_3x3);
});

test('100 random units of every layer read as they are stored', async () => {
  await session.showTensor(tensor(64, 64, 51));
  const random = createRandom(52);
  const read = async (): Promise<UnitReading> => {
    for (;;) {
      const reading = session.reading.value;
      if (reading !== null && reading.address === session.unit.value) return reading;
      await gpu.finished();
    }
  };
  for (const { name, shape } of session.layers.value) {
    await session.showLayer(name);
    const { data } = await session.values(name);
    const cells = data.length / shape[0];
    for (let unit = 0; unit < 100; unit += 1) {
      const place = Math.floor(random() * data.length);
      const channel = Math.floor(place / cells);
      const row = Math.floor((place % cells) / shape[2]);
      session.point({ channel, row, column: place % shape[2] });
      const own = data.subarray(channel * cells, (channel + 1) * cells);
      const { value, min, max, zeros, histogram } = await read();
      expect(value, name).toBe(data[place]);
      expect(min).toBe(own.reduce((a, b) => Math.min(a, b)));
      expect(max).toBe(own.reduce((a, b) => Math.max(a, b)));
      expect(zeros).toBeCloseTo(own.filter((one) => one === 0).length / cells, 5);
      expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(cells);
    }
  }
});

test('pointing faster than the GPU answers reads only what is needed', async () => {
  await session.showLayer('block3_conv2');
  const before = gpu.stats.readBacks.count;
  for (let column = 0; column < 16; column += 1) session.point({ channel: 1, row: 2, column });
  await vi.waitFor(() => {
    expect(session.reading.value?.address.cell.column).toBe(15);
  });
  expect(gpu.stats.readBacks.count - before).toBeLessThanOrEqual(2);
});

test('the arithmetic comes when the unit rests, and adds up to what is stored', async () => {
  await session.showTensor(tensor(64, 64, 32));
  await session.showLayer('block2_conv1');
  session.point({ channel: 5, row: 0, column: 31 });
  expect(session.arithmetic.value).toBeNull();
  session.setArithmetic(true);
  await vi.waitFor(() => {
    expect(session.arithmetic.value?.address.cell.column).toBe(31);
  });
  const { terms = [], bias = 0, value = 0, before } = session.arithmetic.value ?? {};
  const sum = terms.reduce((total, term) => total + term.sum, bias);
  expect(before).toBe('block1_pool');
  expect(Math.max(0, sum)).toBeCloseTo(value, 4);
  session.setArithmetic(false);
});

test('a unit sees its field and nothing else', async () => {
  const given = tensor(64, 64, 33);
  const layer = 'block3_conv1';
  const cell = { channel: 9, row: 3, column: 12 };
  await session.showTensor(given);
  await session.showLayer(layer);
  const { receptiveField: field } = await session.explain({ layer, cell });
  expect(field).toEqual({ x: 38, y: 2, width: 24, height: 24 });
  const read = async (): Promise<number> => (await session.explain({ layer, cell })).preActivation;
  const before = await read();
  const changed = (x: number, y: number): Tensor3 => {
    const data = given.data.slice();
    for (const channel of [0, 1, 2]) data[(channel * 64 + y) * 64 + x] = 40;
    return { shape: given.shape, data };
  };
  const outside = [
    [field.x - 1, field.y],
    [field.x + 3, field.y - 1],
    [field.x, field.y + field.height],
    [0, 63],
  ] as const;
  // Winograd's tiles reach further than a unit sees, and what they add they take away again: but for rounding.
  for (const [x, y] of outside) {
    await session.showTensor(changed(x, y));
    expect(Math.abs((await read()) - before)).toBeLessThan(1e-5);
  }
  await session.showTensor(changed(field.x + 12, field.y + 12));
  expect(Math.abs((await read()) - before)).toBeGreaterThan(1e-2);
  await expect(session.explain({ layer, cell: { ...cell, row: 99 } })).rejects.toThrow('row 99');
});

test('pins stay through pictures and sizes, and go where they are gone', async () => {
  await session.showTensor(tensor(64, 64, 34));
  session.togglePin({ layer: 'block1_conv1', cell: { channel: 3, row: 10, column: 20 } });
  session.togglePin({ layer: 'block5_conv3', cell: { channel: 100, row: 3, column: 3 } });
  await vi.waitFor(() => {
    expect(session.pins.value.map(({ reading }) => reading?.value)).not.toContain(undefined);
  });
  await session.showTensor(tensor(32, 32, 35));
  expect(session.pins.value.map(({ address }) => address.cell)).toEqual([
    { channel: 3, row: 5, column: 10 },
    { channel: 100, row: 1, column: 1 },
  ]);
  const { data } = await session.values('block1_conv1');
  await vi.waitFor(() => {
    expect(session.pins.value[0]?.reading?.value).toBe(data[(3 * 32 + 5) * 32 + 10]);
  });
  session.unpin(session.pins.value[0]?.id ?? -1);
  expect(session.pins.value).toHaveLength(1);
  session.togglePin({ layer: 'block5_conv3', cell: { channel: 100, row: 1, column: 1 } });
  expect(session.pins.value).toEqual([]);
});

test('the unit goes along to another layer', async () => {
  await session.showTensor(tensor(64, 64, 36));
  await session.showLayer('block2_conv1');
  session.point({ channel: 7, row: 16, column: 8 });
  await session.showLayer('block2_pool');
  expect(session.unit.value).toEqual({
    layer: 'block2_pool',
    cell: { channel: 7, row: 8, column: 4 },
  });
  expect(session.pointing.value).toBe(false);
  session.release();
  expect(session.unit.value).toBeNull();
});

test('a layer becomes a vector, channel last, and its poolings', async () => {
  await session.showTensor(tensor(64, 64, 37));
  const { shape, data } = await session.values('block5_pool');
  const [channels, height, width] = shape;
  const vector = await session.vector('block5_pool', 'flatten');
  expect(vector).toHaveLength(channels * height * width);
  for (const [channel, row, column] of [
    [0, 0, 1],
    [5, 1, 0],
    [127, 1, 1],
  ] as const) {
    const index = (row * width + column) * channels + channel;
    expect(vector[index]).toBe(data[(channel * height + row) * width + column]);
  }
  const most = await session.vector('block5_pool', 'global-max');
  const mean = await session.vector('block5_pool', 'global-average');
  const cells = data.slice(5 * 4, 6 * 4);
  expect(most[5]).toBe(Math.max(...cells));
  expect(mean[5]).toBeCloseTo(cells.reduce((sum, value) => sum + value, 0) / 4, 5);
});

test('percentiles are counted for the layer in view', async () => {
  await session.showTensor(tensor(64, 64, 38));
  await session.showLayer('block2_conv2');
  session.setView({ scale: 'percentile', percentile: 90 });
  await vi.waitFor(() => {
    expect(session.legend.value.limits?.hi).toBeLessThan(session.legend.value.range?.max ?? 0);
  });
  const { data } = await session.values('block2_conv2');
  const sorted = data.slice().sort();
  const wanted = sorted[Math.ceil(0.9 * sorted.length) - 1] ?? NaN;
  const found = session.legend.value.limits?.hi ?? NaN;
  expect(Math.abs(found - wanted) / wanted).toBeLessThan(0.05);
  session.setView({ scale: 'layer' });
});

test('a time and the bytes of every layer', async () => {
  await session.showTensor(tensor(64, 64, 39));
  await session.measureCosts();
  const costs = session.costs.value;
  expect([...(costs?.keys() ?? [])]).toEqual(session.layers.value.map(({ name }) => name));
  expect(costs?.get('block1_conv1')?.bytes).toBe(16 * 64 * 64 * 4);
  expect(costs?.get('block1_conv2')?.ms).toBeGreaterThan(0);
  await session.showTensor(tensor(32, 32, 40));
  expect(session.costs.value).toBeNull();
});

test('a link brings everything back', async () => {
  vi.stubGlobal('location', new URL('http://localhost/'));
  await session.showTensor(tensor(64, 64, 41));
  await session.showLayer('block4_conv1');
  session.point({ channel: 50, row: 2, column: 6 });
  session.togglePin({ layer: 'block1_pool', cell: { channel: 2, row: 3, column: 4 } });
  session.setView({ colormap: 'magma', scale: 'channel', gamma: 0.5, sort: 'mean' });
  session.setOverlay({ mode: 'contour', level: 0.25 });
  const { hash } = new URL(session.link());
  const state = {
    layer: session.selectedLayer.value?.name,
    unit: session.unit.value,
    pins: session.pins.value.map(({ address }) => address),
    view: session.view.value,
    overlay: session.overlay.value,
  };
  await session.follow('#/?layer=input&colors=grey&unit=0,0,0');
  expect(session.selectedLayer.value?.name).toBe('input');
  expect(session.pins.value).toEqual([]);
  expect(session.view.value.gamma).toBe(1);
  await session.follow(hash);
  expect({
    layer: session.selectedLayer.value?.name,
    unit: session.unit.value,
    pins: session.pins.value.map(({ address }) => address),
    view: session.view.value,
    overlay: session.overlay.value,
  }).toEqual(state);
  expect(new URL(session.link()).hash).toBe(hash);
  await session.follow('#/?layer=block9_conv1&model=nobody&gamma=99');
  expect(session.notice.value?.code).toBe('link-unread');
  expect(session.notice.value?.values.parts).toBe('gamma, model, layer');
});

test('a network that cannot be loaded leaves the one before', async () => {
  await session.showTensor(tensor(64, 64, 4));
  const before = await session.values('block1_conv1');
  const bytes = gpu.stats.liveBytes;
  await expect(session.loadModel('unknown')).rejects.toThrow('kawasemi-mini');
  const broken = new File([new Uint8Array(100)], 'broken.safetensors');
  await expect(session.loadModel(broken)).rejects.toThrow();
  await session.selectModel('unknown');
  expect(session.notice.value?.code).toBe('weights-unknown-model');
  expect(await session.values('block1_conv1')).toEqual(before);
  expect(gpu.stats.liveBytes).toBe(bytes);
});

test('an input that is too small for the network is refused and the one before stays', async () => {
  await session.showTensor(tensor(64, 64, 5));
  const before = await session.values('input');
  await expect(session.showTensor(tensor(16, 16, 6))).rejects.toThrow();
  expect(await session.values('input')).toEqual(before);
});

test('many tensors and sizes leave the same bytes as the first', async () => {
  await session.showTensor(tensor(64, 64, 7));
  const { bytes } = gpu.stats;
  for (let seed = 0; seed < 12; seed += 1)
    await session.showTensor(tensor(32 + 16 * (seed % 3), 48, seed));
  await session.showTensor(tensor(64, 64, 8));
  gpu.trim();
  expect(gpu.stats.liveBytes).toBeLessThanOrEqual(bytes);
});

test('nothing is left on the GPU in the end', async () => {
  session.dispose();
  await gpu.finished();
  await vi.waitFor(() => {
    // What stays are the eight small buffers kept for reading back, and the clock's.
    expect(gpu.stats.liveBytes).toBeLessThanOrEqual(8 * 16_384 + 8192);
  });
  gpu.dispose();
});
