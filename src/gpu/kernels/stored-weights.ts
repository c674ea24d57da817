/** How learned values are kept on the GPU: in which format, in how many buffers. Knows no kernel and no file. */
import { OutOfMemoryError, DisposableStore } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import { BLOCK } from '../blocked-tensor.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';

/**
 * How a weight is stored. `f16`: two in a u32. `q8`: four in a u32, as 127ths of the largest of their group of 32
 * inputs of one output, of which `scales` holds one f32 a group.
 */
export type WeightFormat = 'f32' | 'f16' | 'q8';

/** Inputs of one output that share a scale, and the least that a packer stores at once. */
export const GROUP = 32;

const BYTES_PER_FLOAT = 4;

/** Rows are padded with zeros to so many inputs: one load of 16 bytes, or a group. */
const ROW_UNIT: Readonly<Record<WeightFormat, number>> = { f32: 4, f16: 8, q8: GROUP };
/** Weights in four bytes. */
export const PER_WORD: Readonly<Record<WeightFormat, number>> = { f32: 1, f16: 2, q8: 4 };

/** Some outputs of a layer, in buffers of their own. */
export interface WeightSlice {
  /** A multiple of 4. */
  readonly firstOutput: number;
  readonly outputs: number;
  readonly weights: GpuBuffer;
  /** Of q8 only. */
  readonly scales: GpuBuffer | null;
}

/** The weights of one layer. */
export interface StoredWeights extends Disposable {
  readonly format: WeightFormat;
  /** By output; one but where a buffer cannot hold all. */
  readonly slices: readonly [WeightSlice, ...WeightSlice[]];
  /** Of all buffers. */
  readonly bytes: number;
}

/** The weights of a dense layer: rows, one an output, see `rowLength`. */
export interface DenseWeights extends StoredWeights {
  readonly outputs: number;
  readonly inputs: number;
}

/** What a dense layer's weights are to be. */
export interface DenseWeightsRequest {
  readonly outputs: number;
  readonly inputs: number;
  readonly format: WeightFormat;
  /** Most bytes of one buffer; the device's limit when left out. */
  readonly maxBytes?: number;
}

/** Weights in a stored row of a dense layer, padding included. */
export function rowLength(format: WeightFormat, inputs: number): number {
  return Math.ceil(inputs / ROW_UNIT[format]) * ROW_UNIT[format];
}

/** Words of four bytes in a stored row. */
export function rowWords(format: WeightFormat, inputs: number): number {
  return rowLength(format, inputs) / PER_WORD[format];
}

/** The variant of a kernel that reads weights through `lib/stored_weights.wgsl`. */
export function variantOfFormat(format: WeightFormat): KernelVariant {
  return format === 'f32' ? {} : { flags: [format === 'f16' ? 'F16' : 'Q8'] };
}

/** Weights in one buffer, which they take over. */
export function wholeWeights(
  format: WeightFormat,
  outputs: number,
  weights: Owned<GpuBuffer>,
): Owned<StoredWeights> {
  return {
    format,
    slices: [{ firstOutput: 0, outputs, weights, scales: null }],
    bytes: weights.bytes,
    dispose: () => {
      weights.dispose();
    },
  };
}

/** Makes the buffers of a dense layer; contents undefined. Throws OutOfMemoryError when four rows exceed the limit. */
export function createDenseWeights(
  gpu: Gpu,
  label: string,
  { outputs, inputs, format, maxBytes }: DenseWeightsRequest,
): Owned<DenseWeights> {
  const { maxBufferSize, maxStorageBufferBindingSize } = gpu.facts.limits;
  const limit = maxBytes ?? Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const rowBytes = rowWords(format, inputs) * BYTES_PER_FLOAT;
  const most = Math.floor(limit / rowBytes / BLOCK) * BLOCK;
  if (most === 0) throw tooNarrow(label, BLOCK * rowBytes, limit);
  const count = Math.ceil(outputs / most);
  const each = Math.ceil(outputs / count / BLOCK) * BLOCK;
  const owned = new DisposableStore();
  const sliceFrom = (firstOutput: number): WeightSlice => {
    const rows = Math.min(each, outputs - firstOutput);
    const name = count === 1 ? label : `${label}.from${String(firstOutput)}`;
    const weights = owned.add(gpu.buffer(name, rows * rowBytes));
    const scaleBytes = rows * (rowLength(format, inputs) / GROUP) * BYTES_PER_FLOAT;
    const scales = format === 'q8' ? owned.add(gpu.buffer(`${name}.scales`, scaleBytes)) : null;
    return { firstOutput, outputs: rows, weights, scales };
  };
  const slices: [WeightSlice, ...WeightSlice[]] = [sliceFrom(0)];
  try {
    for (let first = each; first < outputs; first += each) slices.push(sliceFrom(first));
  } catch (error) {
    owned.dispose();
    throw error;
  }
  const bytes = slices.reduce(
    (sum, { weights, scales }) => sum + weights.bytes + (scales?.bytes ?? 0),
    0,
  );
  return { format, outputs, inputs, slices, bytes, dispose: () => owned.dispose() };
}

/** What a launch binds as `weights` and `scales`; without scales the weights stand in, and nothing reads them there. */
export function bindingsOf({ weights, scales }: WeightSlice): {
  readonly weights: GpuBuffer;
  readonly scales: GpuBuffer;
} {
  return { weights, scales: scales ?? weights };
}

/** Throws ShapeError unless the slices hold `outputs` rows of `inputs` weights each. */
export function expectRows(
  operation: string,
  { format, slices }: StoredWeights,
  outputs: number,
  inputs: number,
): void {
  const shape = `${String(outputs)} x ${String(inputs)}`;
  let rows = 0;
  for (const slice of slices) {
    const bytes = slice.outputs * rowWords(format, inputs) * BYTES_PER_FLOAT;
    expectBytes(operation, `weights of ${shape}`, slice.weights, bytes);
    rows += slice.outputs;
  }
  expectShape(operation, 'rows of the weights', [rows], [outputs]);
}

/** Something made for every slice, found by output. */
export class BySlice<T> {
  readonly #parts: readonly { readonly slice: WeightSlice; readonly made: T }[];

  constructor({ slices }: StoredWeights, make: (slice: WeightSlice) => T) {
    this.#parts = slices.map((slice) => ({ slice, made: make(slice) }));
  }

  get all(): readonly T[] {
    return this.#parts.map(({ made }) => made);
  }

  /** Of the slice that holds `output`, and which of its rows that is. Throws RangeError. */
  of(output: number): { readonly made: T; readonly row: number } {
    const part = this.#parts.findLast(({ slice }) => slice.firstOutput <= output);
    if (!part) throw new RangeError(`There is no output ${String(output)}.`);
    return { made: part.made, row: output - part.slice.firstOutput };
  }
}

function tooNarrow(label: string, bytes: number, limit: number): OutOfMemoryError {
  return new OutOfMemoryError(
    'out-of-memory',
    `${label} needs ${String(bytes)} bytes in one piece; this device allows ${String(limit)}.`,
    { bytes, limit, label },
  );
}
