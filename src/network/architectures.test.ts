/** The VGG family: names, shapes, parameters and receptive fields against the literature. */
import { describe, expect, test } from 'vitest';
import { ShapeError, WeightsError } from '../base/index.ts';
import { IMAGENET_HEAD, vgg, vggNamed } from './architectures.ts';
import type { VggName } from './architectures.ts';
import { countParameters, planLayers } from './plan.ts';

const NONE = { kind: 'none' } as const;
const AT_224 = { height: 224, width: 224 };

describe('parameters', () => {
  test.each<readonly [VggName, number, number]>([
    ['vgg11', 9_220_480, 132_863_336],
    ['vgg13', 9_404_992, 133_047_848],
    ['vgg16', 14_714_688, 138_357_544],
    ['vgg19', 20_024_384, 143_667_240],
  ])('%s has %i in its convolutions and %i in all', (name, convolutional, all) => {
    expect(countParameters(vgg({ name, head: NONE }))).toBe(convolutional);
    expect(countParameters(vgg({ name, head: IMAGENET_HEAD }))).toBe(all);
  });

  test('do not depend on the size of the input', () => {
    const layers = vgg({ name: 'vgg16', head: NONE });
    const sum = (size: number): number =>
      planLayers(layers, { height: size, width: size }).reduce((n, l) => n + l.parameters, 0);
    expect(sum(160)).toBe(sum(224));
  });
});

describe('plan of VGG-16 at 224 x 224', () => {
  const plan = planLayers(vgg({ name: 'vgg16', head: IMAGENET_HEAD }), AT_224);

  test('names and shapes are those of Keras', () => {
    expect(plan.map(({ layer, shape }) => `${layer.name} ${shape.join('x')}`)).toEqual([
      'input 3x224x224',
      'block1_conv1 64x224x224',
      'block1_conv2 64x224x224',
      'block1_pool 64x112x112',
      'block2_conv1 128x112x112',
      'block2_conv2 128x112x112',
      'block2_pool 128x56x56',
      'block3_conv1 256x56x56',
      'block3_conv2 256x56x56',
      'block3_conv3 256x56x56',
      'block3_pool 256x28x28',
      'block4_conv1 512x28x28',
      'block4_conv2 512x28x28',
      'block4_conv3 512x28x28',
      'block4_pool 512x14x14',
      'block5_conv1 512x14x14',
      'block5_conv2 512x14x14',
      'block5_conv3 512x14x14',
      'block5_pool 512x7x7',
      'flatten 25088x1x1',
      'fc1 4096x1x1',
      'fc2 4096x1x1',
      'predictions 1000x1x1',
    ]);
  });

  test('receptive fields', () => {
    const ofMaps = plan.slice(1, 19).map(({ receptiveField }) => receptiveField.size);
    expect(ofMaps).toEqual([
      3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212,
    ]);
    const sizeOf = (name: string): number | undefined =>
      plan.find(({ layer }) => layer.name === name)?.receptiveField.size;
    expect(sizeOf('flatten')).toBe(212);
    expect(sizeOf('fc1')).toBe(212 + 6 * 32);
    expect(sizeOf('predictions')).toBe(212 + 6 * 32);
  });

  test('blocks', () => {
    expect(new Set(plan.map(({ block }) => block))).toEqual(
      new Set([null, 'block1', 'block2', 'block3', 'block4', 'block5']),
    );
  });
});

describe('variations', () => {
  test('a quarter of the width with a global average pool', () => {
    const layers = vgg({
      name: 'vgg16',
      width: 0.25,
      head: { kind: 'global-average-pool', classes: 200 },
    });
    expect(countParameters(layers)).toBe(946_584);
    expect(planLayers(layers, { height: 64, width: 96 }).at(-2)?.shape).toEqual([128, 1, 1]);
  });

  test('cut off after a block', () => {
    const layers = vgg({ name: 'vgg19', blocks: 3, head: NONE });
    expect(layers.at(-1)?.name).toBe('block3_pool');
    expect(layers).toHaveLength(1 + 8 + 3);
  });

  test.each([
    [32, 1],
    [224, 7],
    [255, 7],
    [320, 10],
  ])('an input of %i pixels leaves %i cells', (size, cells) => {
    const plan = planLayers(vgg({ name: 'vgg16', head: NONE }), { height: size, width: size });
    expect(plan.at(-1)?.shape).toEqual([512, cells, cells]);
  });
});

describe('refusals name the layer', () => {
  const refusalOf = (work: () => unknown): ShapeError => {
    try {
      work();
    } catch (error) {
      if (error instanceof ShapeError) return error;
    }
    throw new Error('was accepted');
  };

  test('an input too small', () => {
    const layers = vgg({ name: 'vgg16', head: NONE });
    const error = refusalOf(() => planLayers(layers, { height: 31, width: 64 }));
    expect(error.message).toBe(
      'block5_pool: an input of 31 x 64 leaves it only 512 x 1 x 4, which is too small',
    );
    expect(error.values).toMatchObject({ operation: 'block5_pool', shapes: '512 x 1 x 4' });
  });

  test('an input that a dense head does not fit', () => {
    const layers = vgg({ name: 'vgg16', head: IMAGENET_HEAD });
    expect(refusalOf(() => planLayers(layers, { height: 160, width: 160 })).message).toBe(
      'fc1: it takes 25088 values, but an input of 160 x 160 gives it 12800',
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('an input %s pixels high', (height) => {
    const layers = vgg({ name: 'vgg16', head: NONE });
    expect(refusalOf(() => planLayers(layers, { height, width: 64 })).message).toContain('input');
  });

  test('an unknown architecture', () => {
    expect(vggNamed('VGG16')).toBe('vgg16');
    for (const name of ['resnet50', 'toString', '']) {
      expect(() => vggNamed(name)).toThrow(WeightsError);
    }
  });
});
