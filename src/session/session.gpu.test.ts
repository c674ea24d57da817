/** The session on a real device in Node: what is shown, what is kept when something fails, what is left behind. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { randomArray } from '../base/index.ts';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import type { Tensor3 } from '../math/index.ts';
import { ModelLibrary } from './model-library.ts';
import { loadSamples } from './samples.ts';
import { Session } from './session.ts';

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

test('the layer stays chosen when input size changes', async () => {
  await session.showLayer('block2_pool');
  await session.showTensor(tensor(32, 32, 3));
  expect(session.selectedLayer.value?.name).toBe('block2_pool');
  expect(session.selectedLayer.value?.shape).toEqual([32, 8, 8]);
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
    // What stays are the four small buffers kept for reading back.
    expect(gpu.stats.liveBytes).toBeLessThanOrEqual(4 * 65_536);
  });
  gpu.dispose();
});
