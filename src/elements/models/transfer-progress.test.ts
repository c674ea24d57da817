/** What is said of weights on their way, to the eye and to the ear. */
import { describe, expect, it } from 'vitest';
import type { LayerSummary, Transfer } from '../../session/index.ts';
import {
  awaitingOf,
  barParts,
  isWorthSaying,
  layerOnTheWay,
  shareOf,
} from './transfer-progress.ts';

const layer = (
  name: string,
  kind: LayerSummary['kind'] = 'convolution',
  parameters = 100,
): LayerSummary => ({
  name,
  kind,
  parameters,
  shape: [8, 4, 4],
  receptiveField: { size: 3, jump: 1 },
  fields: [
    { size: 3, jump: 1, start: -1 },
    { size: 3, jump: 1, start: -1 },
  ],
  before: null,
  window: null,
  activation: null,
  block: null,
});
const LAYERS = [
  layer('block1_conv1', 'convolution', 1792),
  layer('block1_conv2', 'convolution', 36_928),
  layer('block1_pool', 'max-pool', 0),
  layer('block2_conv1', 'convolution', 73_856),
  layer('fc1', 'dense', 1_000_000),
];
const TRANSFER: Transfer = {
  model: 'vgg16',
  name: 'VGG-16',
  part: 'features',
  state: 'running',
  from: 'network',
  received: 60_000,
  total: 450_304,
  rate: 3e6,
  secondsLeft: 1,
  layers: [
    { name: 'block1_conv1', share: 1 },
    { name: 'block1_conv2', share: 0.34 },
    { name: 'block2_conv1', share: 0 },
  ],
};

describe('progress', () => {
  it('names the layer that is on its way', () => {
    expect(layerOnTheWay(TRANSFER)?.name).toBe('block1_conv2');
    expect(layerOnTheWay({ ...TRANSFER, layers: [] })).toBeNull();
  });

  it('gives each layer as much of the bar as it has weights', () => {
    expect(barParts(TRANSFER, LAYERS).map(({ weight }) => weight)).toEqual([1792, 36_928, 73_856]);
    expect(barParts(TRANSFER, []).map(({ weight }) => weight)).toEqual([1, 1, 1]);
  });

  it('has no share of nothing', () => {
    expect(shareOf({ ...TRANSFER, received: 0, total: 0 })).toBe(0);
    expect(shareOf({ ...TRANSFER, received: 225_152 })).toBe(0.5);
  });
});

describe('isWorthSaying', () => {
  const spoken = { state: 'running', layer: 'block1_conv2', at: 1000 } as const;

  it('says the first word and every other state at once', () => {
    expect(isWorthSaying(TRANSFER, null, 0)).toBe(true);
    expect(isWorthSaying({ ...TRANSFER, state: 'paused' }, spoken, 1001)).toBe(true);
  });

  it('does not repeat itself within ten seconds', () => {
    expect(isWorthSaying(TRANSFER, spoken, 10_999)).toBe(false);
    expect(isWorthSaying(TRANSFER, spoken, 11_000)).toBe(true);
  });

  it('lets three seconds pass before another layer', () => {
    const before = { ...spoken, layer: 'block1_conv1' };
    expect(isWorthSaying(TRANSFER, before, 3999)).toBe(false);
    expect(isWorthSaying(TRANSFER, before, 4000)).toBe(true);
  });

  it('is silent while it is paused', () => {
    const paused = { ...spoken, state: 'paused' } as const;
    expect(isWorthSaying({ ...TRANSFER, state: 'paused' }, paused, 99_000)).toBe(false);
  });
});

describe('awaitingOf', () => {
  const of = (name: string, transfer: Transfer | null): unknown =>
    awaitingOf(
      LAYERS.find((known) => known.name === name)!,
      LAYERS,
      transfer,
    );

  it('knows the share of the layer itself', () => {
    expect(of('block1_conv2', TRANSFER)).toEqual({
      kind: 'weights',
      layer: 'block1_conv2',
      share: 0.34,
    });
    expect(of('block1_conv2', { ...TRANSFER, state: 'paused' })).toMatchObject({ kind: 'paused' });
    expect(of('block1_conv1', { ...TRANSFER, state: 'checking' })).toMatchObject({
      kind: 'checking',
    });
  });

  it('knows what a layer without weights waits for', () => {
    expect(of('block1_pool', TRANSFER)).toEqual({
      kind: 'after',
      layer: 'block1_conv2',
      share: 0.34,
    });
  });

  it('tells dense layers, which nobody asked for, from a transfer that stopped', () => {
    expect(of('fc1', TRANSFER)).toEqual({ kind: 'dense', layer: 'fc1' });
    expect(of('fc1', null)).toEqual({ kind: 'dense', layer: 'fc1' });
    expect(of('block2_conv1', null)).toEqual({ kind: 'stopped', layer: 'block2_conv1' });
    expect(of('block2_conv1', { ...TRANSFER, state: 'opening' })).toMatchObject({
      kind: 'opening',
    });
  });
});
