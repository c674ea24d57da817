/** The numbers of the network's last column. */
import { describe, expect, it } from 'vitest';
import type { LayerCost, LayerSummary } from '../../session/index.ts';
import { metricOf, metricText, totalOf } from './layer-costs.ts';

const layer = (name: string, parameters: number): LayerSummary => ({
  name,
  kind: 'convolution',
  shape: [16, 128, 128],
  parameters,
  receptiveField: { size: 3, jump: 1 },
  fields: [
    { size: 3, jump: 1, start: -1 },
    { size: 3, jump: 1, start: -1 },
  ],
  before: null,
  window: null,
  activation: 'relu',
  block: null,
});
const layers = [layer('a', 448), layer('b', 2320), layer('c', 0)];
const costs = new Map<string, LayerCost>([
  ['a', { ms: 0.5, bytes: 1_048_576 }],
  ['b', { ms: 1.25, bytes: 2_000_000 }],
]);
const noClock = new Map<string, LayerCost>([['a', { ms: null, bytes: 4 }]]);

describe('metricOf', () => {
  it('knows weights always, and costs where they were measured', () => {
    expect(layers.map((one) => metricOf('weights', one, null))).toEqual([448, 2320, 0]);
    expect(layers.map((one) => metricOf('time', one, costs))).toEqual([0.5, 1.25, null]);
    expect(layers.map((one) => metricOf('memory', one, costs))).toEqual([1.048576, 2, null]);
    expect(metricOf('time', layers[0]!, noClock)).toBeNull();
  });
});

describe('totalOf', () => {
  it('adds what is known, and is unknown where nothing is', () => {
    expect(totalOf('weights', layers, null)).toBe(2768);
    expect(totalOf('time', layers, costs)).toBe(1.75);
    expect(totalOf('time', layers, noClock)).toBeNull();
    expect(totalOf('memory', layers, null)).toBeNull();
  });
});

describe('metricText', () => {
  it.each([
    ['weights', 946_584, '946,584'],
    ['time', 0.456, '0.46'],
    ['time', 12.34, '12.3'],
    ['memory', 102.8, '103'],
    ['memory', 0.0005, '<0.01'],
    ['memory', 0, '0.00'],
  ] as const)('%s of %d is written %s', (metric, value, text) => {
    expect(metricText(metric, value, 'en')).toBe(text);
  });
});
