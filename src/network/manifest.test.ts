/** What comes with the studio is what its lists say. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readClassNames, readManifest } from './manifest.ts';
import { countParameters } from './plan.ts';
import { readSamples } from './samples.ts';
import { embeddedModel, weightsFile, weightsJson } from './testing/embedded-model.ts';
import { recogniseModel } from './weights.ts';

describe('manifest.json', () => {
  const [mini] = readManifest(weightsJson('manifest.json'));

  test('size and checksum are those of the file', () => {
    const bytes = new Uint8Array(weightsFile(mini!.file));
    expect(bytes.length).toBe(mini!.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(mini!.sha256);
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
