/** Files of weights: what they make is recognised, and whatever is wrong with them is named. */
import { describe, expect, test } from 'vitest';
import { WeightsError } from '../base/index.ts';
import { parseSafetensors, writeSafetensors } from '../io/index.ts';
import type { TensorToWrite } from '../io/index.ts';
import { vgg } from './architectures.ts';
import type { VggOptions } from './architectures.ts';
import { embeddedModel } from './testing/embedded-model.ts';
import { METADATA, randomTensors, randomWeights } from './testing/random-weights.ts';
import { recogniseModel } from './recognise.ts';
import { readValues } from './weights.ts';

const GAP = { kind: 'global-average-pool', classes: 7 } as const;
const TINY: VggOptions = { name: 'vgg16', blocks: 2, width: 1 / 16, head: GAP };

describe('recognition', () => {
  test('the embedded model', () => {
    expect(recogniseModel(embeddedModel())).toMatchObject({
      architecture: 'vgg16',
      width: 0.25,
      blocks: 5,
      head: { kind: 'global-average-pool', classes: 200 },
      input: {
        order: 'RGB',
        range: '0..255',
        mean: [123.675, 116.28, 103.53],
        std: [58.395, 57.12, 57.375],
      },
    });
  });

  test.each<VggOptions>([
    TINY,
    { name: 'vgg11', width: 1 / 32, head: { kind: 'none' } },
    { name: 'vgg13', width: 1 / 32, head: { kind: 'dense', classes: 9, units: 12, map: [2, 2] } },
    { name: 'vgg19', width: 5 / 64, blocks: 4, head: GAP },
  ])('finds $name, width $width, blocks $blocks again', (options) => {
    const layers = vgg(options);
    const { tensors } = randomWeights(layers, 1);
    const metadata = new Map(Object.entries({ ...METADATA, architecture: options.name }));
    const model = recogniseModel({ tensors, metadata });
    expect(model.layers).toEqual(layers);
    expect(model).toMatchObject({ width: options.width, head: options.head });
    expect(model.blocks).toBe(options.blocks ?? 5);
  });
});

describe('a wrong file', () => {
  type Tensors = Map<string, TensorToWrite>;
  const KERNEL = 'block2_conv1.weight';

  /** The failure of a tiny network whose tensors or metadata were tampered with. */
  function failureOf(
    tamper: (tensors: Tensors) => void,
    metadata: Readonly<Record<string, string | undefined>> = {},
  ): WeightsError {
    const tensors = randomTensors(vgg(TINY), 1);
    tamper(tensors);
    const words: Record<string, string> = {};
    const wanted: Record<string, string | undefined> = { ...METADATA, ...metadata };
    for (const [key, value] of Object.entries(wanted)) if (value !== undefined) words[key] = value;
    const file = parseSafetensors(writeSafetensors(tensors, words));
    try {
      recogniseModel(file);
    } catch (error) {
      if (error instanceof WeightsError) return error;
      throw error;
    }
    throw new Error('was accepted');
  }
  const unchanged = (): void => undefined;
  const oneNumber = { shape: [1], data: new Float32Array(1) };

  test.each(['block1_conv1.weight', KERNEL, 'block2_conv2.bias', 'predictions.bias'])(
    'lacks %s',
    (tensor) => {
      const { code, values, message } = failureOf((tensors) => tensors.delete(tensor));
      expect(code).toBe('weights-missing');
      expect(values).toEqual({ tensor });
      expect(message).toContain(tensor);
    },
  );

  test.each(['block1_bn1.weight', 'block2_conv3.weight', 'extra'])('has %s too', (tensor) => {
    const { code, values } = failureOf((tensors) => tensors.set(tensor, oneNumber));
    expect(code).toBe('weights-surplus');
    expect(values).toEqual({ tensor });
  });

  test.each([
    [KERNEL, [8, 4, 3, 4], '8 x 4 x 3 x 3'],
    [KERNEL, [8, 36], '8 x 4 x 3 x 3'],
    ['block1_conv2.bias', [5], '4'],
    ['predictions.weight', [7, 9], '7 x 8'],
    ['predictions.weight', [7], 'outputs x inputs'],
  ])('has %s as %j', (tensor, shape, expected) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const { code, values } = failureOf((tensors) =>
      tensors.set(tensor, { shape, data: new Float32Array(size) }),
    );
    expect(code).toBe('weights-shape');
    expect(values).toEqual({ tensor, expected, found: shape.join(' x ') });
  });

  test.each([NaN, Infinity, -Infinity])('holds %s', (value) => {
    const tensors = randomTensors(vgg(TINY), 1);
    tensors.get(KERNEL)!.data[17] = value;
    const file = parseSafetensors(writeSafetensors(tensors, METADATA));
    expect(() => readValues(file.tensors, { name: KERNEL, shape: [8, 4, 3, 3] })).toThrow(
      expect.objectContaining({ code: 'weights-not-finite', values: { tensor: KERNEL } }),
    );
  });

  test('is of another architecture', () => {
    const { code, values } = failureOf(unchanged, { architecture: 'resnet50' });
    expect(code).toBe('weights-unknown-architecture');
    expect(values).toEqual({ found: 'resnet50' });
  });

  test.each([
    ['architecture', undefined],
    ['width', 'wide'],
    ['width', '-1'],
    ['color_order', undefined],
    ['color_order', 'GBR'],
    ['value_range', '0..2'],
    ['mean', '1,2'],
    ['mean', '1,,3'],
    ['mean', 'a,b,c'],
    ['std', '1,0,1'],
    ['std', undefined],
  ])('says %s = %s', (key, value) => {
    const { code, values } = failureOf(unchanged, { [key]: value });
    expect(code).toBe('weights-format');
    expect(values.detail).toContain(key);
  });
});
