/** Networks that arrive from servers of every mood, into a session on a real device in Node. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { randomArray } from '../base/index.ts';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { parseSafetensors, writeSafetensors } from '../io/index.ts';
import type { StoredTensor } from '../io/index.ts';
import { MemoryFolder } from '../io/testing/memory-folder.ts';
import { serveMoody } from '../io/testing/moody-server.ts';
import type { Mood, MoodyServer } from '../io/testing/moody-server.ts';
import { countParameters, vgg } from '../network/index.ts';
import { cpuForward } from '../network/testing/cpu-forward.ts';
import { timmTensors, virtualTimm } from '../network/testing/virtual-weights.ts';
import { createHash } from 'node:crypto';
import { ModelLibrary } from './model-library.ts';
import { Session } from './session.ts';
import { differenceOf } from '../gpu/checks/check.ts';
import type { Transfer } from './model-types.ts';

const PIXELS = 3 * 64 * 64;
const BASE = 'http://localhost/';
const WEIGHTS = new URL('../../weights/', import.meta.url);
/** A sixteenth of the channels: everything else is as in the real one. */
const SMALL = {
  width: 1 / 16,
  head: { kind: 'dense', classes: 12, units: 40, map: [2, 2] },
} as const;
const FILE = virtualTimm('vgg16', new Map(), SMALL);
const SHA = createHash('sha256').update(FILE.read(0, FILE.size)).digest('hex');

let gpu: Gpu;
let server: MoodyServer;
let disk: MemoryFolder;

/** A list with one model, whose file is at a server of some mood. */
function listOf(mood: Mood, sha256: string, fetch: boolean): unknown {
  return {
    models: [
      {
        id: 'small',
        name: 'Small VGG-16',
        architecture: 'vgg16',
        fetch,
        sources: [{ part: 'all', url: `${server.address}/${mood}/small.safetensors`, sha256 }],
        bytes: { features: 4 * FEATURES, dense: DENSE_BYTES },
        parameters: FEATURES + DENSE_BYTES / 4,
        input: {
          order: 'RGB',
          range: '0..1',
          mean: [0.485, 0.456, 0.406],
          std: [0.229, 0.224, 0.225],
          trainSize: 64,
          defaultSize: 64,
          sizes: [64, 96],
          scoreSize: 64,
        },
        classes: 'small-classes.json',
        licence: 'MIT',
        citation: 'nobody',
        accuracy: [{ size: 64, top1: 0.5, top5: 0.9 }],
      },
    ],
  };
}

const FEATURES = countParameters(vgg({ name: 'vgg16', ...SMALL, head: { kind: 'none' } }));
/** 32 x 2 x 2 to 40 to 40 to 12, with biases. */
const DENSE_BYTES = 4 * (128 * 40 + 40 + 40 * 40 + 40 + 40 * 12 + 12);

const CLASSES = Array.from({ length: 12 }, (_, i) => ({
  id: `n${String(i)}`,
  en: `class ${String(i)}`,
  ja: `クラス ${String(i)}`,
}));

/** A session whose list leads to a server of some mood; Kawasemi-mini is shown. */
async function sessionAt(mood: Mood, sha256 = SHA, fetch = true): Promise<Session> {
  const files: Record<string, unknown> = {
    'manifest.json': JSON.parse(
      await readFile(new URL('manifest.json', WEIGHTS), 'utf8'),
    ) as unknown,
    'local.json': listOf(mood, sha256, fetch),
    'small-classes.json': CLASSES,
  };
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', async (address: string | URL, init?: RequestInit) => {
    const url = new URL(address);
    if (url.origin === server.address) return real(address, init);
    const name = url.pathname.slice(1);
    if (Object.hasOwn(files, name)) return Response.json(files[name]);
    return new Response(new Uint8Array(await readFile(new URL(name, WEIGHTS))));
  });
  const library = await ModelLibrary.open(new URL(BASE));
  const session = new Session({ gpu, library, samples: [] });
  await session.loadModel('kawasemi-mini');
  await session.showTensor({ shape: [3, 64, 64], data: randomArray(PIXELS, 3, -2, 2) });
  return session;
}

