/** Colours: which limits each scale has, what is signed, and in which order channels stand. */
import { describe, expect, test } from 'vitest';
import { VALUE_PARTS, partOfValue } from '../math/index.ts';
import { Colours } from './colours.ts';
import type { LayerSummary } from './types.ts';

const FIELD = { size: 1, jump: 1, start: 0 };

function layer(
  name: string,
  channels: number,
  rest: Partial<Pick<LayerSummary, 'kind' | 'activation'>> = {},
): LayerSummary {
  return {
    name,
    kind: 'convolution',
    shape: [channels, 4, 4],
    parameters: 0,
    receptiveField: FIELD,
    fields: [FIELD, FIELD],
    before: null,
    window: null,
    activation: 'relu',
    block: null,
    ...rest,
  };
}

const LAYERS = [
  layer('input', 3, { kind: 'input', activation: null }),
  layer('one', 4),
  layer('two', 2),
  layer('predictions', 5, { kind: 'dense', activation: 'softmax' }),
];
const RANGES = new Map([
  ['input', { min: -120, max: 150 }],
  ['one', { min: 0, max: 8 }],
  ['two', { min: 0, max: 20 }],
  ['predictions', { min: 0.001, max: 0.9 }],
]);

/** Min, max, mean, share of zeros of four channels. */
const STATISTICS = Float32Array.of(0, 5, 2, 0.1, 0, 8, 1, 0.7, 0, 0, 0, 1, 0, 5, 3, 0.1);

function colours(): Colours {
  const made = new Colours();
  made.setRanges(LAYERS, RANGES);
  made.setLayer(LAYERS[1] ?? null, STATISTICS);
  return made;
}

describe('scales', () => {
  test('layer: from zero to the largest', () => {
    const made = colours();
    expect(made.scaleOf('one')).toEqual({ scale: 'layer', gamma: 1, diverging: false });
    expect(made.legend.value).toEqual({
      colormap: 'viridis',
      limits: { lo: 0, hi: 8 },
      diverging: false,
      range: { min: 0, max: 8 },
    });
  });

  test('values below zero make it diverging, centred on zero', () => {
    const made = colours();
    made.setLayer(LAYERS[0] ?? null, null);
    expect(made.legend.value.colormap).toBe('blue-red');
    expect(made.legend.value.limits).toEqual({ lo: -150, hi: 150 });
    made.set({ signedColormap: 'purple-orange' });
    expect(made.colormapOf('input')).toBe('purple-orange');
    expect(made.colormapOf('one')).toBe('viridis');
  });

  test('channel: each its own, so the legend has no limits', () => {
    const made = colours();
    made.set({ scale: 'channel' });
    expect(made.legend.value.limits).toBeNull();
    expect(made.legend.value.range).toEqual({ min: 0, max: 8 });
  });

  test('network: one for all layers but the input and the probabilities', () => {
    const made = colours();
    made.set({ scale: 'network' });
    expect(made.legend.value.limits).toEqual({ lo: 0, hi: 20 });
    expect(made.scaleOf('two')).toMatchObject({ scale: 'fixed', lo: 0, hi: 20 });
    expect(made.scaleOf('input').scale).toBe('layer');
  });

  test('fixed: as told, and gamma with it', () => {
    const made = colours();
    made.set({ scale: 'fixed', limits: { lo: 1, hi: 3 }, gamma: 0.5 });
    expect(made.scaleOf('one')).toEqual({
      scale: 'fixed',
      lo: 1,
      hi: 3,
      gamma: 0.5,
      diverging: false,
    });
  });

  test('percentile: the layer’s own scale until counted, and counted anew for each picture', () => {
    const made = colours();
    made.set({ scale: 'percentile', percentile: 90 });
    expect(made.lacksPercentiles('one')).toBe(true);
    expect(made.scaleOf('one').scale).toBe('layer');
    const counts = new Uint32Array(VALUE_PARTS);
    counts[partOfValue(0)] = 80;
    counts[partOfValue(2)] = 15;
    counts[partOfValue(8)] = 5;
    made.setPercentiles('one', counts);
    expect(made.lacksPercentiles('one')).toBe(false);
    const { lo, hi } = made.legend.value.limits ?? { lo: NaN, hi: NaN };
    expect(lo).toBe(0);
    expect(hi).toBeGreaterThanOrEqual(2);
    expect(hi).toBeLessThan(2.3);
    made.set({ percentile: 99 });
    expect(made.lacksPercentiles('one')).toBe(true);
    made.setPercentiles('one', counts);
    made.setRanges(LAYERS, RANGES);
    expect(made.lacksPercentiles('one')).toBe(true);
  });
});

describe('order', () => {
  test.each([
    ['index', [0, 1, 2, 3]],
    ['mean', [3, 0, 1, 2]],
    ['max', [1, 0, 3, 2]],
    ['zeros', [2, 1, 0, 3]],
  ] as const)('by %s', (sort, wanted) => {
    const made = colours();
    made.set({ sort });
    expect(made.order.value).toEqual(wanted);
  });

  test('by number while nothing is known', () => {
    const made = colours();
    made.set({ sort: 'mean' });
    made.setLayer(LAYERS[2] ?? null, null);
    expect(made.order.value).toEqual([0, 1]);
    expect(made.strongest).toBe(0);
  });

  test('the strongest has the largest mean', () => {
    expect(colours().strongest).toBe(3);
  });
});
