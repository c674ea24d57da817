/**
 * The VGG family from one table (Simonyan and Zisserman, arXiv:1409.1556, table 1, columns A, B, D, E), with the
 * names of Keras. Knows no weights.
 */
import { WeightsError } from '../base/index.ts';
import type { Pair } from '../math/index.ts';
import type { ConvolutionLayer, DenseLayer, Layer, PoolLayer } from './layer.ts';

/** Convolutions in each block. */
const CONVOLUTIONS = {
  vgg11: [1, 1, 2, 2, 2],
  vgg13: [2, 2, 2, 2, 2],
  vgg16: [2, 2, 3, 3, 3],
  vgg19: [2, 2, 4, 4, 4],
} as const;

/** Channels of each block at full width. */
const CHANNELS = [64, 128, 256, 512, 512] as const;

/** Number of blocks of every VGG. */
export const VGG_BLOCKS = CHANNELS.length;

/** A member of the family. */
export type VggName = keyof typeof CONVOLUTIONS;

/** What follows the last block. */
export type Head =
  | { readonly kind: 'none' }
  | {
      /** flatten, fc1, fc2, predictions. */
      readonly kind: 'dense';
      readonly classes: number;
      /** Units of fc1 and fc2. */
      readonly units: number;
      /** Rows and columns of the last pooling: a dense head fits one input size only. */
      readonly map: Pair;
    }
  | {
      /** global_average_pool, predictions. */
      readonly kind: 'global-average-pool';
      readonly classes: number;
    };

/** Which VGG. */
export interface VggOptions {
  readonly name: VggName;
  readonly head: Head;
  /** The first so many of the five blocks; all if left out. */
  readonly blocks?: number;
  /** Share of the usual number of channels; 1 if left out. */
  readonly width?: number;
}

/** The head of the original networks: 1,000 classes of ImageNet, input 224 x 224. */
export const IMAGENET_HEAD: Head = { kind: 'dense', classes: 1000, units: 4096, map: [7, 7] };

/** All members, the smallest first. */
export const VGG_NAMES = Object.keys(CONVOLUTIONS) as readonly VggName[];

/** Number of convolutions in each block. */
export function convolutionsOf(name: VggName): readonly number[] {
  return CONVOLUTIONS[name];
}

/** The family member called `name`. Throws WeightsError `weights-unknown-architecture` {found}. */
export function vggNamed(name: string): VggName {
  const known = name.toLowerCase();
  if (Object.hasOwn(CONVOLUTIONS, known)) return known as VggName;
  throw new WeightsError(
    'weights-unknown-architecture',
    `The architecture "${name}" is not known; known are ${Object.keys(CONVOLUTIONS).join(', ')}.`,
    { found: name },
  );
}

/** The layers, from input to output. */
export function vgg({ name, head, blocks = VGG_BLOCKS, width = 1 }: VggOptions): readonly Layer[] {
  const layers: Layer[] = [{ kind: 'input', name: 'input', inputs: [], channels: 3 }];
  let last = 'input';
  let channels = 3;
  const follow = (layer: Layer): void => {
    layers.push(layer);
    last = layer.name;
  };
  for (const [index, convolutions] of CONVOLUTIONS[name].slice(0, blocks).entries()) {
    const block = `block${String(index + 1)}`;
    const outputs = Math.max(1, Math.round((CHANNELS[index] ?? 0) * width));
    for (let i = 1; i <= convolutions; i += 1) {
      follow(convolution(`${block}_conv${String(i)}`, last, channels, outputs));
      channels = outputs;
    }
    follow(maxPool(`${block}_pool`, last));
  }
  for (const layer of headLayers(head, last, channels)) follow(layer);
  return layers;
}

function convolution(
  name: string,
  from: string,
  inputChannels: number,
  channels: number,
): ConvolutionLayer {
  return {
    kind: 'convolution',
    name,
    inputs: [from],
    inputChannels,
    channels,
    kernel: [3, 3],
    stride: [1, 1],
    padding: [1, 1],
    dilation: [1, 1],
    activation: 'relu',
  };
}

function maxPool(name: string, from: string): PoolLayer {
  return { kind: 'max-pool', name, inputs: [from], window: 2, stride: 2 };
}

function dense(
  name: string,
  from: string,
  inputUnits: number,
  units: number,
  activation: DenseLayer['activation'],
): DenseLayer {
  return { kind: 'dense', name, inputs: [from], inputUnits, units, activation };
}

function headLayers(head: Head, last: string, channels: number): readonly Layer[] {
  switch (head.kind) {
    case 'none':
      return [];
    case 'dense': {
      const { units, classes, map } = head;
      return [
        { kind: 'flatten', name: 'flatten', inputs: [last] },
        dense('fc1', 'flatten', channels * map[0] * map[1], units, 'relu'),
        dense('fc2', 'fc1', units, units, 'relu'),
        dense('predictions', 'fc2', units, classes, 'softmax'),
      ];
    }
    case 'global-average-pool':
      return [
        { kind: 'global-average-pool', name: 'global_average_pool', inputs: [last] },
        dense('predictions', 'global_average_pool', channels, head.classes, 'softmax'),
      ];
    default:
      return head satisfies never;
  }
}
