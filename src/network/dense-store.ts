/**
 * Takes the weights of a dense layer in. A small one in f32 is put in order here and uploaded when complete; others go
 * to the GPU in chunks and are packed there, so that no whole matrix is held. Knows no file.
 */
import { DisposableStore } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import {
  GROUP,
  channelFirstOrder,
  columnOrder,
  createDenseWeights,
  placeDenseWeights,
  prepareDensePacker,
  rowLength,
  rowOrder,
} from '../gpu/index.ts';
import type { DenseOrder, DensePacker, DenseWeights, Gpu, WeightFormat } from '../gpu/index.ts';
import type { DenseLayer } from './layer.ts';
import type { UploadOptions } from './upload-options.ts';
import type { WeightStore } from './weight-store.ts';

/** Layers up to so many bytes in f32 are put in order without the GPU. */
const MOST_HERE = 4 * 2 ** 20;
/** A chunk on its way to the GPU. */
const CHUNK_BYTES = 8 * 2 ** 20;
const BYTES_PER_FLOAT = Float32Array.BYTES_PER_ELEMENT;

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

    const isColumns = order === 'columns';
    const unit = isColumns ? GROUP * outputs : inputs;
    const units = Math.max(1, Math.floor(CHUNK_BYTES / BYTES_PER_FLOAT / unit));
    const most = Math.min(units * unit, outputs * inputs);
    const packer = owned.add(await prepareDensePacker(gpu, label, weights, most));
    return new ChunkStore(weights, packer, denseOrder, { isColumns, most });
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

/** Gathers values until a chunk is full: whole rows, or all outputs of some inputs. */
class ChunkStore implements WeightStore {
  readonly weights: Owned<DenseWeights>;
  readonly #packer: Owned<DensePacker>;
  readonly #order: DenseOrder;
  readonly #isColumns: boolean;
  readonly #most: number;
  readonly #total: number;
  /** Made for the first chunk that does not come in one piece. */
  #held: Float32Array | null = null;
  #count = 0;

  constructor(
    weights: Owned<DenseWeights>,
    packer: Owned<DensePacker>,
    order: DenseOrder,
    { isColumns, most }: { readonly isColumns: boolean; readonly most: number },
  ) {
    this.weights = weights;
    this.#packer = packer;
    this.#order = order;
    this.#isColumns = isColumns;
    this.#most = most;
    this.#total = weights.outputs * weights.inputs;
  }

  write(values: Float32Array, offset: number): void {
    let done = 0;
    while (done < values.length) {
      const start = offset + done - this.#count;
      const wanted = Math.min(this.#most, this.#total - start) - this.#count;
      const piece = values.subarray(done, done + wanted);
      done += piece.length;
      if (this.#count === 0 && piece.length === wanted) {
        this.#pack(piece, start);
        continue;
      }
      const held = (this.#held ??= new Float32Array(this.#most));
      held.set(piece, this.#count);
      this.#count += piece.length;
      if (piece.length < wanted) continue;
      this.#pack(held.subarray(0, this.#count), start);
      this.#count = 0;
    }
  }

  close(): void {
    this.#packer.dispose();
    this.#held = null;
  }

  dispose(): void {
    this.close();
    this.weights.dispose();
  }

  #pack(values: Float32Array, offset: number): void {
    const { outputs, inputs } = this.weights;
    const per = this.#isColumns ? outputs : inputs;
    const some = { first: offset / per, count: values.length / per };
    const all = { first: 0, count: this.#isColumns ? outputs : inputs };
    this.#packer.write({
      values,
      offset,
      order: this.#order,
      outputs: this.#isColumns ? all : some,
      inputs: this.#isColumns ? some : all,
    });
  }
}
