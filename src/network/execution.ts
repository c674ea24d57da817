/** Which kernel runs which layer, and how its weights are laid out for it. The only place that knows both. */
import { ShapeError } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import {
  convolutionWeightLayout,
  denseWeightLayout,
  loadAlgorithms,
  prepareAveragePool,
  prepareConvolution3x3,
  prepareDense,
  prepareFlatten,
  prepareGlobalAveragePool,
  prepareMaxPool,
  prepareSoftmax,
} from '../gpu/index.ts';
import type {
  BlockedTensor,
  Dispatch,
  Gpu,
  GpuBuffer,
  StoredWeights,
  WeightLayout,
} from '../gpu/index.ts';
import type { Shape3 } from '../math/index.ts';
import { isPlain3x3 } from './layer.ts';
import type { Layer, LearnedLayer } from './layer.ts';
import type { LearnedBuffers } from './upload.ts';

export { uploadLearned } from './upload.ts';
export type { LearnedBuffers } from './upload.ts';

/** What one layer writes. */
export interface LayerTensors {
  readonly output: BlockedTensor;
  /** Of a softmax: the values before it. */
  readonly logits: BlockedTensor | null;
  /** Of a max pooling: where in its window each maximum stands, see `winnerPlace`. */
  readonly winners: GpuBuffer | null;
}

/** Everything one layer's kernels are bound to. */
export interface LayerBindings extends LayerTensors {
  readonly input: BlockedTensor;
  readonly learned: LearnedBuffers | null;
}

/**
 * Where the learned values of a layer stand in their slice. `before` is the shape of what it reads, or, after a
 * flattening, of what was flattened.
 */
export function weightLayoutOf(
  layer: LearnedLayer,
  before: Shape3,
  { format }: StoredWeights,
): WeightLayout {
  if (layer.kind === 'dense') return denseWeightLayout([layer.units, ...before], format);
  return convolutionWeightLayout([layer.channels, layer.inputChannels, ...layer.kernel]);
}

/** The launches of a layer, in order; none for the input. They compile at the same time. */
export function prepareLayer(
  gpu: Gpu,
  layer: Layer,
  { input, output, learned, logits, winners }: LayerBindings,
): readonly Promise<Owned<Dispatch>>[] {
  const label = `ForwardPass.${layer.name}`;
  switch (layer.kind) {
    case 'input':
      return [];
    case 'convolution': {
      const { weights, bias } = expectLearned(layer, learned);
      const relu = layer.activation === 'relu';
      const request = { input, output, weights: weights.slices[0].weights, bias, relu };
      if (isPlain3x3(layer)) {
        const format = weights.format === 'f16' ? 'f16' : 'f32';
        return [prepareConvolution3x3(gpu, label, { ...request, format })];
      }
      const { kernel, stride, padding, dilation } = layer;
      const geometry = { kernel, stride, padding, dilation };
      // No VGG has one: fetched where it is wanted.
      const general = loadAlgorithms().then(({ prepareConvolution }) =>
        prepareConvolution(gpu, label, { ...request, ...geometry }),
      );
      return [general];
    }
    case 'max-pool': {
      const { window, stride } = layer;
      if (!winners) throw unbound(layer, 'winners');
      return [prepareMaxPool(gpu, label, { input, output, winners, window, stride })];
    }
    case 'average-pool': {
      const { window, stride } = layer;
      return [prepareAveragePool(gpu, label, { input, output, window, stride })];
    }
    case 'flatten':
      return [prepareFlatten(gpu, label, { input, output })];
    case 'global-average-pool':
      return [prepareGlobalAveragePool(gpu, label, { input, output })];
    case 'dense': {
      const request = { input, ...expectLearned(layer, learned) };
      const relu = layer.activation === 'relu';
      if (!logits) return prepareDense(gpu, label, { ...request, output, relu });
      return [
        ...prepareDense(gpu, label, { ...request, output: logits, relu }),
        prepareSoftmax(gpu, `${label}.softmax`, { input: logits, output }),
      ];
    }
    default:
      return layer satisfies never;
  }
}

function expectLearned(
  layer: LearnedLayer,
  learned: LearnedBuffers | null,
): Pick<LearnedBuffers, 'weights' | 'bias'> {
  if (!learned) throw unbound(layer, 'weights');
  return { weights: learned.weights, bias: learned.bias };
}

function unbound(layer: Layer, what: string): ShapeError {
  const detail = `${layer.name} has no ${what}`;
  return new ShapeError('shape-mismatch', detail, { operation: layer.name, shapes: what, detail });
}
