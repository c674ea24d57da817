/** What is told of a transfer: sums, rate, time left, and not more often than people can read. */
import { expect, test } from 'vitest';
import { signal } from '../base/index.ts';
import type { Transfer } from './model-types.ts';
import { TransferMeter } from './transfer-meter.ts';

const FACTS = { model: 'vgg16', name: 'VGG-16', part: 'features', from: 'network' } as const;

function meterOf(bytes: Record<string, number>) {
  const told = signal<Transfer | null>(null);
  const clock = { now: 1000 };
  const meter = new TransferMeter(told, FACTS, new Map(Object.entries(bytes)), () => clock.now);
  return { told, clock, meter };
}

test('sums bytes and shares, and becomes running with the first byte', () => {
  const { told, clock, meter } = meterOf({ one: 100, two: 300 });
  expect(told.value).toMatchObject({ state: 'opening', received: 0, total: 400, rate: null });
  clock.now += 300;
  meter.add('one', 100);
  clock.now += 300;
  meter.add('two', 150);
  expect(told.value).toMatchObject({ ...FACTS, state: 'running', received: 250 });
  expect(told.value?.layers).toEqual([
    { name: 'one', share: 1 },
    { name: 'two', share: 0.5 },
  ]);
});

test('the rate is that of the last seconds, and so is the time left', () => {
  const { told, clock, meter } = meterOf({ all: 1_000_000 });
  for (let second = 0; second < 10; second += 1) {
    clock.now += 1000;
    meter.add('all', second < 5 ? 90_000 : 10_000);
  }
  // Five seconds at 90,000, then five at 10,000 bytes a second: the last four count.
  expect(told.value?.rate).toBeCloseTo(10_000, 0);
  expect(told.value?.secondsLeft).toBeCloseTo(50, 1);
});

test('it tells a few times a second, however often something comes', () => {
  const { told, clock, meter } = meterOf({ all: 10_000 });
  let times = 0;
  told.subscribe(() => (times += 1));
  for (let ms = 0; ms < 1000; ms += 1) {
    clock.now += 1;
    meter.add('all', 10);
  }
  expect(times).toBeLessThan(8);
  meter.tell();
  expect(told.value?.received).toBe(10_000);
});

test('a pause has no rate, and what came before it does not count after it', () => {
  const { told, clock, meter } = meterOf({ all: 1_000_000 });
  for (let i = 0; i < 4; i += 1) {
    clock.now += 500;
    meter.add('all', 100_000);
  }
  meter.state = 'paused';
  expect(told.value).toMatchObject({ state: 'paused', rate: null, secondsLeft: null });
  clock.now += 60_000;
  meter.state = 'running';
  clock.now += 1000;
  meter.add('all', 5_000);
  expect(told.value?.rate).toBeCloseTo(5_000, 0);
});