/** What every layer should be. */
function expectedLayers(): ReadonlyMap<string, { readonly data: Float32Array }> {
  const layers = vgg({ name: 'vgg16', ...SMALL });
  const stored = parseSafetensors(FILE.read(0, FILE.size).buffer);
  const own = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  const names = timmTensors('vgg16', new Map(), SMALL).map(({ name }) => name);
  const learned = layers.filter(({ kind }) => kind === 'convolution' || kind === 'dense');
  learned.forEach(({ name }, index) => {
    for (const [half, at] of [
      ['weight', 2 * index],
      ['bias', 2 * index + 1],
    ] as const) {
      const tensor = stored.tensors.get(names[at] ?? '');
      if (!tensor) throw new Error(`no ${name}.${half}`);
      own.set(`${name}.${half}`, ownOrder(name, tensor));
    }
  });
  const file = parseSafetensors(writeSafetensors(own));
  const data = randomArray(PIXELS, 3, -2, 2);
  return cpuForward(layers, file, { shape: [3, 64, 64], data });
}

/** Dense weights in our own order: [O, I], and after the last map the channel last instead of first. */
function ownOrder(
  name: string,
  tensor: StoredTensor,
): { readonly shape: readonly number[]; readonly data: Float32Array } {
  const { shape } = tensor;
  const data = tensor.values();
  const [outputs = 0, channels = 0, height = 1, width = 1] = shape;
  if (name.startsWith('block') || shape.length !== 4) return { shape, data };
  const places = height * width;
  const inputs = channels * places;
  const moved = Float32Array.from(data, (_, k) => {
    const i = k % inputs;
    const from = (i % channels) * places + Math.floor(i / channels);
    return data[k - i + from] ?? 0;
  });
  return { shape: [outputs, inputs], data: moved };
}

async function expectRight(session: Session, names: readonly string[]): Promise<void> {
  const expected = expectedLayers();
  for (const name of names) {
    const { data } = await session.values(name);
    const { relative } = differenceOf(data, expected.get(name)?.data ?? []);
    // Sums of up to 4,608 products in f32, 13 layers deep; dense weights this small stay f32.
    expect(relative, name).toBeLessThan(2e-5);
  }
}

function miniIsBack(session: Session): void {
  expect(session.model.value?.id).toBe('kawasemi-mini');
  expect(session.transfer.value).toBeNull();
  expect(session.arriving.value.size).toBe(0);
  expect(session.layers.value.at(-1)?.name).toBe('predictions');
}

beforeAll(async () => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0));
  server = await serveMoody({ 'small.safetensors': FILE });
  gpu = await Gpu.open(openNodeGpu());
});
beforeEach(() => {
  disk = new MemoryFolder();
  vi.stubGlobal('navigator', {
    storage: {
      getDirectory: () => Promise.resolve(disk.handle),
      persist: () => Promise.resolve(true),
      estimate: () => Promise.resolve({ quota: 1e9 }),
    },
  });
  server.sent.clear();
  server.asked.length = 0;
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await server.stop();
  gpu.dispose();
});

test('the first layer is shown before the second is asked for, then one after the other', async () => {
  const session = await sessionAt('good');
  const seen: { ready: number; sent: number }[] = [];
  const transfers: Transfer[] = [];
  session.transfer.subscribe((transfer) => transfer && transfers.push(transfer));
  session.arriving.subscribe((arriving) => {
    const sent = [...server.sent.values()].reduce((sum, one) => sum + one, 0);
    if (session.model.value?.id === 'small') {
      seen.push({ ready: session.layers.value.length - arriving.size, sent });
    }
  });
  await session.loadModel('small');
  expect(session.layers.value.at(-1)?.name).toBe('block5_pool');
  expect(session.arriving.value.size).toBe(0);
  expect(seen[0]?.ready).toBe(2);
  // Header and first layer: 3 x 3 x 3 x 4 weights and 4 biases.
  expect(seen[0]?.sent).toBeLessThan(8000);
  expect(seen.at(-1)?.ready).toBe(session.layers.value.length);
  expect(transfers[0]).toMatchObject({ model: 'small', part: 'features', from: 'network' });
  expect(transfers.at(-1)?.received).toBe(transfers.at(-1)?.total);
  expect(transfers.every(({ received }, i) => received >= (transfers[i - 1]?.received ?? 0))).toBe(
    true,
  );
  await expectRight(session, ['block1_conv1', 'block3_conv3', 'block5_pool']);
  expect(session.scoring.value).toEqual({ state: 'fetchable', bytes: DENSE_BYTES });
  expect(session.scores.value).toBeNull();
  session.dispose();
});

