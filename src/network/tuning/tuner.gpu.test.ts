/** Measuring on a real device: what is measured, what it leaves behind, and how it ends early. */
import { afterAll, beforeAll, beforeEach, afterEach, expect, test, vi } from 'vitest';
import type { Owned } from '../../base/index.ts';
import { Gpu } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import { randomArray } from '../../base/index.ts';
import { writeTensor } from '../../gpu/index.ts';
import { vgg } from '../architectures.ts';
import type { ForwardPass } from '../forward-pass.ts';
import { multiplyAddsOf } from '../layer-cost.ts';
import { Network } from '../network.ts';
import { randomWeights } from '../testing/random-weights.ts';
import { createPlanner, shapeKey, tunePass } from './index.ts';
import type { Measured, TuneProgress } from './index.ts';
import { plainBytes } from './planner.ts';

const SIDE = 32;
const LAYERS = vgg({ name: 'vgg16', head: { kind: 'none' }, width: 1 / 8 });
/** Of a layer's largest value: what the least exact way in f32 may differ by. */
const TOLERANCE = 5e-4;

let gpu: Gpu;
let network: Owned<Network>;
let pass: Owned<ForwardPass>;

beforeAll(async () => {
  gpu = await Gpu.open(openNodeGpu());
  network = await Network.load(gpu, LAYERS, randomWeights(LAYERS, 1));
});
afterAll(() => {
  network.dispose();
  gpu.dispose();
});
beforeEach(async () => {
  pass = await network.pass({ height: SIDE, width: SIDE });
  const data = randomArray(3 * SIDE * SIDE, 2, -1, 1);
  writeTensor(gpu, pass.input, { shape: [3, SIDE, SIDE], data });
  run();
});
afterEach(() => {
  pass.dispose();
});

function run(): void {
  gpu.submit('run', (commands) => pass.encode(commands));
}

/** The values of all layers, after what has been submitted. */
async function values(): Promise<Map<string, Float32Array>> {
  const all = new Map<string, Float32Array>();
  for (const { layer } of pass.plan) {
    all.set(layer.name, (await pass.readActivations(layer.name)).data);
  }
  return all;
}

