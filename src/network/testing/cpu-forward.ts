/** A network computed the slow, obvious way, from the references of the kernels. */
import type { SafetensorsFile } from '../../io/index.ts';
import type { Tensor3 } from '../../math/index.ts';
import {
  averagePool,
  convolution,
  dense,
  flatten,
  globalAveragePool,
  maxPool,
  softmax,
} from '../../math/reference/index.ts';
import { LOGITS } from '../forward-pass.ts';
import { tensorsOf } from '../layer.ts';
import type { Layer, LearnedLayer } from '../layer.ts';
import { readValues } from '../weights.ts';

/** Every layer's values by name, `logits` among them. */
export function cpuForward(
  layers: readonly Layer[],
  { tensors }: SafetensorsFile,
  input: Tensor3,
): ReadonlyMap<string, Tensor3> {
  const done = new Map<string, Tensor3>();
  for (const layer of layers) {
    const before = done.get(layer.inputs[0] ?? '') ?? input;
    done.set(layer.name, compute(layer, before));
  }
  return done;

  function compute(layer: Layer, before: Tensor3): Tensor3 {
    switch (layer.kind) {
      case 'input':
        return input;
      case 'convolution': {
        const relu = layer.activation === 'relu';
        return convolution(before, { ...layer, ...learned(layer), relu });
      }
      case 'max-pool':
        return maxPool(before, layer.window, layer.stride).output;
      case 'average-pool':
        return averagePool(before, layer.window, layer.stride);
      case 'flatten':
        return flatten(before);
      case 'global-average-pool':
        return globalAveragePool(before);
      case 'dense': {
        const sums = dense(before, { ...learned(layer), relu: layer.activation === 'relu' });
        if (layer.activation !== 'softmax') return sums;
        done.set(LOGITS, sums);
        return softmax(sums);
      }
      default:
        return layer satisfies never;
    }
  }

  function learned(layer: LearnedLayer): { weights: Float32Array; bias: Float32Array } {
    const { weight, bias } = tensorsOf(layer);
    return { weights: readValues(tensors, weight), bias: readValues(tensors, bias) };
  }
}
