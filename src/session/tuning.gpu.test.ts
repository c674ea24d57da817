/** How a session measures its convolutions: after the picture, while nobody waits, once, and not where it must not. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { randomArray } from '../base/index.ts';
import { Gpu } from '../gpu/index.ts';
import { differenceOf } from '../gpu/checks/check.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import type { Tensor3 } from '../math/index.ts';
import { loadTuning } from '../network/index.ts';
import type { Measured, TuningStore } from '../network/index.ts';
import { ModelLibrary } from './model-library.ts';
import { Session } from './session.ts';

const BASE = new URL('http://localhost/');
const WEIGHTS = new URL('../../weights/', import.meta.url);
/** Of a layer's largest value: what the least exact way may differ by. */
const TOLERANCE = 5e-4;
/** More than a session must be quiet before it measures. */
const LONG = 2200;
const PATIENCE = { timeout: 60_000, interval: 5 };
/** What reading keeps, and the clock. */
const KEPT_BYTES = 8 * 16_384 + 8192;
const SLOW = 90_000;

/** What happened, in order: states each once in a row, and pictures. */
type Event = 'fixed' | 'start' | 'measuring' | 'tuned' | 'picture';

let gpu: Gpu;
let library: ModelLibrary;
let store: TuningStore;
/** What the store holds now, and how often it was asked. */
let kept: ReadonlyMap<string, Measured> | null;
let loads: number;
const faults: string[] = [];
const open = new Set<Session>();

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
  gpu.onError((error) => faults.push(error.message));
  library = await ModelLibrary.open(BASE);
});
beforeEach(async () => {
  const memory = (await loadTuning()).memoryStore();
  kept = null;
  loads = 0;
  store = {
    load: (key) => {
      loads += 1;
      return memory.load(key);
    },
    save: (key, measurements) => {
      kept = new Map(measurements);
      return memory.save(key, measurements);
    },
    clear: () => {
      kept = null;
      return memory.clear();
    },
  };
});
afterEach(async () => {
  for (const session of open) session.dispose();
  open.clear();
  await vi.waitFor(() => {
    expect(gpu.stats.liveBytes).toBeLessThanOrEqual(KEPT_BYTES);
  });
  expect(faults).toEqual([]);
});
afterAll(() => {
  gpu.dispose();
  vi.unstubAllGlobals();
});

function tensor(height: number, width: number, seed: number): Tensor3 {
  return { shape: [3, height, width], data: randomArray(3 * height * width, seed, -2, 2) };
}

/** A session with its network, and no picture yet. */
async function sit(tunes: boolean): Promise<{ session: Session; events: Event[] }> {
  const session = new Session({ gpu, library, samples: [], tunes, tuningStore: store });
  open.add(session);
  const events: Event[] = [];
  session.tuning.subscribe(({ state }) => {
    if (events.findLast((event) => event !== 'picture') !== state) events.push(state);
  });
  session.picture.subscribe((picture) => {
    if (picture) events.push('picture');
  });
  await session.loadModel('kawasemi-mini');
  return { session, events };
}

async function until(session: Session, state: Event): Promise<void> {
  await vi.waitFor(() => {
    expect(session.tuning.value.state).toBe(state);
  }, PATIENCE);
}

function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LONG));
}

async function valuesOf(session: Session): Promise<Map<string, Float32Array>> {
  const all = new Map<string, Float32Array>();
  for (const { name } of session.layers.value) {
    all.set(name, (await session.values(name)).data);
  }
  return all;
}

/** Launches so far that convolve, by kernel; making weights in other forms does not. */
function convolutions(): [string, number][] {
  const { dispatches } = gpu.stats;
  return Object.entries(dispatches).filter(([name]) => /^convolution|^winograd/.test(name));
}

/** Largest difference of any layer relative to its largest value. */
async function apart(session: Session, right: Map<string, Float32Array>): Promise<number> {
  let most = 0;
  for (const [name, data] of await valuesOf(session)) {
    most = Math.max(most, differenceOf(data, right.get(name) ?? []).relative);
  }
  return most;
}

/** What a picture gives without any plan. */
async function plainValues(picture: Tensor3): Promise<Map<string, Float32Array>> {
  const { session } = await sit(false);
  await session.showTensor(picture);
  return valuesOf(session);
}

