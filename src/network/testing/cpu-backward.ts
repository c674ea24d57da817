/** The way back through a network the slow, obvious way, from the references of the kernels. */
import type { SafetensorsFile } from '../../io/index.ts';
import type { ReluRule, Tensor3 } from '../../math/index.ts';
import {
  averagePoolGradient,
  convolution,
  convolutionInputGradient,
  dense,
  denseInputGradient,
  flattenGradient,
  globalAveragePoolGradient,
  maxPool,
  maxPoolGradient,
  redirectedReluGradient,
  reluGradient,
  softmaxGradient,
} from '../../math/reference/index.ts';
import { isLearned, tensorsOf } from '../layer.ts';
import type { Layer, LearnedLayer } from '../layer.ts';
import { readValues } from '../weights.ts';
import { cpuForward } from './cpu-forward.ts';

/** How gradients go back. */
export interface CpuBackwardOptions {
  readonly rule?: ReluRule;
  readonly pool?: 'winner' | 'smooth';
  readonly redirects?: boolean;
  readonly of?: 'logit' | 'probability';
}

/** A layer's values before its activation, and the gradient of sum(seed * values) with respect to the input. */
export function cpuBackward(
  layers: readonly Layer[],
  file: SafetensorsFile,
  input: Tensor3,
  name: string,
  seed: Tensor3,
  { rule = 'plain', pool = 'winner', redirects = false, of = 'logit' }: CpuBackwardOptions = {},
): { readonly sums: Tensor3; readonly gradient: Tensor3 } {
  const values = cpuForward(layers, file, input);
  const end = layers.findIndex((layer) => layer.name === name);
  const way = layers.slice(1, end + 1);
  const isProbability = of === 'probability';
  const start = isProbability ? softmaxGradient(valuesOf(name), seed) : seed;
  const gradient = way.reduceRight((after, layer) => {
    const passes = isLearned(layer) && layer.activation === 'relu' && layer.name !== name;
    return through(layer, passes ? throughRelu(valuesOf(layer.name), after) : after);
  }, start);
  return { sums: isProbability ? valuesOf(name) : sumsOf(layers[end]), gradient };

  function throughRelu(output: Tensor3, after: Tensor3): Tensor3 {
    return redirects ? redirectedReluGradient(output, after) : reluGradient(output, after, rule);
  }

  function valuesOf(layer = ''): Tensor3 {
    const found = values.get(layer);
    if (found) return found;
    throw new RangeError(layer);
  }

  function through(layer: Layer, after: Tensor3): Tensor3 {
    const before = valuesOf(layer.inputs[0]);
    const { shape } = before;
    switch (layer.kind) {
      case 'input':
        return after;
      case 'convolution':
        return convolutionInputGradient(shape, after, {
          ...layer,
          weights: learned(layer).weights,
        });
      case 'max-pool': {
        const { window, stride } = layer;
        if (pool === 'smooth') return averagePoolGradient(shape, after, window, stride);
        return maxPoolGradient(shape, after, maxPool(before, window, stride).winners);
      }
      case 'average-pool':
        return averagePoolGradient(shape, after, layer.window, layer.stride);
      case 'flatten':
        return flattenGradient(shape, after);
      case 'global-average-pool':
        return globalAveragePoolGradient(shape, after);
      case 'dense':
        return denseInputGradient(after, learned(layer).weights, layer.inputUnits);
      default:
        return layer satisfies never;
    }
  }

  function sumsOf(layer: Layer | undefined): Tensor3 {
    if (!layer || !isLearned(layer)) return valuesOf(layer?.name);
    const before = valuesOf(layer.inputs[0]);
    const own = { ...learned(layer), relu: false };
    return layer.kind === 'dense' ? dense(before, own) : convolution(before, { ...layer, ...own });
  }

  function learned(layer: LearnedLayer): { weights: Float32Array; bias: Float32Array } {
    const { weight, bias } = tensorsOf(layer);
    return { weights: readValues(file.tensors, weight), bias: readValues(file.tensors, bias) };
  }
}
