/** Which kernel brings a gradient back through which layer; the fast convolutions have a file of their own. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import {
  MOST_FIRST_CHANNELS,
  prepareAveragePoolGradient,
  prepareConvolutionGradient,
  prepareDenseGradient,
  prepareFirstGradient,
  prepareFlattenGradient,
  prepareGlobalAveragePoolGradient,
  prepareMaxPoolGradient,
} from '../../gpu/index.ts';
import type { BlockedTensor, Dispatch, Gpu, GpuBuffer } from '../../gpu/index.ts';
import { isPlain3x3 } from '../layer.ts';
import type { ConvolutionLayer, Layer } from '../layer.ts';
import type { LearnedBuffers } from '../upload.ts';

/** How a gradient goes back through a max pooling: to the winners, or, smoother, as through an average pooling. */
export type PoolRule = 'winner' | 'smooth';

/** Whether it reads a picture as VGG's first does: it has a kernel of its own back. */
export function isFirst(layer: ConvolutionLayer): boolean {
  return isPlain3x3(layer) && layer.inputChannels <= MOST_FIRST_CHANNELS;
}

/** What the gradient of one layer is bound to. */
export interface GradientBindings {
  /** With respect to its output before the activation. */
  readonly gradient: BlockedTensor;
  readonly inputGradient: BlockedTensor;
  readonly learned: LearnedBuffers | null;
  /** Of a max pooling. */
  readonly winners: GpuBuffer | null;
  readonly pool: PoolRule;
}

/** The launches of a layer, in order. */
export function prepareLayerGradient(
  gpu: Gpu,
  layer: Layer,
  { gradient, inputGradient, learned, winners, pool }: GradientBindings,
): readonly Promise<Owned<Dispatch>>[] {
  const label = `Backward.${layer.name}`;
  const request = { gradient, inputGradient };
  switch (layer.kind) {
    case 'input':
      return [];
    case 'convolution': {
      const {
        format,
        slices: [{ weights }],
      } = expectBound(layer, learned).weights;
      if (isFirst(layer) && format !== 'q8') {
        return [prepareFirstGradient(gpu, label, { ...request, weights, format })];
      }
      const { kernel, stride, padding, dilation } = layer;
      const geometry = { kernel, stride, padding, dilation };
      return [prepareConvolutionGradient(gpu, label, { ...request, ...geometry, weights })];
    }
    case 'max-pool': {
      const { window, stride } = layer;
      const pooled = { ...request, window, stride };
      if (pool === 'smooth') return [prepareAveragePoolGradient(gpu, label, pooled)];
      const places = expectBound(layer, winners);
      return [prepareMaxPoolGradient(gpu, label, { ...pooled, winners: places })];
    }
    case 'average-pool': {
      const { window, stride } = layer;
      return [prepareAveragePoolGradient(gpu, label, { ...request, window, stride })];
    }
    case 'flatten':
      return [prepareFlattenGradient(gpu, label, request)];
    case 'global-average-pool':
      return [prepareGlobalAveragePoolGradient(gpu, label, request)];
    case 'dense': {
      const { weights } = expectBound(layer, learned);
      return prepareDenseGradient(gpu, label, { ...request, weights });
    }
    default:
      return layer satisfies never;
  }
}

function expectBound<T>({ name }: Layer, bound: T | null): T {
  if (bound) return bound;
  const detail = `${name} has not what its gradient needs`;
  throw new ShapeError('shape-mismatch', detail, { operation: name, shapes: name, detail });
}