test(
  'measuring begins after the first picture, and another visit knows',
  { timeout: SLOW },
  async () => {
    const { session, events } = await sit(true);
    await quiet();
    expect(events).toEqual(['start']);
    expect(loads).toBe(0);

    const picture = tensor(64, 64, 1);
    await session.showTensor(picture);
    expect(events).toEqual(['start', 'picture']);
    const before = await valuesOf(session);
    await until(session, 'tuned');
    expect(events).toEqual(['start', 'picture', 'measuring', 'tuned']);
    expect(kept?.size).toBeGreaterThan(5);
    // What is shown is untouched; what comes next is right.
    expect(await apart(session, before)).toBe(0);
    await session.showTensor(picture);
    expect(await apart(session, before)).toBeLessThanOrEqual(TOLERANCE);

    const again = await sit(true);
    await again.session.showTensor(picture);
    const launches = convolutions();
    await until(again.session, 'tuned');
    expect(again.events).toEqual(['start', 'picture', 'tuned']);
    expect(convolutions()).toEqual(launches);
    expect(loads).toBe(2);
  },
);

test(
  'another size while it measures is shown at once and measured then',
  { timeout: SLOW },
  async () => {
    const first = tensor(32, 48, 2);
    const second = tensor(64, 64, 3);
    const right = await plainValues(second);
    const { session, events } = await sit(true);
    await session.showTensor(first);
    await until(session, 'measuring');
    const known = session.tuning.value.done;
    await session.showTensor(second);
    expect(session.tuning.value.state).toBe('start');
    expect(kept?.size ?? 0).toBeGreaterThanOrEqual(known);
    expect(await apart(session, right)).toBeLessThanOrEqual(TOLERANCE);
    await until(session, 'tuned');
    expect(events).toEqual([
      ...['start', 'picture', 'measuring', 'start', 'picture', 'measuring', 'tuned'],
    ]);
    await session.showTensor(second);
    expect(await apart(session, right)).toBeLessThanOrEqual(TOLERANCE);
  },
);

test(
  'another picture of the same size does not wait for the measuring',
  { timeout: SLOW },
  async () => {
    const picture = tensor(64, 64, 4);
    const right = await plainValues(picture);
    const { session } = await sit(true);
    await session.showTensor(tensor(64, 64, 5));
    await until(session, 'measuring');
    await session.showTensor(picture);
    expect(session.tuning.value.state).toBe('measuring');
    expect(await apart(session, right)).toBeLessThanOrEqual(TOLERANCE);
    await until(session, 'tuned');
    expect(await apart(session, right)).toBeLessThanOrEqual(TOLERANCE);
  },
);

test('what is forgotten is measured again after the next picture', { timeout: SLOW }, async () => {
  const { session, events } = await sit(true);
  const picture = tensor(64, 64, 6);
  await session.showTensor(picture);
  expect(await session.tune()).toBe(true);
  const shapes = [...(kept?.keys() ?? [])];
  await session.forgetTuning();
  expect(session.tuning.value.state).toBe('start');
  expect(kept).toBeNull();
  events.length = 0;
  await session.showTensor(picture);
  await until(session, 'tuned');
  expect(events).toEqual(['picture', 'measuring', 'tuned']);
  expect([...(kept?.keys() ?? [])]).toEqual(shapes);
});

test(
  'a session with a fixed plan measures nothing unless it is asked to',
  { timeout: SLOW },
  async () => {
    const { session, events } = await sit(false);
    await session.showTensor(tensor(64, 64, 7));
    const { dispatches } = gpu.stats;
    await quiet();
    expect(events).toEqual(['fixed', 'picture']);
    expect(gpu.stats.dispatches).toEqual(dispatches);
    expect(loads).toBe(0);
    await session.forgetTuning();
    expect(session.tuning.value.state).toBe('fixed');
    expect(await session.tune()).toBe(true);
    expect(events).toEqual(['fixed', 'picture', 'measuring', 'tuned']);
  },
);

test('a session may go while it measures', { timeout: SLOW }, async () => {
  const { session } = await sit(true);
  await session.showTensor(tensor(64, 64, 8));
  await until(session, 'measuring');
  session.dispose();
  await vi.waitFor(() => {
    expect(gpu.stats.liveBytes).toBeLessThanOrEqual(KEPT_BYTES);
  });
  const { dispatches } = gpu.stats;
  await quiet();
  expect(gpu.stats.dispatches).toEqual(dispatches);
});
