/** The garden with growers that only count: in which order dreams grow, what stands still, and what is kept of them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { OutOfMemoryError } from '../../base/index.ts';
import type { GrowthRequest, Seedling } from '../../insight/index.ts';
import { MemoryFolder } from '../../io/testing/memory-folder.ts';
import { studioRecipe } from '../../math/dream/index.ts';
import { DreamFolder } from './dream-folder.ts';
import type { DreamModel } from './dream-model.ts';
import { DreamShelf } from './dream-shelf.ts';
import { DreamStore } from './dream-store.ts';
import type { DreamPlace } from './dream-types.ts';
import { Gallery } from './gallery.ts';
import { Garden } from './garden.ts';
import type { Growing } from './grower-types.ts';
import { TestClock, keepBytes } from './testing/test-page.ts';
import { Turns } from './turns.ts';

const FEW = 20;
const MANY = 300;
let allSteps = FEW;
const CHECKSUM = 'c0ffee'.repeat(10);
const MODEL = { id: 'test', checksums: [CHECKSUM], folder: 'test-c0ffee' } as unknown as DreamModel;
const BARREN = 7;

/** Counts steps; the objective is the step, of one channel always 0. */
class CountingGrower implements Growing {
  readonly steps = allSteps;
  readonly slots: number;
  readonly #planted = new Map<number, { channel: number; step: number }>();
  readonly #log: string[];
  readonly #layer: string;
  isDisposed = false;

  constructor({ layer, slots = 1 }: GrowthRequest, log: string[]) {
    this.slots = slots;
    this.#layer = layer;
    this.#log = log;
  }

