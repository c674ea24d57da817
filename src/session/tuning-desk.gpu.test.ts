/** The session's side of tuning: what is told, what is kept, and how it ends when something changes. */
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { signal } from '../base/index.ts';
import type { Owned, Signal } from '../base/index.ts';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { Network, loadTuning, vgg } from '../network/index.ts';
import type { ForwardPass, TuningStore } from '../network/index.ts';
import { randomWeights } from '../network/testing/random-weights.ts';
import { TuningDesk } from './tuning-desk.ts';
import type { TuningState } from './tuning-types.ts';

const SIDE = 64;
const EXACT = { allowsHalves: false };

const gpu = await Gpu.open(openNodeGpu());
const layers = vgg({ name: 'vgg16', head: { kind: 'none' }, width: 1 / 8 });
const network = await Network.load(gpu, layers, randomWeights(layers, 1));
const { memoryStore } = await loadTuning();
let passes: readonly Owned<ForwardPass>[];
let store: TuningStore;

beforeEach(async () => {
  passes = [
    await network.pass({ height: SIDE, width: SIDE }),
    await network.pass({ height: SIDE / 2, width: SIDE / 2 }),
  ];
  store = memoryStore();
});
afterEach(() => {
  for (const pass of passes) pass.dispose();
});
afterAll(() => {
  network.dispose();
  gpu.dispose();
});

interface Seat {
  readonly desk: TuningDesk;
  /** States as they were told, each once in a row. */
  readonly states: string[];
  /** Convolutions to be measured, as told. */
  readonly totals: number[];
  readonly tuning: Signal<TuningState>;
}

function sit(
  pause: () => Promise<void> = () => Promise.resolve(),
  state: TuningState['state'] = 'start',
): Seat {
  const tuning: Signal<TuningState> = signal({ state, layer: null, done: 0, total: 0 });
  const states: string[] = [];
  const totals: number[] = [];
  tuning.subscribe((now) => {
    if (states.at(-1) !== now.state) states.push(now.state);
    if (now.state === 'measuring') totals.push(now.total);
  });
  return { desk: new TuningDesk({ gpu, tuning, store, pause }), states, totals, tuning };
}

const ids = (): string[] => passes.map(({ algorithms }) => JSON.stringify([...algorithms]));
const plainBytes = network.layers.reduce(
  (sum, layer) =>
    layer.kind === 'convolution' ? sum + 4 * 9 * layer.channels * layer.inputChannels : sum,
  0,
);

test('all passes are measured, within the memory of one network, and a second visit knows', async () => {
  const first = sit();
  expect(await first.desk.tune(passes, EXACT)).toBe(true);
  expect(first.states).toEqual(['start', 'measuring', 'tuned']);
  for (const { algorithms } of passes) expect(algorithms.size).toBe(13);
  expect(network.formBytes).toBeLessThanOrEqual(2.5 * plainBytes);
  const tuned = ids();

  const again = sit();
  const { dispatches } = gpu.stats;
  expect(await again.desk.tune(passes, EXACT)).toBe(true);
  expect(again.states).toEqual(['start', 'tuned']);
  expect(gpu.stats.dispatches).toEqual(dispatches);
  expect(ids()).toEqual(tuned);

  // A pass that is made now has the plan from its first run on.
  const planner = await again.desk.planner(EXACT);
  const fresh = await network.pass({ height: SIDE, width: SIDE }, { planner });
  expect(JSON.stringify([...fresh.algorithms].sort())).toBe(
    JSON.stringify([...(passes[0]?.algorithms ?? [])].sort()),
  );
  fresh.dispose();
});

test('stopped, it says so, keeps what was measured so far, and goes on from there', async () => {
  let stop: () => void = () => undefined;
  const first = sit(() => {
    if (first.tuning.peek().done === 2) stop();
    return Promise.resolve();
  });
  stop = (): void => void first.desk.settle();
  expect(await first.desk.tune(passes, EXACT)).toBe(false);
  expect(first.states).toEqual(['start', 'measuring', 'start']);
  expect(ids()).toEqual(['[]', '[]']);

  const rest = sit();
  expect(await rest.desk.tune(passes, EXACT)).toBe(true);
  const whole = sit();
  await whole.desk.forget();
  expect(await whole.desk.tune(passes, EXACT)).toBe(true);
  expect(rest.totals[0]).toBeGreaterThan(0);
  expect(rest.totals[0]).toBe((whole.totals[0] ?? 0) - 2);
});

test('who settles waits until nothing is in use, and passes may go then', async () => {
  const { desk, states } = sit();
  const tuning = desk.tune(passes, EXACT);
  await desk.settle();
  for (const pass of passes) pass.dispose();
  expect(await tuning).toBe(false);
  await gpu.finished();
  expect(states.at(-1)).toBe('start');
});

test('another start replaces the one before', async () => {
  const { desk } = sit();
  const first = desk.tune(passes, EXACT);
  const second = desk.tune(passes, EXACT);
  expect(await first).toBe(false);
  expect(await second).toBe(true);
});

test('a failure is told once, and the next attempt is not in its way', async () => {
  let isBroken = true;
  const { desk, states } = sit(() =>
    isBroken ? Promise.reject(new Error('lost')) : Promise.resolve(),
  );
  await expect(desk.tune(passes, EXACT)).rejects.toThrow('lost');
  expect(states.at(-1)).toBe('start');
  await desk.settle();
  isBroken = false;
  expect(await desk.tune(passes, EXACT)).toBe(true);
});

test('what is forgotten is measured again; a fixed plan stays fixed', async () => {
  const first = sit();
  await first.desk.tune(passes, EXACT);
  await first.desk.forget();
  expect(first.states.at(-1)).toBe('start');
  const second = sit(undefined, 'fixed');
  await second.desk.forget();
  expect(second.states).toEqual(['fixed']);
  await second.desk.tune(passes, EXACT);
  expect(second.states).toEqual(['fixed', 'measuring', 'tuned']);
});
