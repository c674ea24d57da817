/** Files of other people: whoever named the tensors, the network is recognised, or it is said what was found. */
import { describe, expect, test } from 'vitest';
import { WeightsError } from '../base/index.ts';
import { vgg } from './architectures.ts';
import type { Head, VggName } from './architectures.ts';
import { isLearned, tensorsOf } from './layer.ts';
import { recogniseModel } from './recognise.ts';
import type { DescribedFile } from './weights.ts';

type Shapes = Map<string, readonly number[]>;
type Namer = (
  layer: string,
  place: number,
  shape: readonly number[],
) => [string, readonly number[]];

const HEAD: Head = { kind: 'dense', classes: 10, units: 12, map: [2, 2] };
const TORCHVISION = new Map([
  ['fc1', 'classifier.0'],
  ['fc2', 'classifier.3'],
  ['predictions', 'classifier.6'],
]);
const NPZ = new Map([
  ['fc1', 'fc6'],
  ['fc2', 'fc7'],
  ['predictions', 'fc8'],
]);
const transposed = ([o = 0, i = 0, ...kernel]: readonly number[]): number[] => [...kernel, i, o];

const NAMERS: Readonly<
  Record<string, { weight: Namer; bias: (layer: string, place: number) => string }>
> = {
  torchvision: {
    weight: (layer, place, shape) => [
      `${TORCHVISION.get(layer) ?? `features.${String(place)}`}.weight`,
      shape,
    ],
    bias: (layer, place) => `${TORCHVISION.get(layer) ?? `features.${String(place)}`}.bias`,
  },
  keras: {
    weight: (layer, _, shape) => [`${layer}/${layer}/kernel:0`, transposed(shape)],
    bias: (layer) => `${layer}/${layer}/bias:0`,
  },
  npz: {
    weight: (layer, _, shape) => [`${npzName(layer)}_W`, transposed(shape)],
    bias: (layer) => `${npzName(layer)}_b`,
  },
};

function npzName(layer: string): string {
  return NPZ.get(layer) ?? layer.replace(/^block(\d)_conv(\d)$/, 'conv$1_$2');
}

function shapesOf(name: VggName, head: Head, naming: string, blocks = 5): Shapes {
  const namer = NAMERS[naming]!;
  const shapes: Shapes = new Map();
  let place = 0;
  for (const layer of vgg({ name, blocks, width: 1 / 16, head })) {
    if (layer.kind === 'max-pool') place += 1;
    if (!isLearned(layer)) continue;
    const { weight, bias } = tensorsOf(layer);
    const [weightName, shape] = namer.weight(layer.name, place, weight.shape);
    shapes.set(weightName, shape);
    shapes.set(namer.bias(layer.name, place), bias.shape);
    place += 2;
  }
  return shapes;
}

function fileOf(shapes: Shapes): DescribedFile {
  const tensors = new Map([...shapes].map(([name, shape]) => [name, { name, shape }]));
  return { metadata: new Map(), tensors };
}

function failureOf(shapes: Shapes): WeightsError {
  try {
    recogniseModel(fileOf(shapes));
  } catch (error) {
    if (error instanceof WeightsError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe.each(Object.keys(NAMERS))('names of %s', (naming) => {
  test.each<VggName>(['vgg11', 'vgg13', 'vgg16', 'vgg19'])(
    '%s, with and without a head',
    (name) => {
      for (const head of [HEAD, { kind: 'none' }] as const) {
        const model = recogniseModel(fileOf(shapesOf(name, head, naming)));
        expect(model).toMatchObject({ architecture: name, width: 1 / 16, blocks: 5, head });
        expect(model.layers).toEqual(vgg({ name, width: 1 / 16, head }));
        expect(model.sources.size).toBe(model.layers.filter(isLearned).length);
      }
    },
  );

  test('the first blocks alone', () => {
    const shapes = shapesOf('vgg16', { kind: 'none' }, naming, 3);
    expect(recogniseModel(fileOf(shapes))).toMatchObject({ architecture: 'vgg16', blocks: 3 });
  });

  test('a tensor of another shape is named', () => {
    const shapes = shapesOf('vgg16', HEAD, naming);
    const [name = '', shape = []] = [...shapes][6] ?? [];
    shapes.set(name, [...shape].reverse());
    expect(failureOf(shapes)).toMatchObject({ code: 'weights-shape', values: { tensor: name } });
  });

  test('a head without its last layer is refused', () => {
    const shapes = shapesOf('vgg16', HEAD, naming);
    const [last = ''] = [...shapes.keys()].slice(-1);
    shapes.delete(last);
    expect(failureOf(shapes).code).toBe('weights-missing');
  });
});

test('whose colours they are for is known by the names', () => {
  const inputOf = (naming: string): object =>
    recogniseModel(fileOf(shapesOf('vgg16', HEAD, naming))).input;
  expect(inputOf('torchvision')).toMatchObject({ order: 'RGB', range: '0..1' });
  expect(inputOf('keras')).toMatchObject({ order: 'BGR', mean: [103.939, 116.779, 123.68] });
  expect(inputOf('npz')).toMatchObject({ order: 'RGB', mean: [123.68, 116.779, 103.939] });
});

test.each([
  ['a residual network', ['conv1.weight', 'layer1.0.conv1.weight', 'fc.weight', 'fc.bias']],
  ['batch normalisation', ['features.0.weight', 'features.0.bias', 'features.1.running_mean']],
  ['nothing', []],
])('%s is not recognised, and it is said what was found', (_, names) => {
  const error = failureOf(new Map(names.map((name) => [name, [64]])));
  expect(error.code).toBe('weights-unrecognised');
  expect(error.values.found).toContain(names[0] ?? '-');
  expect(error.values.expected).toContain('VGG');
});