  plant(slot: number, { goal, state }: Seedling): Promise<void> {
    const step = state?.step ?? 0;
    this.#log.push(`${this.#layer} ${goal.channel}${step > 0 ? ` from ${step}` : ''}`);
    this.#planted.set(slot, { channel: goal.channel, step });
    return Promise.resolve();
  }
  clear(slot: number): void {
    this.#planted.delete(slot);
  }
  stepOf = (slot: number): number => this.#planted.get(slot)?.step ?? 0;
  isDone = (slot: number): boolean => this.stepOf(slot) >= this.steps;
  advance(slots: readonly number[]): Promise<void> {
    for (const slot of slots) {
      const plant = this.#planted.get(slot);
      if (plant) plant.step += 1;
    }
    return new Promise((resolve) => setTimeout(resolve, 1));
  }
  look(slots: readonly number[]): ReturnType<Growing['look']> {
    return Promise.resolve(
      slots.map((slot) => ({
        slot,
        step: this.stepOf(slot),
        steps: this.steps,
        size: 1,
        pixels: new Uint8ClampedArray([this.stepOf(slot), 0, 0, 255]),
        curve: new Float32Array(this.stepOf(slot)),
      })),
    );
  }
  observe(slots: readonly number[]): Promise<readonly number[]> {
    return Promise.resolve(
      slots.map((slot) => (this.#planted.get(slot)?.channel === BARREN ? 0 : this.stepOf(slot))),
    );
  }
  save(slot: number): ReturnType<Growing['save']> {
    const step = this.stepOf(slot);
    return Promise.resolve({ step, octave: 0, curve: new Float32Array(), buffers: [] });
  }
  dispose(): void {
    this.isDisposed = true;
  }
}

interface OpenGarden {
  readonly shelf: DreamShelf;
  readonly turns: Turns;
  readonly look: (who: object, places: readonly (readonly [string, number])[]) => void;
  readonly wake: () => void;
  readonly stateOf: (layer: string, channel: number) => string;
}

let clock: TestClock;
let memory: MemoryFolder;
let planted: string[];
let growers: CountingGrower[];
let isPaused: boolean;
let lacking: string[];
let failure: Error | null;
/** Models that have a gallery, and what was asked for to learn of it. */
let listed: string[];
let asked: string[];

beforeEach(() => {
  clock = new TestClock();
  memory = new MemoryFolder();
  [planted, growers, lacking, asked] = [[], [], [], []];
  listed = ['test'];
  isPaused = false;
  failure = null;
  allSteps = FEW;
});

/** A garden at work. `shipped`: channels of `a` in the gallery. */
function open(shipped: readonly number[] = []): OpenGarden {
  const numbers = shipped.map(() => 5);
  const sheet = {
    file: 'a.webp',
    columns: 2,
    size: 64,
    recipe: 'studio',
    seed: 0,
    steps: 128,
    channels: shipped,
    first: numbers.map(() => 1),
    last: numbers,
  };
  const index = { version: 1, weights: CHECKSUM, layers: { a: sheet } };
  const gallery = new Gallery(new URL('http://localhost/'), MODEL, {
    json: ({ pathname }) => {
      asked.push(pathname);
      return Promise.resolve(pathname === '/galleries.json' ? { models: listed } : index);
    },
    image: (url) => Promise.resolve({ url: url.href } as unknown as CanvasImageSource),
  });
  const folder = new DreamFolder({ getDirectory: () => Promise.resolve(memory.handle) });
  const shelf = new DreamShelf({ recipe: 'studio', details: null, seed: 0 }, (_, layer) => ({
    ...studioRecipe(layer === 'a' ? 1 : 3),
    steps: allSteps,
  }));
  const looks = new Map<object, readonly DreamPlace[]>();
  const wake = (): void => turns.wake();
  const garden: Garden = new Garden(
    {
      shelf,
      store: new DreamStore(MODEL, folder, gallery),
      ground: {
        open: (request) => {
          if (failure) return Promise.reject(failure);
          const grower = new CountingGrower(request, planted);
          growers.push(grower);
          return Promise.resolve(grower);
        },
        finished: () => Promise.resolve(),
        trim: () => undefined,
      },
      paint: keepBytes,
      now: clock.now,
      has: () => true,
      isThere: (layer) => !lacking.includes(layer),
      isUsual: () => true,
      isPaused: () => isPaused,
      onChange: wake,
    },
    looks,
  );
  const turns: Turns = new Turns({ clock, hold: (work) => work() }, [garden]);
  const look = (who: object, places: readonly (readonly [string, number])[]): void => {
    looks.delete(who);
    looks.set(
      who,
      places.map(([layer, channel]) => ({ layer, channel })),
    );
    garden.look();
    wake();
  };
  const stateOf = (layer: string, channel: number): string =>
    shelf.at({ layer, channel }).status.state;
  return { shelf, turns, look, wake, stateOf };
}

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a garden', () => {
  test('grows the newest call first, in its order, one layer after the other', async () => {
    const { look, wake, stateOf } = open();
    isPaused = true;
    look({}, [['b', 1], ['b', 0]]); // prettier-ignore
    look({}, [['a', 2], ['a', BARREN], ['c', 0]]); // prettier-ignore
    await soon(20);
    isPaused = false;
    wake();
    await expect.poll(() => stateOf('b', 0)).toBe('done');
    expect(planted).toEqual(['a 2', `a ${BARREN}`, 'c 0', 'b 1', 'b 0']);
    expect(stateOf('a', BARREN)).toBe('barren');
    // Beds whose layer nobody wants any more are gone.
    await expect.poll(() => growers.every(({ isDisposed }) => isDisposed)).toBe(true);
    expect(growers).toHaveLength(3);
  });

  test('lets stand what is paused, hidden, or without weights', async () => {
    const { look, wake, stateOf, shelf } = open();
    isPaused = true;
    lacking = ['b'];
    look({}, [['b', 0], ['a', 0]]); // prettier-ignore
    await soon(30);
    expect(planted).toEqual([]);
    isPaused = false;
    wake();
    await expect.poll(() => shelf.at({ layer: 'a', channel: 0 }).status.step).toBeGreaterThan(0);
    clock.hide(true);
    await soon(30);
    const { step } = shelf.at({ layer: 'a', channel: 0 }).status;
    await soon(30);
    expect(shelf.at({ layer: 'a', channel: 0 }).status.step).toBe(step);
    clock.hide(false);
    await expect.poll(() => stateOf('a', 0)).toBe('done');
    expect(stateOf('b', 0)).toBe('waiting');
    lacking = [];
    wake();
    await expect.poll(() => stateOf('b', 0)).toBe('done');
  });

  test('keeps what is left half grown, also for the next page', async () => {
    allSteps = MANY;
    const first = open();
    const who = {};
    first.look(who, [['a', 0]]);
    await expect
      .poll(() => first.shelf.at({ layer: 'a', channel: 0 }).status.step)
      .toBeGreaterThan(1);
    first.look(who, []);
    const home = (): MemoryFolder | undefined =>
      memory.folders.get('dreams')?.folders.get('test-c0ffee');
    await expect.poll(() => [...(home()?.files.values() ?? [])][0]?.length ?? 0).toBeGreaterThan(0);
    await first.turns.settle();
    const second = open();
    second.look({}, [['a', 0]]);
    await expect.poll(() => second.stateOf('a', 0), { timeout: 5000 }).toBe('done');
    expect(planted.at(-1)).toMatch(/^a 0 from \d+$/);
    const third = open();
    third.look({}, [['a', 0]]);
    await expect.poll(() => third.shelf.at({ layer: 'a', channel: 0 }).status.source).toBe('kept');
  });

  test('takes from the gallery what is there and grows the rest', async () => {
    const { look, shelf, stateOf } = open([0, 1, 2]);
    look({}, [['a', 2], ['a', 3]]); // prettier-ignore
    await expect.poll(() => stateOf('a', 3)).toBe('done');
    const { status } = shelf.at({ layer: 'a', channel: 2 });
    expect(status).toMatchObject({ state: 'done', source: 'gallery', step: 128, last: 5 });
    expect(status.picture).toMatchObject({ x: 0, y: 64, size: 64 });
    expect(planted).toEqual(['a 3']);
    expect(asked).toEqual(['/galleries.json', '/dreams/test/index.json']);
  });

  test('asks for no gallery of a model that has none', async () => {
    listed = ['another'];
    const { look, stateOf } = open([0]);
    look({}, [['a', 0]]);
    await expect.poll(() => stateOf('a', 0)).toBe('done');
    expect(planted).toEqual(['a 0']);
    expect(asked).toEqual(['/galleries.json']);
  });

  test('says why nothing grows', async () => {
    const { look, shelf, stateOf } = open();
    failure = new OutOfMemoryError('out-of-memory', 'full', { bytes: 5 });
    look({}, [['a', 0], ['a', 1]]); // prettier-ignore
    await expect.poll(() => stateOf('a', 1)).toBe('failed');
    const { problem } = shelf.at({ layer: 'a', channel: 0 }).status;
    expect(problem).toEqual({ code: 'out-of-memory', values: { bytes: 5 } });
  });
});

test('a folder has room for the newest', async () => {
  const folder = new DreamFolder({ getDirectory: () => Promise.resolve(memory.handle) }, 100);
  for (const name of ['one', 'two', 'three']) {
    expect(await folder.write('home', name, new Uint8Array(45))).toBe(true);
  }
  expect(await folder.read('home', 'one')).toBeNull();
  expect(await folder.read('home', 'three')).toHaveLength(45);
  memory.room.bytes = 10;
  expect(await folder.write('home', 'four', new Uint8Array(45))).toBe(false);
  expect(await folder.read('home', 'four')).toBeNull();
  await folder.clear();
  expect(await folder.read('home', 'three')).toBeNull();
  expect(await new DreamFolder(undefined).write('home', 'one', new Uint8Array(1))).toBe(false);
});
