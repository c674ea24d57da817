/** Which known values belong to a network follows from what it claims to be; the files are those of the test picture. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { vgg } from '../../network/architectures.ts';
import type { VggName } from '../../network/architectures.ts';
import { embeddedModel, weightsFile, weightsJson } from '../../network/testing/embedded-model.ts';
import { readModelReference, referenceFor } from './model-reference.ts';
import { testPicture } from './test-picture.ts';

const NAMES = ['kawasemi-mini', 'vgg16-blocks1to3', 'vgg19-conv'] as const;
const OXFORD = 'CC BY 4.0, Visual Geometry Group, University of Oxford (Simonyan, Zisserman 2014)';
const ROUNDED =
  'float16; block4 and block5 kernels from an 8-bit copy (error at most half a quantisation step)';

const claim = (
  id: string | null,
  name: VggName,
  says: Readonly<Record<string, string>> = {},
  { width = 1, blocks = 5 } = {},
) => ({
  id,
  architecture: name,
  layers: vgg({ name, width, blocks, head: { kind: 'none' } }),
  metadata: new Map(Object.entries(says)),
});

describe('referenceFor', () => {
  it.each([
    ['Kawasemi-mini of the list', claim('kawasemi-mini', 'vgg16', {}, { width: 0.25 }), NAMES[0]],
    [
      'Kawasemi-mini from a file',
      claim(null, 'vgg16', { name: 'kawasemi-mini' }, { width: 0.25 }),
      NAMES[0],
    ],
    ['Keras’ VGG-16', claim('vgg16-keras', 'vgg16'), NAMES[1]],
    [
      'Oxford’s VGG-16 from a file, three blocks of it',
      claim(null, 'vgg16', { license: OXFORD, changes: 'none (float32)' }, { blocks: 3 }),
      NAMES[1],
    ],
    [
      'the rounded VGG-19 from a file',
      claim(null, 'vgg19', { license: OXFORD, changes: ROUNDED }),
      NAMES[2],
    ],
    ['timm’s VGG-16', claim('vgg16', 'vgg16'), null],
    ['timm’s VGG-19', claim('vgg19', 'vgg19'), null],
    ['a VGG-16 that says nothing', claim(null, 'vgg16'), null],
    ['VGG-19 with other roundings', claim(null, 'vgg19', { license: OXFORD, changes: 'q8' }), null],
    [
      'a narrow VGG-16 under the name of Keras’',
      claim('vgg16-keras', 'vgg16', {}, { width: 0.5 }),
      null,
    ],
    ['VGG-19 under the name of Keras’ VGG-16', claim('vgg16-keras', 'vgg19'), null],
  ] as const)('%s', (_, model, name) => {
    expect(referenceFor(model)).toBe(name);
  });

  it('does not look at what pictures the file wants: a wrong order must be found, not excused', () => {
    const { metadata } = embeddedModel();
    const swapped = new Map([...metadata, ['color_order', 'BGR'], ['mean', '0,0,0']]);
    const layers = vgg({ name: 'vgg16', width: 0.25, blocks: 5, head: { kind: 'none' } });
    const found = referenceFor({ id: null, architecture: 'vgg16', layers, metadata: swapped });
    expect(found).toBe('kawasemi-mini');
  });
});

describe('known values', () => {
  it.each(NAMES)('%s belong to the test picture of this code', (name) => {
    const { side, pictureSha256 } = readModelReference(
      name,
      weightsJson(`references/${name}.json`),
    );
    const { rgba } = testPicture(side);
    expect(createHash('sha256').update(rgba).digest('hex')).toBe(pictureSha256);
  });

  it.each(NAMES)(
    '%s have corners, the largest value and every channel of what is learned',
    (name) => {
      const { layers } = readModelReference(name, weightsJson(`references/${name}.json`));
      expect(Object.keys(layers)[0]).toBe('input');
      for (const [layer, { shape, samples = [], largest = 0, channelMean }] of Object.entries(
        layers,
      )) {
        const [channels = 0, height = 0, width = 0] = shape;
        expect(Math.max(...samples.map(([, , , value]) => Math.abs(value))), layer).toBe(largest);
        for (const [row, column] of [
          [0, 0],
          [height - 1, width - 1],
        ]) {
          expect(
            samples.some(([, y, x]) => y === row && x === column),
            layer,
          ).toBe(true);
        }
        if (!layer.endsWith('_pool') || height === 1)
          expect(channelMean, layer).toHaveLength(channels);
      }
    },
  );

  it('are of the embedded weights as they are, and small', () => {
    const json = weightsJson('references/kawasemi-mini.json') as { weights: { sha256: string } };
    const bytes = new Uint8Array(weightsFile('kawasemi-mini.safetensors'));
    expect(json.weights.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const sizes = NAMES.map((name) => weightsFile(`references/${name}.json`).byteLength);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(80_000);
  });

  it('are refused when the file is another', () => {
    expect(() => readModelReference('x', { picture: { side: 3 } })).toThrow('references/x.json');
  });
});
