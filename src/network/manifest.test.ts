/** What comes with the studio is what its lists say. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { IMAGENET_HEAD, vgg } from './architectures.ts';
import { isLearned, tensorsOf } from './layer.ts';
import { readClassNames, readManifest } from './manifest.ts';
import { countParameters } from './plan.ts';
import { readSamples } from './samples.ts';
import { embeddedModel, weightsFile, weightsJson } from './testing/embedded-model.ts';
import { recogniseModel } from './recognise.ts';

describe('manifest.json', () => {
  const entries = readManifest(weightsJson('manifest.json'));
  const [mini] = entries;
  const named = new Map(entries.map((entry) => [entry.id, entry]));

  test('size and checksum are those of the file', () => {
    const [file] = mini!.files;
    const bytes = new Uint8Array(weightsFile(file!.url));
    expect(bytes.length).toBe(file!.bytes);
    expect(file!.checksum.kind).toBe('sha256');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file!.checksum.hex);
  });

  test.each(['vgg16', 'vgg19', 'vgg16-keras'])('%s counts as its architecture does', (id) => {
    const { architecture: name, parameters, bytes, tensors } = named.get(id)!;
    const layers = vgg({ name, head: IMAGENET_HEAD });
    const features = countParameters(vgg({ name, head: { kind: 'none' } }));
    expect(countParameters(layers)).toBe(parameters);
    expect(bytes).toEqual({ features: 4 * features, dense: 4 * (parameters - features) });
    expect([...tensors!.keys()]).toEqual(layers.filter(isLearned).map((layer) => layer.name));
  });

  test.each(['vgg16', 'vgg19', 'vgg16-keras'])('the tensor names of %s are recognised', (id) => {
    const { architecture, input, tensors } = named.get(id)!;
    const layers = vgg({ name: architecture, head: IMAGENET_HEAD }).filter(isLearned);
    const isKeras = id === 'vgg16-keras';
    const described = layers.flatMap((layer) => {
      const [weight, bias] = tensors!.get(layer.name)!;
      const shapes = tensorsOf(layer);
      const [outputs = 0, inputs = 0, ...kernel] = shapes.weight.shape;
      const shape = isKeras ? [...kernel, inputs, outputs] : shapes.weight.shape;
      return [
        { name: weight, shape: layer.name === 'fc1' && !isKeras ? [4096, 512, 7, 7] : shape },
        { name: bias, shape: shapes.bias.shape },
      ];
    });
    const file = {
      metadata: new Map<string, string>(),
      tensors: new Map(described.map((tensor) => [tensor.name, tensor])),
    };
    const model = recogniseModel(file);
    expect(model).toMatchObject({ architecture, width: 1, blocks: 5, head: IMAGENET_HEAD });
    expect(input).toMatchObject(model.input);
    for (const [layer, [weight, bias]] of tensors!) {
      expect(model.sources.get(layer)).toMatchObject({ weight: { name: weight }, bias });
    }
  });

  test('every network of ImageNet has the 1,000 names', () => {
    for (const entry of entries.slice(1)) {
      expect(readClassNames(weightsJson(entry.classes))).toHaveLength(1000);
      expect(entry.input.sizes).toContain(entry.input.scoreSize);
    }
  });

  test('architecture, input and parameters are those of the file', () => {
    const model = recogniseModel(embeddedModel());
    expect(mini).toMatchObject({ architecture: model.architecture, input: model.input });
    expect(countParameters(model.layers)).toBe(mini!.parameters);
  });

  test('every class has a name in both languages, and no two the same id', () => {
    const classes = readClassNames(weightsJson(mini!.classes));
    expect(classes).toHaveLength(200);
    expect(new Set(classes.map(({ id }) => id)).size).toBe(200);
    expect(new Set(classes.map(({ ja }) => ja)).size).toBe(200);
    expect(classes[0]).toEqual({
      id: 'n01443537',
      en: 'goldfish, Carassius auratus',
      ja: '金魚',
    });
  });

  test.each([
    ['no list', {}, 'manifest.json.models is not a list'],
    ['not an object', 3, 'manifest.json is not an object'],
    [
      'a wrong order',
      changed('input', { order: 'GBR' }),
      'models[0].input.order is not RGB or BGR',
    ],
    ['too few means', changed('input', { mean: [1, 2] }), 'input.mean is not three numbers'],
    [
      'a share above 1',
      changed('accuracy', [{ size: 1, top1: 2, top5: 1 }]),
      'top1 is not a number',
    ],
    ['a size of nothing', changed('bytes', 0), 'models[0].bytes is not a whole number'],
    ['no file', changed('file', ''), 'models[0].file is not text'],
  ])('refuses %s and says where', (_, json, words) => {
    expect(() => readManifest(json)).toThrow(words);
  });

  function changed(field: string, value: unknown): unknown {
    const json = structuredClone(weightsJson('manifest.json')) as {
      models: Record<string, unknown>[];
    };
    const [model] = json.models;
    const old = model![field];
    const isPlain = typeof old === 'object' && !Array.isArray(old);
    model![field] = isPlain ? { ...old, ...(value as object) } : value;
    return json;
  }
});

describe('samples.json', () => {
  const samples = readSamples(weightsJson('samples/samples.json'));

  test('names every sample with its credit', () => {
    expect(samples).toHaveLength(10);
    expect(samples.map(({ id }) => id)).toContain('nuthatch');
  });

  test.each(samples.map((sample) => [sample.id, sample] as const))('%s is there', (_, sample) => {
    const [width, height] = jpegSize(new Uint8Array(weightsFile(sample.file)));
    expect([width, height]).toEqual([sample.width, sample.height]);
    expect(jpegSize(new Uint8Array(weightsFile(sample.thumbnail)))[0]).toBe(96);
  });
});

/** Width and height from the frame header of a JPEG. */
function jpegSize(bytes: Uint8Array): readonly [number, number] {
  const view = new DataView(bytes.buffer);
  let at = 2;
  for (;;) {
    const marker = view.getUint16(at);
    if (marker >= 0xffc0 && marker <= 0xffc2)
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    at += 2 + view.getUint16(at + 2);
  }
}
