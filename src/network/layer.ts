/** A layer is data. Shapes, parameters, receptive fields and the execution are all derived from it. No GPU here. */
import { sizeOf } from '../math/index.ts';
import type { ConvolutionGeometry, WindowGeometry } from '../math/index.ts';

/** Where a picture enters. */
export interface InputLayer {
  readonly kind: 'input';
  readonly name: string;
  readonly inputs: readonly [];
  readonly channels: number;
}

/** What every layer but the input has. */
interface FollowingLayer {
  /** As in Keras: `block1_conv1`. */
  readonly name: string;
  /** Name of the layer it reads. */
  readonly inputs: readonly [string];
}

/** Kernels slid over the map, bias added, ReLU if asked. */
export interface ConvolutionLayer extends FollowingLayer, ConvolutionGeometry {
  readonly kind: 'convolution';
  readonly inputChannels: number;
  readonly channels: number;
  readonly activation: 'relu' | null;
}

/** The largest value, or the mean, of each window; no padding. */
export interface PoolLayer extends FollowingLayer {
  readonly kind: 'max-pool' | 'average-pool';
  /** Cells a side. */
  readonly window: number;
  readonly stride: number;
}

/** [C, H, W] to [H * W * C, 1, 1], channels innermost as in Keras. */
export interface FlattenLayer extends FollowingLayer {
  readonly kind: 'flatten';
}

/** [C, H, W] to [C, 1, 1]. */
export interface GlobalAveragePoolLayer extends FollowingLayer {
  readonly kind: 'global-average-pool';
}

/** Weighted sums of everything before, bias added. */
export interface DenseLayer extends FollowingLayer {
  readonly kind: 'dense';
  readonly inputUnits: number;
  readonly units: number;
  readonly activation: 'relu' | 'softmax' | null;
}

/** One layer of a network. */
export type Layer =
  InputLayer | ConvolutionLayer | PoolLayer | FlattenLayer | GlobalAveragePoolLayer | DenseLayer;

/** A layer with learned values. */
export type LearnedLayer = ConvolutionLayer | DenseLayer;

/** A learned tensor: its name in a file of weights, and its shape. */
export interface TensorDeclaration {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Whether a layer has learned values. */
export function isLearned(layer: Layer): layer is LearnedLayer {
  return layer.kind === 'convolution' || layer.kind === 'dense';
}

/** `NAME.weight` (OIHW or [output, input]) and `NAME.bias`. */
export function tensorsOf(layer: LearnedLayer): {
  readonly weight: TensorDeclaration;
  readonly bias: TensorDeclaration;
} {
  const outputs = layer.kind === 'convolution' ? layer.channels : layer.units;
  const shape =
    layer.kind === 'convolution'
      ? [outputs, layer.inputChannels, ...layer.kernel]
      : [outputs, layer.inputUnits];
  return {
    weight: { name: `${layer.name}.weight`, shape },
    bias: { name: `${layer.name}.bias`, shape: [outputs] },
  };
}

/** Number of learned values of a layer. */
export function parametersOf(layer: Layer): number {
  if (!isLearned(layer)) return 0;
  const { weight, bias } = tensorsOf(layer);
  return sizeOf(weight.shape) + sizeOf(bias.shape);
}

/** `block3` for `block3_conv2`; null outside the blocks. */
export function blockOf(layer: Layer): string | null {
  return /^(block\d+)_/.exec(layer.name)?.[1] ?? null;
}

/** How a unit looks at the layer before; null where it looks at all of it, or at no window. */
export function windowOfLayer(layer: Layer): WindowGeometry | null {
  switch (layer.kind) {
    case 'convolution': {
      const { kernel, stride, padding, dilation } = layer;
      return { size: kernel, stride, padding, dilation };
    }
    case 'max-pool':
    case 'average-pool': {
      const { window, stride } = layer;
      return {
        size: [window, window],
        stride: [stride, stride],
        padding: [0, 0],
        dilation: [1, 1],
      };
    }
    case 'input':
    case 'flatten':
    case 'global-average-pool':
    case 'dense':
      return null;
    default:
      return layer satisfies never;
  }
}

/** Whether the fast kernel can do a convolution: 3 x 3, stride 1, padding 1. */
export function isPlain3x3({ kernel, stride, padding, dilation }: ConvolutionLayer): boolean {
  const all = (pair: readonly number[], value: number): boolean => pair.every((n) => n === value);
  return all(kernel, 3) && all(stride, 1) && all(padding, 1) && all(dilation, 1);
}
