/**
 * The learned values of a layer on their way to the GPU: they come piece by piece, in the order of their source, and
 * are stored as the layer's kernel reads them. Knows no file.
 */
import { DisposableStore, WeightsError } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { packBias } from '../gpu/index.ts';
import type { Gpu, GpuBuffer, StoredWeights, WeightFormat } from '../gpu/index.ts';
import { sizeOf } from '../math/index.ts';
import { storeConvolution } from './convolution-store.ts';
import { storeDense } from './dense-store.ts';
import { tensorsOf } from './layer.ts';
import type { DenseLayer, LearnedLayer } from './layer.ts';
import type { UploadOptions } from './upload-options.ts';
import type { WeightStore } from './weight-store.ts';

export type { Precision, UploadOptions, WeightOrder } from './upload-options.ts';

/** Learned values of one layer on the GPU, as its kernel reads them. */
export interface LearnedBuffers extends Disposable {
  readonly weights: StoredWeights;
  readonly bias: GpuBuffer;
  /** The bias once more, for those who explain a number. */
  readonly biasValues: Float32Array;
  /** Largest absolute weight of the source. */
  readonly largest: number;
}

/**
 * Learned values of one layer on their way to the GPU. Disposing frees what was made, unless `finish` handed it over.
 * Writing does not wait for the GPU: who writes much lets it catch up with `gpu.finished()` now and then.
 */
export interface LearnedUpload extends Disposable {
  /** Values of the weights in the order of the source, from element `offset` on; in order, from 0. Throws RangeError. */
  writeWeights(values: Float32Array, offset: number): void;
  /** All of the bias. */
  writeBias(values: Float32Array): void;
  /** Throws WeightsError `weights-missing` when something was not written, `weights-not-finite` (tensor). */
  finish(): Owned<LearnedBuffers>;
}

/** f32 up to this many bytes of weights. */
const SMALL_BYTES = 4 * 2 ** 20;
const BYTES_PER_HALF = 2;

/** How to keep a dense layer that may take `room` bytes: f32 where it is small, else f16, or q8 where that is too much. */
export function denseFormatOf(
  { units, inputUnits }: DenseLayer,
  room = Number.POSITIVE_INFINITY,
): WeightFormat {
  const weights = units * inputUnits;
  if (weights * Float32Array.BYTES_PER_ELEMENT <= Math.min(SMALL_BYTES, room)) return 'f32';
  return weights * BYTES_PER_HALF <= room ? 'f16' : 'q8';
}

/** Begins to feed a layer; everything that it needs on the GPU is made now. Throws OutOfMemoryError. */
export async function startUpload(
  gpu: Gpu,
  layer: LearnedLayer,
  options: UploadOptions,
): Promise<Owned<LearnedUpload>> {
  const { weight, bias } = tensorsOf(layer);
  const owned = new DisposableStore();
  try {
    const store = owned.add(await storeOf(gpu, layer, options));
    const packed = packBias(new Float32Array(sizeOf(bias.shape)));
    const biasBuffer = await gpu.guard(() =>
      owned.add(gpu.bufferFrom(`Network.${layer.name}.bias`, packed)),
    );
    return new Upload(gpu, { weight, bias }, store, biasBuffer);
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

function storeOf(
  gpu: Gpu,
  layer: LearnedLayer,
  options: UploadOptions,
): Promise<Owned<WeightStore>> {
  if (layer.kind === 'convolution') return storeConvolution(gpu, layer, options);
  return storeDense(gpu, layer, options, options.denseFormat ?? denseFormatOf(layer));
}

/** See `LearnedUpload`. Takes over the store and the buffer. */
class Upload implements LearnedUpload {
  readonly #gpu: Gpu;
  readonly #tensors: ReturnType<typeof tensorsOf>;
  readonly #store: Owned<WeightStore>;
  readonly #bias: Owned<GpuBuffer>;
  #written = 0;
  #largest = 0;
  #isFinite = true;
  #biasValues: Float32Array | null = null;
  #isHandedOver = false;

  constructor(
    gpu: Gpu,
    tensors: ReturnType<typeof tensorsOf>,
    store: Owned<WeightStore>,
    bias: Owned<GpuBuffer>,
  ) {
    this.#gpu = gpu;
    this.#tensors = tensors;
    this.#store = store;
    this.#bias = bias;
  }

  writeWeights(values: Float32Array, offset: number): void {
    const { weight } = this.#tensors;
    const end = offset + values.length;
    if (offset !== this.#written || end > sizeOf(weight.shape)) {
      throw new RangeError(
        `${weight.name}: values ${String(offset)} to ${String(end)} after ${String(this.#written)}`,
      );
    }
    for (const value of values) this.#largest = Math.max(this.#largest, Math.abs(value));
    this.#store.write(values, offset);
    this.#written = end;
  }

  writeBias(values: Float32Array): void {
    const { bias } = this.#tensors;
    if (values.length !== sizeOf(bias.shape)) {
      throw new RangeError(`${bias.name}: ${String(values.length)} values`);
    }
    this.#isFinite = values.every(Number.isFinite);
    this.#biasValues = values.slice();
    this.#gpu.upload(this.#bias, packBias(values));
  }

  finish(): Owned<LearnedBuffers> {
    const { weight, bias } = this.#tensors;
    const biasValues = this.#biasValues;
    if (this.#written < sizeOf(weight.shape)) throw missing(weight.name);
    if (!biasValues) throw missing(bias.name);
    // Once NaN or infinite, the largest stays so.
    if (!Number.isFinite(this.#largest)) throw notFinite(weight.name);
    if (!this.#isFinite) throw notFinite(bias.name);
    this.#store.close();
    this.#isHandedOver = true;
    const { weights } = this.#store;
    const buffer = this.#bias;
    return {
      weights,
      bias: buffer,
      biasValues,
      largest: this.#largest,
      dispose: () => {
        weights.dispose();
        buffer.dispose();
      },
    };
  }

  dispose(): void {
    if (this.#isHandedOver) return;
    this.#store.dispose();
    this.#bias.dispose();
  }
}

function missing(tensor: string): WeightsError {
  return new WeightsError('weights-missing', `The weights lack the tensor ${tensor}.`, { tensor });
}

function notFinite(tensor: string): WeightsError {
  return new WeightsError(
    'weights-not-finite',
    `The tensor ${tensor} holds numbers that are not finite (NaN or infinity).`,
    { tensor },
  );
}

/** Uploads the learned values of a layer at once: OIHW, or rows with the channel last. Throws OutOfMemoryError. */
export async function uploadLearned(
  gpu: Gpu,
  layer: LearnedLayer,
  weights: Float32Array,
  bias: Float32Array,
): Promise<Owned<LearnedBuffers>> {
  const isDense = layer.kind === 'dense';
  const upload = await startUpload(gpu, layer, {
    order: isDense ? 'rows' : 'oihw',
    channels: isDense ? layer.inputUnits : layer.inputChannels,
    precision: 'f32',
  });
  try {
    upload.writeWeights(weights, 0);
    upload.writeBias(bias);
    return upload.finish();
  } finally {
    upload.dispose();
  }
}
