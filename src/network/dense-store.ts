/**
 * Takes the weights of a dense layer in. A small one in f32 is put in order here and uploaded when complete; others go
 * to the GPU in chunks and are packed there, so that no whole matrix is held. Knows no file.
 */
import { DisposableStore } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import {
  channelFirstOrder,
  columnOrder,
  createDenseWeights,
  placeDenseWeights,
  rowLength,
  rowOrder,
} from '../gpu/index.ts';
import type { DenseOrder, DenseWeights, Gpu, WeightFormat } from '../gpu/index.ts';
import type { DenseLayer } from './layer.ts';
import type { UploadOptions } from './upload-options.ts';
import type { WeightStore } from './weight-store.ts';

/** Layers up to so many bytes in f32 are put in order without the GPU. */
const MOST_HERE = 4 * 2 ** 20;

/** Makes the buffers of a dense layer. Throws OutOfMemoryError. */
export async function storeDense(
  gpu: Gpu,
  layer: DenseLayer,
  { order, channels, maxBytes }: UploadOptions,
  format: WeightFormat,
): Promise<Owned<WeightStore>> {
  const { units: outputs, inputUnits: inputs } = layer;
  const label = `Network.${layer.name}.weights`;
  const owned = new DisposableStore();
  try {
    const request = { outputs, inputs, format, ...(maxBytes !== undefined && { maxBytes }) };
    const weights = await gpu.guard(() => owned.add(createDenseWeights(gpu, label, request)));
    const denseOrder = orderOf(layer, order, channels);
    if (format === 'f32' && weights.bytes <= MOST_HERE) return hereStore(gpu, weights, denseOrder);

    // Not for the first picture: small layers do without.
    const { openChunkStore } = await import('./dense-chunks.ts');
    return await openChunkStore(gpu, label, weights, denseOrder, order === 'columns');
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

function orderOf(
  { units, inputUnits }: DenseLayer,
  order: UploadOptions['order'],
  channels: number,
): DenseOrder {
  if (order === 'columns') return columnOrder(inputUnits, units);
  return order === 'rows-channel-first'
    ? channelFirstOrder(inputUnits, channels)
    : rowOrder(inputUnits);
}

function hereStore(gpu: Gpu, weights: DenseWeights, order: DenseOrder): WeightStore {
  const { outputs, inputs, slices } = weights;
  const length = rowLength('f32', inputs);
  const rows = new Float32Array(outputs * length);
  return {
    weights,
    write: (values, offset) => {
      placeDenseWeights(rows, inputs, order, { values, offset });
    },
    close: () => {
      for (const { firstOutput, outputs: count, weights: buffer } of slices) {
        const first = firstOutput * length;
        gpu.upload(buffer, rows.subarray(first, first + count * length));
      }
    },
    dispose: () => {
      weights.dispose();
    },
  };
}
