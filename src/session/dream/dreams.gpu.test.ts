/** Dreams of the embedded network on a real device in Node: grown, stopped, gone on with after a reload, and nothing left behind. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { signal } from '../../base/index.ts';
import { Gpu } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { MemoryFolder } from '../../io/testing/memory-folder.ts';
import { ModelLibrary } from '../model-library.ts';
import type { LoadedModel } from '../model-library.ts';
import type { PageName } from '../performance-types.ts';
import type { Notice } from '../types.ts';
import type { DreamDesk } from './dream-desk.ts';
import { openDreams } from './index.ts';
import { TestClock, bytesOf, keepBytes } from './testing/test-page.ts';

const BASE = new URL('http://localhost/');
const WEIGHTS = new URL('../../../weights/', import.meta.url);
const WAIT = { timeout: 120_000, interval: 20 };
const FEW = { steps: 24, size: 32, margin: 4 };
const PLACE = { layer: 'block2_conv1', channel: 3 };

let gpu: Gpu;
let library: ModelLibrary;
let loaded: LoadedModel;
/** Without a network, and with one that nothing grows for. */
let bytesEmpty = 0;
let bytesBefore = 0;
const desks: DreamDesk[] = [];

beforeAll(async () => {
  vi.stubGlobal('fetch', async (address: string | URL) => {
    const path = new URL(address).pathname.slice(1);
    if (path === 'local.json') return Response.json({ models: [] });
    return readFile(new URL(path, WEIGHTS)).then(
      (bytes) => new Response(new Uint8Array(bytes)),
      () => new Response('missing', { status: 404 }),
    );
  });
  gpu = await Gpu.open(openNodeGpu());
  // Reading makes what it keeps for small reads.
  const any = gpu.buffer('Test.any', 4);
  await gpu.read(any);
  any.dispose();
  gpu.trim();
  bytesEmpty = gpu.stats.bytes;
  library = await ModelLibrary.open(BASE);
  const entry = library.entryOf('kawasemi-mini');
  const small = await library.loadSmall(gpu, entry, new AbortController().signal);
  if (!small) throw new Error('The embedded network is not small.');
  loaded = small;
  bytesBefore = gpu.stats.bytes;
});

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.settle();
  gpu.trim();
  expect(gpu.stats.bytes).toBe(bytesBefore);
});

afterAll(() => {
  vi.unstubAllGlobals();
  loaded.dispose();
  gpu.trim();
  expect(gpu.stats.bytes).toBe(bytesEmpty);
  gpu.dispose();
});

/** A page that is opened, on a machine that has kept what `folder` has. */
async function open(folder: MemoryFolder, clock = new TestClock()): Promise<DreamDesk> {
  const session = {
    model: signal(loaded.summary),
    arriving: signal(null),
    scoring: signal(null),
    notice: signal<Notice | null>(null),
    page: signal<PageName | null>(null),
    labLink: signal(''),
  };
  const desk = await openDreams(
    {
      gpu,
      library,
      hold: (work) => work(),
      loaded: () => loaded,
      picture: () => null,
      session,
    },
    {
      clock,
      paint: keepBytes,
      storage: { getDirectory: () => Promise.resolve(folder.handle) },
      reader: {
        json: () => Promise.reject(new Error('no gallery')),
        image: () => Promise.reject(new Error('no gallery')),
      },
    },
  );
  desks.push(desk);
  return desk;
}

/** Names of all that is kept, whole. */
function filesOf(folder: MemoryFolder): readonly string[] {
  const homes = [...(folder.folders.get('dreams')?.folders.values() ?? [])];
  return homes.flatMap(({ files }) =>
    [...files].flatMap(([name, bytes]) => (bytes.length > 0 ? [name] : [])),
  );
}

test('lists what can be grown, the classes last', async () => {
  const desk = await open(new MemoryFolder());
  const { value: layers } = desk.layers;
  expect(layers[0]).toMatchObject({ name: 'block1_conv1' });
  expect(layers.at(-1)).toEqual({ name: 'predictions', channels: 200 });
  expect(layers.some(({ name }) => name === 'input' || name === 'flatten')).toBe(false);
  expect(desk.classNames.value).toHaveLength(200);
});

