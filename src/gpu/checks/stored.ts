/** Weights of dense layers for checks: stored by the packer, and read back as plain numbers without any kernel. */
import type { Owned } from '../../base/index.ts';
import { decodeF16 } from '../../io/float-codec.ts';
import type { Gpu } from '../gpu.ts';
import { rowOrder } from '../kernels/dense-order.ts';
import { prepareDensePacker } from '../kernels/dense-packer.ts';
import type { DenseChunk } from '../kernels/dense-packer.ts';
import { GROUP, createDenseWeights, rowLength } from '../kernels/stored-weights.ts';
import type {
  DenseWeights,
  DenseWeightsRequest,
  WeightFormat,
  WeightSlice,
} from '../kernels/stored-weights.ts';

/** Every format that dense layers know. */
export const FORMATS: readonly WeightFormat[] = ['f32', 'f16', 'q8'];

const STEPS_OF_Q8 = 127;

/**
 * Stores chunks with the packer, over buffers full of ones (NaN as f32), so that a forgotten word is found. Where there
 * is a limit, it must make several slices.
 */
export async function storeChunks(
  gpu: Gpu,
  request: DenseWeightsRequest,
  chunks: readonly DenseChunk[],
): Promise<Owned<DenseWeights>> {
  const weights = createDenseWeights(gpu, 'check.weights', request);
  const inSlices = request.maxBytes !== undefined;
  if (inSlices !== weights.slices.length > 1) {
    throw new Error(`the check is to have ${inSlices ? 'several slices' : 'one slice'}`);
  }
  for (const { weights: buffer, scales } of weights.slices) {
    for (const made of scales ? [buffer, scales] : [buffer]) {
      gpu.upload(made, new Uint32Array(made.bytes / 4).fill(0xffffffff));
    }
  }
  const most = Math.max(...chunks.map(({ values }) => values.length));
  const packer = await prepareDensePacker(gpu, 'check.packer', weights, most);
  for (const chunk of chunks) packer.write(chunk);
  packer.dispose();
  return weights;
}

/** Stores rows, element (o, i) at o * I + i, in one chunk. */
export function storeRows(
  gpu: Gpu,
  request: DenseWeightsRequest,
  values: Float32Array,
): Promise<Owned<DenseWeights>> {
  const { outputs, inputs } = request;
  const chunk = {
    values,
    offset: 0,
    order: rowOrder(inputs),
    outputs: { first: 0, count: outputs },
    inputs: { first: 0, count: inputs },
  };
  return storeChunks(gpu, request, [chunk]);
}

/** What is stored, as rows without padding. Throws where the padding is not zero. */
export async function readRows(gpu: Gpu, weights: DenseWeights): Promise<Float32Array> {
  const { outputs, inputs, format } = weights;
  const length = rowLength(format, inputs);
  const rows = new Float32Array(outputs * inputs);
  for (const slice of weights.slices) {
    const stored = await decode(gpu, format, slice);
    for (let row = 0; row < slice.outputs; row += 1) {
      const whole = stored.subarray(row * length, (row + 1) * length);
      rows.set(whole.subarray(0, inputs), (slice.firstOutput + row) * inputs);
      const fault = whole.subarray(inputs).find((value) => value !== 0);
      if (fault !== undefined) throw new Error(`padding holds ${String(fault)} instead of 0`);
    }
  }
  return rows;
}

async function decode(
  gpu: Gpu,
  format: WeightFormat,
  { weights, scales }: WeightSlice,
): Promise<Float32Array> {
  const bytes = await gpu.read(weights);
  if (format === 'f32') return new Float32Array(bytes);
  if (format === 'f16') return decodeF16(new Uint8Array(bytes));
  if (!scales) throw new Error('q8 without scales');
  const largest = new Float32Array(await gpu.read(scales));
  return Float32Array.from(
    new Int8Array(bytes),
    (step, i) => (step / STEPS_OF_Q8) * (largest[Math.floor(i / GROUP)] ?? NaN),
  );
}

/** Throws unless every stored weight is as near to its source as the format promises. */
export function expectStored(
  format: WeightFormat,
  stored: Float32Array,
  rows: Float32Array,
  inputs: number,
): void {
  rows.forEach((value, k) => {
    const got = stored[k] ?? NaN;
    if (Math.abs(got - value) <= allowed(format, rows, inputs, k)) return;
    throw new Error(`weight ${String(k)} is kept as ${String(got)} instead of ${String(value)}`);
  });
}

/** f32 is exact; WGSL lets a half be rounded either way; q8 is at most half a step away, and a little of arithmetic. */
function allowed(format: WeightFormat, rows: Float32Array, inputs: number, k: number): number {
  if (format === 'f32') return 0;
  if (format === 'f16') return unitOfHalf(rows[k] ?? 0);
  const first = k - ((k % inputs) % GROUP);
  const end = Math.min(first + GROUP, k - (k % inputs) + inputs);
  const largest = rows.subarray(first, end).reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return (0.501 / STEPS_OF_Q8) * largest;
}

/** Distance of the halves next to a number. */
function unitOfHalf(value: number): number {
  const smallestNormal = 2 ** -14;
  const exponent = Math.floor(Math.log2(Math.max(Math.abs(value), smallestNormal)));
  return 2 ** (exponent - 10);
}
