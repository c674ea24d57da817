/** Takes the weights of a convolution in: packed here while they come, uploaded when complete. Knows no file. */
import { DisposableStore } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import {
  convolutionWeightBytes,
  placeConvolutionWeights,
  toHalves,
  wholeWeights,
} from '../gpu/index.ts';
import type { Gpu, Shape4 } from '../gpu/index.ts';
import { isPlain3x3 } from './layer.ts';
import type { ConvolutionLayer } from './layer.ts';
import { Scratch } from './scratch.ts';
import type { UploadOptions } from './upload-options.ts';
import type { WeightStore } from './weight-store.ts';

/** Layers come one after the other: what one was packed in serves the next. */
const scratch = new Scratch();

/** Makes the buffer of a convolution. Throws OutOfMemoryError. */
export async function storeConvolution(
  gpu: Gpu,
  layer: ConvolutionLayer,
  { order, precision }: UploadOptions,
): Promise<Owned<WeightStore>> {
  const shape: Shape4 = [layer.channels, layer.inputChannels, ...layer.kernel];
  const canHalve = gpu.facts.features.f16 && isPlain3x3(layer);
  const format = precision === 'f16' && canHalve ? 'f16' : 'f32';
  const owned = new DisposableStore();
  try {
    const buffer = await gpu.guard(() =>
      owned.add(gpu.buffer(`Network.${layer.name}.weights`, convolutionWeightBytes(shape, format))),
    );
    const weights = wholeWeights(format, layer.channels, buffer);
    const packed = scratch.take(convolutionWeightBytes(shape) / Float32Array.BYTES_PER_ELEMENT);
    const sourceOrder = order === 'hwio' ? 'hwio' : 'oihw';
    return {
      weights,
      write: (values, offset) => {
        placeConvolutionWeights(packed, shape, { values, offset, order: sourceOrder });
      },
      close: () => {
        gpu.upload(buffer, format === 'f16' ? toHalves(packed) : packed);
        scratch.giveBack(packed);
      },
      dispose: () => {
        weights.dispose();
      },
    };
  } catch (error) {
    owned.dispose();
    throw error;
  }
}
