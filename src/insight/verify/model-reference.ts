/**
 * Known values of whole networks, which come with the studio as `references/NAME.json`, and which of them belong to a
 * network. Made by `scripts/reference-values.py`. Fetches nothing itself.
 */
import { JsonValue } from '../../io/index.ts';
import type { Layer, Reference, ReferenceLayer, ReferenceSample } from '../../network/index.ts';

/** Known values of a network on the test picture. */
export interface ModelReference {
  readonly name: string;
  /** Side of the test picture, pixels. */
  readonly side: number;
  /** Of its RGBA bytes, hexadecimal. */
  readonly pictureSha256: string;
  readonly layers: Reference;
}

/** What a network claims to be. What it is, and what it wants its pictures to be, is what the values are there to prove. */
export interface ModelClaim {
  /** Its id in the manifest; null for a file that is in no list. */
  readonly id: string | null;
  readonly architecture: string;
  readonly layers: readonly Layer[];
  /** What its file says of itself. */
  readonly metadata: ReadonlyMap<string, string>;
}

interface KnownModel {
  readonly name: string;
  readonly architecture: string;
  /** Kernels of the first convolution. */
  readonly firstKernels: number;
  readonly ids: readonly string[];
  /** Words of a file's metadata that say the same. */
  readonly says: Readonly<Record<string, RegExp>>;
}

const OXFORD = /Visual Geometry Group/;

/** The weights of Keras are those of Oxford. Weights of torchvision, and so of timm, were trained anew: nothing is known of them. */
const KNOWN: readonly KnownModel[] = [
  {
    name: 'kawasemi-mini',
    architecture: 'vgg16',
    firstKernels: 16,
    ids: ['kawasemi-mini'],
    says: { name: /^kawasemi-mini$/ },
  },
  {
    name: 'vgg16-blocks1to3',
    architecture: 'vgg16',
    firstKernels: 64,
    ids: ['vgg16-keras'],
    says: { license: OXFORD, changes: /^none/ },
  },
  {
    name: 'vgg19-conv',
    architecture: 'vgg19',
    firstKernels: 64,
    ids: [],
    // The values are those of these very roundings.
    says: { license: OXFORD, changes: /^float16; block4 and block5 kernels from an 8-bit copy/ },
  },
];

const MILLIONTH = 1e-6;

/** Name of the known values that a network must be held against; null where there are none. */
export function referenceFor({ id, architecture, layers, metadata }: ModelClaim): string | null {
  const first = layers.find((layer) => layer.kind === 'convolution');
  const known = KNOWN.find(
    (one) =>
      one.architecture === architecture &&
      one.firstKernels === first?.channels &&
      (id === null
        ? Object.entries(one.says).every(([key, words]) => words.test(metadata.get(key) ?? ''))
        : one.ids.includes(id)),
  );
  return known?.name ?? null;
}

/** Reads a parsed file of known values. Throws WeightsError `weights-format`. */
export function readModelReference(name: string, json: unknown): ModelReference {
  const file = new JsonValue(json, `references/${name}.json`);
  const picture = file.field('picture');
  return {
    name,
    side: picture.field('side').count(),
    pictureSha256: picture.field('sha256').text(),
    layers: Object.fromEntries(
      file
        .field('layers')
        .entries()
        .map(([layer, known]) => [layer, readLayer(known)]),
    ),
  };
}

function readLayer(layer: JsonValue): ReferenceLayer {
  const numbers = (name: string): number[] =>
    layer
      .field(name)
      .list()
      .map((item) => item.number());
  const largest = layer.field('largest').number();
  return {
    shape: numbers('shape'),
    largest,
    mean: layer.field('mean').number(),
    std: layer.field('std').number(),
    max: layer.field('max').number(),
    zeros: layer.field('zeros').number(0, 1),
    samples: layer.field('samples').list().map(readSample),
    ...(!layer.field('channelMean').isNull && {
      channelMean: numbers('channelMean').map((parts) => parts * MILLIONTH * largest),
    }),
  };
}

function readSample(sample: JsonValue): ReferenceSample {
  const [channel = 0, row = 0, column = 0, value = Number.NaN] = sample
    .list()
    .map((item) => item.number());
  return [channel, row, column, value];
}
