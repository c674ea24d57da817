/**
 * The learned values of a layer on their way to the GPU: they come piece by piece, in the order of their source, and
 * are stored as the layer's kernel reads them. Knows no file.
 */
import { WeightsError } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { packBias, packConvolutionWeights, packDenseWeights } from '../gpu/index.ts';
import type { Gpu, GpuBuffer } from '../gpu/index.ts';
import { sizeOf } from '../math/index.ts';
import { tensorsOf } from './layer.ts';
import type { DenseLayer, LearnedLayer } from './layer.ts';

/** How dense weights are stored on the GPU. */
export type WeightFormat = 'f32' | 'f16' | 'q8';

/** How the weights of convolutions are stored; f16 only where the device has shader-f16. */
export type Precision = 'f32' | 'f16';

/**
 * In which order the numbers of a source tensor stand. Convolutions: `oihw` (PyTorch) or `hwio` (Keras, TensorFlow).
 * Dense layers: `rows` [O, I] and `columns` [I, O] with I channel-last; `rows-channel-first` [O, C * H * W].
 */
export type WeightOrder = 'oihw' | 'hwio' | 'rows' | 'rows-channel-first' | 'columns';

/** How the values of a layer come, and how they are to be kept. */
export interface UploadOptions {
  readonly order: WeightOrder;
  /** Channels of the map that a dense layer reads flattened; all its inputs where nothing was flattened. */
  readonly channels: number;
  readonly precision: Precision;
  /** Of a dense layer; `denseFormatOf` chooses when left out. */
  readonly denseFormat?: WeightFormat;
  /** Most bytes of one buffer of weights; the device's limit when left out. */
  readonly maxBytes?: number;
}

/** Learned values of one layer on the GPU, as its kernel reads them. */
export interface LearnedBuffers extends Disposable {
  readonly weights: GpuBuffer;
  readonly bias: GpuBuffer;
  /** The bias once more, for those who explain a number. */
  readonly biasValues: Float32Array;
  /** Largest absolute weight. */
  readonly largest: number;
}

/** Learned values of one layer on their way to the GPU. Disposing frees what was made, unless `finish` handed it over. */
export interface LearnedUpload extends Disposable {
  /** Values of the weights in the order of the source, from element `offset` on; in order, from 0. */
  writeWeights(values: Float32Array, offset: number): void;
  /** All of the bias. */
  writeBias(values: Float32Array): void;
  /** Throws WeightsError `weights-missing` (tensor) when something was not written. */
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

/** Begins to feed a layer. Throws OutOfMemoryError. */
export async function startUpload(
  gpu: Gpu,
  layer: LearnedLayer,
  options: UploadOptions,
): Promise<Owned<LearnedUpload>> {
  const { weight, bias } = tensorsOf(layer);
  const all = new Float32Array(sizeOf(weight.shape));
  let written = 0;
  let biasValues: Float32Array | null = null;
  const upload: LearnedUpload = {
    writeWeights: (values, offset) => {
      all.set(values, offset);
      written = offset + values.length;
    },
    writeBias: (values) => {
      biasValues = values.slice();
    },
    finish: () => {
      if (written < all.length) throw missing(weight.name);
      if (!biasValues) throw missing(bias.name);
      const oihw = reorder(all, weight.shape, options);
      const packed =
        layer.kind === 'dense'
          ? packDenseWeights(oihw, layer.units, layer.inputUnits)
          : packConvolutionWeights(oihw, [layer.channels, layer.inputChannels, ...layer.kernel]);
      const weights = gpu.bufferFrom(`Network.${layer.name}.weights`, packed);
      const biasBuffer = gpu.bufferFrom(`Network.${layer.name}.bias`, packBias(biasValues));
      return {
        weights,
        bias: biasBuffer,
        biasValues,
        largest: all.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
        dispose: () => {
          weights.dispose();
          biasBuffer.dispose();
        },
      };
    },
    dispose: () => {
      // Nothing is made before the end.
    },
  };
  return Promise.resolve(upload);
}

/** To OIHW, or to rows with the channel last. */
function reorder(
  values: Float32Array,
  [outputs = 0, inputs = 0, rows = 1, columns = 1]: readonly number[],
  { order, channels }: UploadOptions,
): Float32Array {
  if (order === 'oihw' || order === 'rows') return values;
  const perOutput = inputs * rows * columns;
  const places = perOutput / channels;
  return values.map((_, k) => {
    const o = Math.floor(k / perOutput);
    const i = k % perOutput;
    if (order === 'columns') return values[i * outputs + o] ?? 0;
    if (order === 'rows-channel-first') {
      return values[o * perOutput + (i % channels) * places + Math.floor(i / channels)] ?? 0;
    }
    const taps = rows * columns;
    return values[((i % taps) * inputs + Math.floor(i / taps)) * outputs + o] ?? 0;
  });
}

function missing(tensor: string): WeightsError {
  return new WeightsError('weights-missing', `The weights lack the tensor ${tensor}.`, { tensor });
}

/** Uploads the learned values of a layer at once, as f32: OIHW, or rows with the channel last. Throws OutOfMemoryError. */
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
