/** Weights as the kernels read them: 4 x 4 blocks of outputs and inputs, padded with zeros. Knows no device. */
import { ShapeError } from '../../base/index.ts';
import { encodeF16 } from '../../io/index.ts';
import { formatShape, sizeOf } from '../../math/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import { PER_WORD, rowLength } from './stored-weights.ts';
import type { WeightFormat } from './stored-weights.ts';

/** Outputs, inputs, rows, columns of a convolution's weights. */
export type Shape4 = readonly [outputs: number, inputs: number, rows: number, columns: number];

/** Floats of one 4 x 4 block. */
const MATRIX = BLOCK * BLOCK;
const BYTES_PER_FLOAT = 4;
const LARGEST_HALF = 65504;

/** Bytes of the packed weights of a convolution. */
export function convolutionWeightBytes(
  [outputs, inputs, rows, columns]: Shape4,
  format: WeightFormat = 'f32',
): number {
  const weights = blocksOf(outputs) * blocksOf(inputs) * rows * columns * MATRIX;
  return (weights * BYTES_PER_FLOAT) / PER_WORD[format];
}

/** Bytes of a packed bias of `outputs` values. */
export function biasBytes(outputs: number): number {
  return blocksOf(outputs) * BLOCK * BYTES_PER_FLOAT;
}

/** In which order a source has the weights of a convolution: PyTorch's, or that of Keras and TensorFlow. */
export type ConvolutionOrder = 'oihw' | 'hwio';

/**
 * OIHW to one mat4x4f per (o / 4, i / 4, y, x), in this order: column i % 4, row o % 4. Throws ShapeError when the
 * data does not have the shape's size.
 */
export function packConvolutionWeights(oihw: Float32Array, shape: Shape4): Float32Array {
  expectLength('convolution weights', oihw, shape);
  const packed = new Float32Array(convolutionWeightBytes(shape) / BYTES_PER_FLOAT);
  placeConvolutionWeights(packed, shape, { values: oihw, offset: 0, order: 'oihw' });
  return packed;
}

/** Puts some values of a source, from its element `offset` on, where `packConvolutionWeights` has them. */
export function placeConvolutionWeights(
  packed: Float32Array,
  [outputs, inputs, rows, columns]: Shape4,
  source: {
    readonly values: Float32Array;
    readonly offset: number;
    readonly order: ConvolutionOrder;
  },
): void {
  const { values, offset, order } = source;
  const taps = rows * columns;
  const inputBlocks = blocksOf(inputs);
  for (let k = 0; k < values.length; k += 1) {
    const from = offset + k;
    const isOihw = order === 'oihw';
    const tap = isOihw ? from % taps : Math.floor(from / (inputs * outputs));
    const i = Math.floor(from / (isOihw ? taps : outputs)) % inputs;
    const o = isOihw ? Math.floor(from / (taps * inputs)) : from % outputs;
    const block = Math.floor(o / BLOCK) * inputBlocks + Math.floor(i / BLOCK);
    const place = (block * taps + tap) * MATRIX + (i % BLOCK) * BLOCK + (o % BLOCK);
    packed[place] = values[k] ?? 0;
  }
}

/** As halves, two in a word; what is beyond the largest half becomes it. */
export function toHalves(packed: Float32Array): Uint32Array {
  const clamped = packed.map((value) => Math.max(-LARGEST_HALF, Math.min(LARGEST_HALF, value)));
  return new Uint32Array(encodeF16(clamped).buffer);
}

/** A bias padded with zeros to whole blocks. */
export function packBias(bias: Float32Array): Float32Array {
  const packed = new Float32Array(blocksOf(bias.length) * BLOCK);
  packed.set(bias);
  return packed;
}

/** Throws ShapeError unless `data` has as many elements as `shape`. */
export function expectLength(
  operation: string,
  data: Float32Array,
  shape: readonly number[],
): void {
  if (data.length === sizeOf(shape)) return;
  throw new ShapeError(
    'shape-mismatch',
    `${operation}: ${String(data.length)} values do not fill ${formatShape(shape)}`,
    { operation, shapes: formatShape(shape) },
  );
}

/** Steps, in weights, to the next block of four and to the next of a block. */
interface BlockSteps {
  readonly block: number;
  readonly lane: number;
}

/** Where the learned values of a layer stand on the GPU, counted in weights from the first of a slice. */
export interface WeightLayout {
  /** Outputs, inputs, rows, columns. */
  readonly shape: Shape4;
  readonly output: BlockSteps;
  readonly input: BlockSteps;
  /** From one row-major position of the kernel to the next. */
  readonly tap: number;
}

/** Of what `packConvolutionWeights` makes. */
export function convolutionWeightLayout(shape: Shape4): WeightLayout {
  const [, inputs, rows, columns] = shape;
  const matrices = rows * columns * MATRIX;
  return {
    shape,
    output: { block: blocksOf(inputs) * matrices, lane: 1 },
    input: { block: matrices, lane: BLOCK },
    tap: MATRIX,
  };
}

/** Of the rows of a dense layer that reads a flattened [inputs, rows, columns], channel last; outputs of one slice. */
export function denseWeightLayout(shape: Shape4, format: WeightFormat): WeightLayout {
  const [, inputs, rows, columns] = shape;
  const row = rowLength(format, inputs * rows * columns);
  return {
    shape,
    output: { block: BLOCK * row, lane: row },
    input: { block: BLOCK, lane: 1 },
    tap: inputs,
  };
}

/** Place, in weights, of the first between an output of the slice and an input. */
export function weightPlace({ output, input }: WeightLayout, o: number, i: number): number {
  const along = ({ block, lane }: BlockSteps, index: number): number =>
    Math.floor(index / BLOCK) * block + (index % BLOCK) * lane;
  return along(output, o) + along(input, i);
}
