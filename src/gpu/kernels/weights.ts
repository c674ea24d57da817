/** Weights as the kernels read them: 4 x 4 blocks of outputs and inputs, padded with zeros. Knows no device. */
import { ShapeError } from '../../base/index.ts';
import { formatShape, sizeOf } from '../../math/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';

/** Outputs, inputs, rows, columns of a convolution's weights. */
export type Shape4 = readonly [outputs: number, inputs: number, rows: number, columns: number];

/** Floats of one 4 x 4 block. */
const MATRIX = BLOCK * BLOCK;
const BYTES_PER_FLOAT = 4;

/** Bytes of the packed weights of a convolution. */
export function convolutionWeightBytes([outputs, inputs, rows, columns]: Shape4): number {
  return blocksOf(outputs) * blocksOf(inputs) * rows * columns * MATRIX * BYTES_PER_FLOAT;
}

/** Bytes of a packed bias of `outputs` values. */
export function biasBytes(outputs: number): number {
  return blocksOf(outputs) * BLOCK * BYTES_PER_FLOAT;
}

/**
 * OIHW to one mat4x4f per (o / 4, i / 4, y, x), in this order: column i % 4, row o % 4. Throws ShapeError when the
 * data does not have the shape's size.
 */
export function packConvolutionWeights(oihw: Float32Array, shape: Shape4): Float32Array {
  expectLength('convolution weights', oihw, shape);
  const [outputs, inputs, rows, columns] = shape;
  const taps = rows * columns;
  const inputBlocks = blocksOf(inputs);
  const packed = new Float32Array(convolutionWeightBytes(shape) / BYTES_PER_FLOAT);
  for (let o = 0; o < outputs; o += 1) {
    for (let i = 0; i < inputs; i += 1) {
      const block = Math.floor(o / BLOCK) * inputBlocks + Math.floor(i / BLOCK);
      const target = block * taps * MATRIX + (i % BLOCK) * BLOCK + (o % BLOCK);
      const source = (o * inputs + i) * taps;
      for (let tap = 0; tap < taps; tap += 1) {
        packed[target + tap * MATRIX] = oihw[source + tap] ?? 0;
      }
    }
  }
  return packed;
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

/** Steps, in floats, to the next block of four and to the next of a block. */
interface BlockSteps {
  readonly block: number;
  readonly lane: number;
}

/** Where the learned values of a layer stand on the GPU, counted in floats from the first. */
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

/** Of what `packDenseWeights` makes of a layer that reads a flattened [inputs, rows, columns], channel last. */
export function denseWeightLayout(shape: Shape4): WeightLayout {
  const [, inputs, rows, columns] = shape;
  const row = blocksOf(inputs * rows * columns) * BLOCK;
  return {
    shape,
    output: { block: BLOCK * row, lane: row },
    input: { block: BLOCK, lane: 1 },
    tap: inputs,
  };
}

/** Place, in floats, of the first weight between an output and an input. */
export function weightPlace({ output, input }: WeightLayout, o: number, i: number): number {
  const along = ({ block, lane }: BlockSteps, index: number): number =>
    Math.floor(index / BLOCK) * block + (index % BLOCK) * lane;
  return along(output, o) + along(input, i);
}
