/** Seeded weights for any declared network, so that tests need no file. */
import { randomArray } from '../../base/index.ts';
import { parseSafetensors, writeSafetensors } from '../../io/index.ts';
import type { SafetensorsFile, TensorToWrite } from '../../io/index.ts';
import { sizeOf } from '../../math/index.ts';
import { isLearned, tensorsOf } from '../layer.ts';
import type { Layer } from '../layer.ts';

/** Metadata that a file of weights needs. */
export const METADATA = {
  architecture: 'vgg16',
  color_order: 'BGR',
  value_range: '0..255',
  mean: '103.939,116.779,123.68',
  std: '1,1,1',
} as const;

/** He's bound, so that values neither die nor explode on their way through (arXiv:1502.01852). */
export function randomTensors(layers: readonly Layer[], seed: number): Map<string, TensorToWrite> {
  const tensors = new Map<string, TensorToWrite>();
  for (const layer of layers.filter(isLearned)) {
    const { weight, bias } = tensorsOf(layer);
    const bound = Math.sqrt(6 / sizeOf(weight.shape.slice(1)));
    for (const [{ name, shape }, limit] of [
      [weight, bound],
      [bias, 0.1],
    ] as const) {
      const data = randomArray(sizeOf(shape), seed + tensors.size, -limit, limit);
      tensors.set(name, { shape, data });
    }
  }
  return tensors;
}

/** The same as a parsed file. */
export function randomWeights(layers: readonly Layer[], seed: number): SafetensorsFile {
  return parseSafetensors(writeSafetensors(randomTensors(layers, seed), METADATA));
}
