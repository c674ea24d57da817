/** The count of the learned values, and the claim that it does not depend on the picture's size. */
import { describe, expect, it } from 'vitest';
import type { Shape3 } from '../../math/index.ts';
import { IMAGENET_HEAD, vgg } from '../../network/architectures.ts';
import type { Head } from '../../network/architectures.ts';
import { summariseLayers } from '../../session/layer-summary.ts';
import type { LayerSummary } from '../../session/index.ts';
import { countWeights, countsAtSizes, layerOfInputs, shapesAt } from './weight-count.ts';

const summarise = (head: Head, size: number): readonly LayerSummary[] =>
  summariseLayers(vgg({ name: 'vgg16', head }), { height: size, width: size });
const dense = summarise(IMAGENET_HEAD, 224);
const pooled = summarise({ kind: 'global-average-pool', classes: 200 }, 64);
const named = (layers: readonly LayerSummary[], name: string): LayerSummary =>
  layers.find((layer) => layer.name === name)!;

describe('countWeights', () => {
  it('puts the numbers of the first layer of VGG-16 together', () => {
    const count = countWeights({ shape: [64, 3, 3, 3], largest: 1 }, 1792);
    expect(count.factors.map(({ value }) => value)).toEqual([3, 3, 3, 64]);
    expect(count).toMatchObject({ weights: 1728, biases: 64, total: 1792 });
  });

  it('names no rows and columns where plain numbers are read', () => {
    const count = countWeights({ shape: [200, 128, 1, 1], largest: 1 }, 25_800);
    expect(count.factors.map(({ name }) => name)).toEqual(['inputs', 'outputs']);
    expect(count).toMatchObject({ weights: 25_600, biases: 200 });
  });
});

describe('shapesAt', () => {
  it.each([
    [dense, 224],
    [pooled, 64],
  ] as const)('gives the shapes that the network itself plans', (layers, size) => {
    const planned = new Map<string, Shape3>(layers.map(({ name, shape }) => [name, shape]));
    expect(shapesAt(layers, size)).toEqual(planned);
  });

  it('gives those of another size, too', () => {
    const planned = summarise({ kind: 'global-average-pool', classes: 200 }, 160);
    expect(shapesAt(pooled, 160)).toEqual(
      new Map<string, Shape3>(planned.map(({ name, shape }) => [name, shape])),
    );
  });
});

describe('countsAtSizes', () => {
  it('a convolution has the same weights at every size', () => {
    const counts = countsAtSizes(named(pooled, 'block1_conv1'), pooled, [64, 224]);
    expect(counts).toEqual([
      { size: 64, before: [3, 64, 64], maps: [64, 64, 64], total: 1792 },
      { size: 224, before: [3, 224, 224], maps: [64, 224, 224], total: 1792 },
    ]);
  });

  it('a dense layer behind global pooling has the same, behind flattening not', () => {
    const after = countsAtSizes(named(pooled, 'predictions'), pooled, [64, 224]);
    expect(new Set(after.map(({ total }) => total)).size).toBe(1);
    const fc1 = countsAtSizes(named(dense, 'fc1'), dense, [224, 448]);
    expect(fc1.map(({ before }) => before[0])).toEqual([25_088, 100_352]);
    expect(fc1.map(({ total }) => total)).toEqual([102_764_544, 411_045_888]);
    const fc2 = countsAtSizes(named(dense, 'fc2'), dense, [224, 448]);
    expect(fc2.map(({ total }) => total)).toEqual([16_781_312, 16_781_312]);
  });

  it('leaves out sizes that are too small for the network', () => {
    expect(countsAtSizes(named(pooled, 'block5_conv1'), pooled, [8, 64])).toHaveLength(1);
  });
});

describe('layerOfInputs', () => {
  it('looks behind the flattening', () => {
    expect(layerOfInputs(named(dense, 'fc1'), dense)?.name).toBe('block5_pool');
    expect(layerOfInputs(named(dense, 'fc2'), dense)?.name).toBe('fc1');
    expect(layerOfInputs(named(dense, 'input'), dense)).toBeNull();
  });
});