function largest(data: Float32Array): number {
  return data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

test('every shape is measured once, the largest first, and the pass runs by it', async () => {
  const before = await values();
  const measurements = new Map<string, Measured>();
  const told: TuneProgress[] = [];
  let kept = 0;
  const plan = await tunePass(gpu, pass, {
    measurements,
    onMeasured: () => Promise.resolve(void (kept += 1)),
    onProgress: (progress) => told.push(progress),
  });
  const keys = new Set(pass.convolutions.map((it) => shapeKey(it)));
  expect([...measurements.keys()].sort()).toEqual([...keys].sort());
  expect(plan.measured).toBe(keys.size);
  expect(kept).toBe(keys.size);
  expect(plan.isComplete).toBe(true);
  expect(told.map(({ done }) => done)).toEqual([...keys].map((_, index) => index));
  const costs = new Map(pass.plan.map((it) => [it.layer.name, multiplyAddsOf(it)]));
  const order = told.map(({ layer }) => costs.get(layer) ?? NaN);
  expect(order).toEqual([...order].sort((a, b) => b - a));
  expect(order[0]).toBe(Math.max(...costs.values()));
  for (const times of measurements.values()) {
    expect(Object.keys(times).length).toBeGreaterThanOrEqual(2);
    for (const ms of Object.values(times)) expect(ms).toBeGreaterThan(0);
  }
  expect(Object.fromEntries(pass.algorithms)).toEqual(Object.fromEntries(plan.algorithms));
  expect(pass.algorithms.size).toBe(13);
  expect(network.formBytes).toBeLessThanOrEqual(2.5 * plainBytes(pass.convolutions));

  // Measuring has left the values alone; what runs now computes the same.
  expect(await values()).toEqual(before);
  run();
  for (const [name, data] of await values()) {
    const expected = before.get(name) ?? new Float32Array();
    const off = data.reduce((most, it, i) => Math.max(most, Math.abs(it - (expected[i] ?? 0))), 0);
    expect(off / largest(expected), name).toBeLessThanOrEqual(TOLERANCE);
  }
});

test('each convolution runs by the fastest way that was measured, where there is room', async () => {
  const measurements = new Map<string, Measured>();
  const { algorithms } = await tunePass(gpu, pass, { measurements, budget: Infinity });
  for (const convolution of pass.convolutions) {
    const times = measurements.get(shapeKey(convolution)) ?? {};
    const least = Math.min(...Object.values(times));
    const ms = times[algorithms.get(convolution.name) ?? ''] ?? Infinity;
    // Weights of 16 bits must be faster by 5 %.
    expect(ms / least, convolution.name).toBeLessThanOrEqual(1.05);
  }
});

test('what is known is not measured again', async () => {
  const measurements = new Map<string, Measured>();
  await tunePass(gpu, pass, { measurements });
  const before = gpu.stats.dispatches;
  const told: TuneProgress[] = [];
  const again = await tunePass(gpu, pass, { measurements, onProgress: (it) => told.push(it) });
  expect(again.measured).toBe(0);
  expect(again.isComplete).toBe(true);
  expect(told).toEqual([]);
  expect(gpu.stats.dispatches).toEqual(before);
});

test('without memory for other forms only plain weights are used', async () => {
  const { algorithms } = await tunePass(gpu, pass, { measurements: new Map(), budget: 0 });
  expect(algorithms.size).toBe(13);
  expect(network.formBytes).toBe(0);
  for (const id of algorithms.values()) expect(id).not.toContain('winograd');
});

test('stopped at any moment, it stops at once and leaves nothing behind', async () => {
  const before = await values();
  const live = gpu.stats.liveBytes;
  for (const last of [1, 2, 7]) {
    const controller = new AbortController();
    const reason = new Error('enough');
    let pauses = 0;
    const pause = (): Promise<void> => {
      pauses += 1;
      if (pauses === last) controller.abort(reason);
      return Promise.resolve();
    };
    const measurements = new Map<string, Measured>();
    const { signal } = controller;
    await expect(tunePass(gpu, pass, { measurements, signal, pause })).rejects.toBe(reason);
    expect(pauses).toBe(last);
    expect(pass.algorithms.size).toBe(0);
    expect(gpu.stats.liveBytes).toBe(live);
    expect(await values()).toEqual(before);
  }
});

test('no more is begun when the time is over, and what is known decides', async () => {
  const measurements = new Map<string, Measured>();
  const plan = await tunePass(gpu, pass, { measurements, limitMs: -1 });
  expect(plan.measured).toBe(0);
  expect(plan.isComplete).toBe(false);
  const planner = await createPlanner(gpu.facts);
  expect(plan.algorithms).toEqual(planner.plan(pass.convolutions));
});

test('a way that cannot be prepared is left out', async () => {
  const trial = pass.trial.bind(pass);
  const broken: string[] = [];
  vi.spyOn(pass, 'trial').mockImplementation((name, id) => {
    if (!id.startsWith('direct/8')) return trial(name, id);
    broken.push(id);
    return Promise.reject(new Error('no memory'));
  });
  const measurements = new Map<string, Measured>();
  await tunePass(gpu, pass, { measurements });
  expect(broken.length).toBeGreaterThan(0);
  for (const times of measurements.values()) expect(Object.keys(times)).not.toContain('direct/8');
  for (const id of pass.algorithms.values()) expect(id).not.toBe('direct/8');
});

test('halves are measured apart from what is exact', async () => {
  const [convolution] = pass.convolutions;
  if (!convolution) throw new Error('there is no convolution');
  expect(shapeKey(convolution, true)).not.toBe(shapeKey(convolution));
  const measurements = new Map<string, Measured>([[shapeKey(convolution), { general: 1 }]]);
  const exact = await createPlanner(gpu.facts, { measurements });
  const halves = await createPlanner(gpu.facts, { measurements, allowsHalves: true });
  expect(exact.plan([convolution]).get(convolution.name)).toBe('general');
  expect(halves.plan([convolution]).get(convolution.name)).not.toBe('general');
});

test('a form that another pass of the network uses takes no room', async () => {
  const [, convolution] = pass.convolutions;
  if (!convolution) throw new Error('there is no second convolution');
  const { name } = convolution;
  const times = { 'winograd-4/direct-4': 1, 'direct/8': 2 };
  const measurements = new Map<string, Measured>([[shapeKey(convolution), times]]);
  const planner = await createPlanner(gpu.facts, { measurements, budget: 0 });
  expect(planner.plan([convolution]).get(name)).toBe('direct/8');
  const others = [new Map([[name, 'winograd-4/direct-4']])];
  expect(planner.plan([convolution], others).get(name)).toBe('winograd-4/direct-4');
});