test('dense layers are fetched when asked for, the whole is checked, and the second time nothing is fetched', async () => {
  const session = await sessionAt('good');
  await session.loadModel('small');
  await session.fetchDense();
  expect(session.notice.value).toBeNull();
  expect(session.scoring.value).toEqual({ state: 'ready' });
  await expectRight(session, ['block5_pool', 'fc1', 'fc2', 'logits', 'predictions']);
  const all = await session.bestClasses(12);
  expect(all?.entries.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
  expect(all?.entries[0]?.label.ja).toContain('クラス');
  expect(session.keeping.value).toMatchObject({
    state: 'ready',
    models: [{ id: 'small', hasFeatures: true, hasDense: true }],
  });
  await session.loadModel('kawasemi-mini');
  server.asked.length = 0;
  await session.loadModel('small');
  expect(server.asked).toEqual([]);
  expect(session.scoring.value).toEqual({ state: 'ready' });
  await expectRight(session, ['block1_conv1', 'fc1', 'predictions']);
  await session.forgetModel('small');
  expect(session.keeping.value.models).toEqual([]);
  session.dispose();
});

test.each<Mood>(['stream', 'chunked', 'cutting', 'redirect', 'slow'])(
  'a server that is %s brings the same network',
  async (mood) => {
    server.cut = 100_000;
    const session = await sessionAt(mood);
    await session.loadModel('small');
    await expectRight(session, ['block1_conv1', 'block5_pool']);
    session.dispose();
  },
  60_000,
);

test.each<[Mood, string, string?]>([
  ['not-found', 'weights-http'],
  ['forbidden', 'weights-http'],
  ['page', 'weights-html'],
  ['disguised', 'weights-format'],
  ['truncated', 'weights-cut-off'],
  ['boasting', 'weights-format'],
  ['changing', 'weights-changed'],
  ['deaf', 'weights-range'],
])('a server that is %s: %s, and the network before stays usable', async (mood, code) => {
  server.truncated = 200_000;
  const session = await sessionAt(mood);
  await session.selectModel('small');
  expect(session.notice.value).toMatchObject({ severity: 'error', code });
  miniIsBack(session);
  await session.showTensor({ shape: [3, 64, 64], data: randomArray(PIXELS, 9, -2, 2) });
  expect((await session.values('predictions')).data).toHaveLength(200);
  session.dispose();
});

test('a wrong checksum of the whole is told, and what was kept is deleted', async () => {
  const session = await sessionAt('good', 'ab'.repeat(32));
  await session.loadModel('small');
  await session.fetchDense();
  expect(session.notice.value).toMatchObject({
    code: 'weights-checksum',
    values: { expected: 'ab'.repeat(32), found: SHA },
  });
  expect(session.keeping.value.models).toEqual([]);
  session.dispose();
});

test('cancelled half way, the network before comes back, and the next attempt goes on where it was', async () => {
  server.rate = 60_000;
  const session = await sessionAt('slow');
  const loading = session.selectModel('small');
  await vi.waitFor(() => expect(session.transfer.value?.received ?? 0).toBeGreaterThan(60_000), {
    timeout: 20_000,
  });
  session.pauseTransfer();
  expect(session.transfer.value?.state).toBe('paused');
  const { received } = session.transfer.value ?? {};
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((session.transfer.value?.received ?? 0) - (received ?? 0)).toBeLessThan(20_000);
  session.resumeTransfer();
  expect(session.transfer.value?.state).toBe('running');
  session.cancelTransfer();
  await loading;
  miniIsBack(session);
  expect(session.notice.value).toBeNull();
  const kept = session.keeping.value.models[0]?.bytes ?? 0;
  expect(kept).toBeGreaterThan(20_000);
  const before = [...server.sent.values()][0] ?? 0;
  server.rate = 4_000_000;
  await session.loadModel('small');
  const after = [...server.sent.values()][0] ?? 0;
  const features = session.keeping.value.models[0]?.bytes ?? 0;
  expect(after - before).toBeLessThan(features - kept + 10_000);
  await expectRight(session, ['block5_pool']);
  session.dispose();
}, 60_000);

/** Changes one bit of a part that is kept. */
function spoil(): void {
  const folder = disk.folders.get('weights')?.folders.get('small');
  const parts = [...(folder?.files ?? [])].filter(([file]) => file !== 'index.json');
  const [name, bytes] = parts.find(([, one]) => one.length > 1000) ?? [];
  const spoilt = bytes?.slice() ?? new Uint8Array();
  spoilt[500] = (spoilt[500] ?? 0) ^ 1;
  folder?.files.set(name ?? '', spoilt);
}

test('damaged on the disk, it is fetched again', async () => {
  const session = await sessionAt('good');
  await session.loadModel('small');
  await session.loadModel('kawasemi-mini');
  spoil();
  server.asked.length = 0;
  await session.loadModel('small');
  expect(server.asked.length).toBeGreaterThan(0);
  await expectRight(session, ['block5_pool']);
  session.dispose();
});

test('a file of the list that is brought is kept as that network; damaged, it is told and deleted', async () => {
  const session = await sessionAt('good', SHA, false);
  await session.selectModel('small');
  expect(session.notice.value).toMatchObject({ code: 'weights-brought' });
  miniIsBack(session);
  const file = new File([FILE.read(0, FILE.size)], 'anything.safetensors');
  await session.openWeights(file);
  expect(session.notice.value).toBeNull();
  expect(session.model.value?.id).toBe('small');
  await expectRight(session, ['block5_pool', 'fc1', 'predictions']);
  await session.loadModel('kawasemi-mini');
  await session.loadModel('small');
  await expectRight(session, ['block5_pool', 'predictions']);
  await session.loadModel('kawasemi-mini');
  spoil();
  await session.selectModel('small');
  expect(session.notice.value).toMatchObject({ code: 'weights-damaged' });
  expect(session.keeping.value.models).toEqual([]);
  miniIsBack(session);
  expect(server.asked).toEqual([]);
  session.dispose();
});

test.each([
  ['a disk that is full', 50_000, 'full', 'weights-no-room'],
  ['no storage at all', null, 'unavailable', 'weights-not-kept'],
])('%s: the network works, and it is said that it is not kept', async (_, room, state, code) => {
  if (room === null) vi.stubGlobal('navigator', {});
  else disk.room.bytes = room;
  const session = await sessionAt('good');
  await session.loadModel('small');
  expect(session.notice.value).toMatchObject({ severity: 'info', code });
  expect(session.keeping.value.state).toBe(state);
  await expectRight(session, ['block5_pool']);
  session.dispose();
});

test('another choice stops what is on its way; nothing is left on the GPU', async () => {
  server.rate = 60_000;
  const session = await sessionAt('slow');
  const first = session.selectModel('small');
  await vi.waitFor(() => expect(session.model.value?.id).toBe('small'), { timeout: 10_000 });
  await session.loadModel('kawasemi-mini');
  await first;
  miniIsBack(session);
  expect(session.notice.value).toBeNull();
  session.dispose();
  // What stays are the small buffers kept for reading back.
  await vi.waitFor(() => expect(gpu.stats.liveBytes).toBeLessThanOrEqual(8 * 16_384));
}, 30_000);