test('grows what is looked at, and the next page has it at once', async () => {
  const folder = new MemoryFolder();
  const desk = await open(folder);
  desk.choose({ details: FEW });
  const places = [0, 1, 2].map((channel) => ({ ...PLACE, channel }));
  desk.look(desk, places);
  await vi.waitFor(() => expect(desk.statusOf(places[0]!).picture).not.toBeNull(), WAIT);
  await vi.waitFor(() => {
    for (const place of places) {
      expect(['done', 'barren']).toContain(desk.statusOf(place).state);
    }
  }, WAIT);
  const grown = desk.statusOf(places[0]!);
  expect(grown).toMatchObject({ step: FEW.steps, steps: FEW.steps, source: 'grown' });
  expect(grown.last).toBeGreaterThan(grown.first ?? Infinity);
  expect(grown.picture?.size).toBe(FEW.size);
  const again = await open(folder);
  again.choose({ details: FEW });
  await vi.waitFor(() => {
    again.look(again, places);
    expect(again.statusOf(places[0]!)).toMatchObject({ source: 'kept', step: FEW.steps });
  }, WAIT);
  const kept = again.statusOf(places[0]!);
  expect(bytesOf(kept.picture)).toEqual(bytesOf(grown.picture));
  expect([kept.first, kept.last]).toEqual([grown.first, grown.last]);
  // Another seed is another dream.
  again.retry(places[0]!);
  await vi.waitFor(() => expect(again.statusOf(places[0]!).state).toBe('done'), WAIT);
  expect(again.statusOf(places[0]!)).toMatchObject({ seed: 1, source: 'grown' });
  expect(bytesOf(again.statusOf(places[0]!).picture)).not.toEqual(bytesOf(grown.picture));
});

test.each([1, 4] as const)(
  'a study of %d that is stopped goes on after a reload to the same bytes',
  async (count) => {
    const settings = { ...PLACE, count, details: { ...FEW, steps: 16 } };
    const through = await open(new MemoryFolder());
    through.study.change(settings);
    through.study.start();
    await vi.waitFor(() => expect(through.study.progress.value?.state).toBe('done'), WAIT);
    const end = through.study.progress.value;
    expect(end?.pictures).toHaveLength(count);
    expect(end?.curves[0]).toHaveLength(16);
    expect(through.study.frames().at(-1)?.step).toBe(16);

    const folder = new MemoryFolder();
    const first = await open(folder);
    first.study.change(settings);
    first.study.start();
    await vi.waitFor(() => expect(first.study.progress.value?.step).toBeGreaterThan(2), WAIT);
    first.study.stop();
    expect(first.study.progress.value?.state).toBe('stopped');
    await vi.waitFor(() => expect(filesOf(folder)).toHaveLength(1), WAIT);
    await first.settle();

    const second = await open(folder);
    second.study.change(settings);
    second.study.start();
    await vi.waitFor(() => expect(second.study.progress.value?.step).toBeGreaterThan(2), WAIT);
    expect(second.study.frames()[0]?.step).toBeGreaterThan(2);
    await vi.waitFor(() => expect(second.study.progress.value?.state).toBe('done'), WAIT);
    const after = second.study.progress.value;
    expect(after?.pictures.map(bytesOf)).toEqual(end?.pictures.map(bytesOf));
    expect(after?.curves).toEqual(end?.curves);
  },
);

test('what cannot grow says why', async () => {
  const desk = await open(new MemoryFolder());
  expect(() => desk.study.change({ channel: 9999 })).toThrow(RangeError);
  expect(() => desk.study.change({ layer: 'block9_conv1' })).toThrow(RangeError);
  expect(() => desk.choose({ recipe: 'none' })).toThrow(RangeError);
  // Too large for any device.
  desk.study.change({ ...PLACE, details: { size: 30_000 } });
  desk.study.start();
  await vi.waitFor(() => expect(desk.study.progress.value?.state).toBe('failed'), WAIT);
  expect(desk.study.progress.value?.problem?.code).toBeDefined();
});

test('ends in the middle of everything and leaves nothing', async () => {
  const desk = await open(new MemoryFolder());
  desk.choose({ details: { ...FEW, steps: 512 } });
  desk.look(desk, [PLACE]);
  await vi.waitFor(() => expect(desk.statusOf(PLACE).state).toBe('growing'), WAIT);
  await desk.settle();
});
