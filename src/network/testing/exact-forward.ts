/** A network computed in double precision throughout, so that differences of its values over tiny steps mean something. */
import type { SafetensorsFile } from '../../io/index.ts';
import { convolutionOutput, poolOutput, sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { isLearned, tensorsOf } from '../layer.ts';
import type { ConvolutionLayer, DenseLayer, Layer, LearnedLayer } from '../layer.ts';
import { readValues } from '../weights.ts';

/** A tensor of doubles, CHW. */
export interface ExactTensor {
  readonly shape: Shape3;
  readonly data: Float64Array;
}

/** What a layer makes of an input, before its activation. */
export function exactSums(
  layers: readonly Layer[],
  file: SafetensorsFile,
  name: string,
): (input: ExactTensor) => ExactTensor {
  const end = layers.findIndex((layer) => layer.name === name);
  const way = layers.slice(1, end + 1);
  const learned = new Map(way.filter(isLearned).map((layer) => [layer.name, read(layer, file)]));
  return (input) =>
    way.reduce((before, layer) => {
      const sums = compute(layer, before, learned.get(layer.name));
      const passes = isLearned(layer) && layer.activation === 'relu' && layer.name !== name;
      if (passes) sums.data.forEach((one, index) => (sums.data[index] = Math.max(one, 0)));
      return sums;
    }, input);
}

interface Learned {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

function read(layer: LearnedLayer, { tensors }: SafetensorsFile): Learned {
  const { weight, bias } = tensorsOf(layer);
  return { weights: readValues(tensors, weight), bias: readValues(tensors, bias) };
}

function compute(layer: Layer, before: ExactTensor, learned: Learned | undefined): ExactTensor {
  const [channels, height, width] = before.shape;
  switch (layer.kind) {
    case 'convolution':
      return convolve(layer, before, learned!);
    case 'dense':
      return multiply(layer, before, learned!);
    case 'max-pool': {
      const { window, stride } = layer;
      const shape = poolOutput(before.shape, window, stride);
      const data = new Float64Array(sizeOf(shape)).map((_, index) => {
        const x = (index % shape[2]) * stride;
        const y = (Math.floor(index / shape[2]) % shape[1]) * stride;
        const map = Math.floor(index / (shape[1] * shape[2])) * height * width;
        let most = Number.NEGATIVE_INFINITY;
        for (let v = 0; v < window; v += 1) {
          for (let u = 0; u < window; u += 1) {
            most = Math.max(most, before.data[map + (y + v) * width + x + u]!);
          }
        }
        return most;
      });
      return { shape, data };
    }
    case 'global-average-pool': {
      const cells = height * width;
      const data = new Float64Array(channels);
      before.data.forEach((one, index) => (data[Math.floor(index / cells)]! += one / cells));
      return { shape: [channels, 1, 1], data };
    }
    default:
      throw new RangeError(`${layer.kind} is not needed here`);
  }
}

function convolve(
  layer: ConvolutionLayer,
  { shape: [inputs, height, width], data }: ExactTensor,
  { weights, bias }: Learned,
): ExactTensor {
  const { kernel, padding } = layer;
  const shape = convolutionOutput([inputs, height, width], layer.channels, layer);
  const made = new Float64Array(sizeOf(shape));
  const cells = shape[1] * shape[2];
  for (let o = 0; o < layer.channels; o += 1) {
    made.fill(bias[o]!, o * cells, (o + 1) * cells);
    for (let i = 0; i < inputs; i += 1) {
      for (let tap = 0; tap < kernel[0] * kernel[1]; tap += 1) {
        const [v, u] = [Math.floor(tap / kernel[1]) - padding[0], (tap % kernel[1]) - padding[1]];
        const weight = weights[(o * inputs + i) * kernel[0] * kernel[1] + tap]!;
        const first = Math.max(0, -u);
        const end = Math.min(shape[2], width - u);
        for (let y = Math.max(0, -v); y < Math.min(shape[1], height - v); y += 1) {
          const row = (o * shape[1] + y) * shape[2];
          const source = (i * height + y + v) * width + u;
          for (let x = first; x < end; x += 1) made[row + x]! += weight * data[source + x]!;
        }
      }
    }
  }
  return { shape, data: made };
}

function multiply({ units }: DenseLayer, { data }: ExactTensor, learned: Learned): ExactTensor {
  const made = new Float64Array(units).map((_, o) =>
    data.reduce((sum, one, i) => sum + one * learned.weights[o * data.length + i]!, 0),
  );
  return { shape: [units, 1, 1], data: made.map((one, o) => one + learned.bias[o]!) };
}
