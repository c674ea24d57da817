/** The session's side of measuring: what is told while it runs, and how it ends when something changes. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Mutex } from '../base/index.ts';
import { Gpu } from '../gpu/index.ts';
import { openNodeGpu } from '../gpu/testing/node-gpu.ts';
import { Network, recogniseModel } from '../network/index.ts';
import { embeddedModel } from '../network/testing/embedded-model.ts';
import { PerformanceMeter } from './performance-meter.ts';
import type { MeasuredNetwork } from './performance-meter.ts';

const gpu = await Gpu.open(openNodeGpu());
const file = embeddedModel();
const network = await Network.load(gpu, recogniseModel(file).layers, file);
const size = { height: 64, width: 64 };
const passes = [await network.pass(size), await network.pass(size)] as const;
const mutex = new Mutex();
const other: MeasuredNetwork = {
  id: 'other',
  name: 'Other',
  plan: 'tuned',
  network,
  pass: passes[1],
  size,
};
let shown: MeasuredNetwork | null;
let holds: number;
let meter: PerformanceMeter;

beforeEach(() => {
  shown = {
    id: 'kawasemi-mini',
    name: 'Kawasemi-mini',
    plan: 'start',
    network,
    pass: passes[0],
    size,
  };
  holds = 0;
  meter = new PerformanceMeter({
    gpu,
    rounds: 3,
    shown: () => shown,
    hold: (work) => {
      holds += 1;
      return mutex.run(work);
    },
  });
});
afterAll(() => {
  for (const pass of passes) pass.dispose();
  network.dispose();
  gpu.dispose();
});

test('measures the device, then the layers, and tells how far it is', async () => {
  const phases = new Set<string>();
  const stop = meter.performance.subscribe((now) => {
    if (now) phases.add(`${now.phase} ${now.state}`);
  });
  const first = meter.measure();
  expect(meter.measure(), 'one at a time').toBe(first);
  const report = await first;
  stop();
  expect([...phases]).toEqual(['ceilings running', 'layers running', 'layers done']);
  expect(report).toMatchObject({
    model: { id: 'kawasemi-mini', name: 'Kawasemi-mini' },
    input: size,
    device: gpu.facts,
  });
  expect(Date.parse(report.at)).not.toBeNaN();
  expect(report.layers).toHaveLength(passes[0].ready.length);
  expect(holds).toBe(report.rounds + 1);
  expect(meter.performance.value).toMatchObject({ state: 'done', report, done: report.rounds });
  // Its file has halves, which the GPU keeps as f32: 128 x 200 and 200 values, 128 in, 200 out.
  const dense = report.layers.find(({ name }) => name === 'predictions');
  expect(dense?.bytes).toBe(4 * (128 * 200 + 200 + 128 + 200));
});

test('another network ends it, and what was found before stays', async () => {
  const before = await meter.measure();
  const stop = meter.performance.subscribe((now) => {
    if (now?.state === 'running' && now.done === 1) shown = other;
  });
  await expect(meter.measure()).rejects.toThrow();
  stop();
  expect(meter.performance.value).toMatchObject({ state: 'changed', report: before, reason: null });
  await expect(meter.measure()).resolves.toMatchObject({ model: { id: 'other' } });
});

test('it stops when told, and when there is nothing to measure', async () => {
  const running = meter.measure();
  const stop = meter.performance.subscribe((now) => {
    if (now?.phase === 'layers') meter.stop();
  });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  stop();
  await meter.settle();
  expect(meter.performance.value).toMatchObject({ state: 'stopped', report: null });
  shown = null;
  await expect(meter.measure()).rejects.toThrow();
  expect(meter.performance.value?.state).toBe('changed');
});
