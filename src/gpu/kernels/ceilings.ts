/** Two kernels that do nothing but what is measured: multiply and add in registers, and copy memory. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes } from './shapes.ts';

/** How numbers are kept while they are multiplied. */
export type ArithmeticPrecision = 'f32' | 'f16';

const VARIANTS: Readonly<Record<ArithmeticPrecision, KernelVariant>> = {
  f32: { values: { QUAD: 'vec4f' } },
  f16: { flags: ['F16'], values: { QUAD: 'vec4<f16>' }, needs: ['shader-f16'] },
};

export const MULTIPLY_ADD = defineKernel({
  name: 'multiply_add',
  file: 'measure/multiply_add.wgsl',
  stage: 'compute',
  bindings: [{ name: 'output', kind: 'write' }],
  params: { rounds: 'u32', factor: 'f32', term: 'f32' },
  variants: Object.values(VARIANTS),
});

export const COPY = defineKernel({
  name: 'copy',
  file: 'measure/copy.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { pieces: 'u32' },
  variants: [{}],
});

/** Bytes that one workgroup of a multiply-add run writes. */
export const MULTIPLY_ADD_GROUP_BYTES = 1024;
/** Multiply-adds of one workgroup in one round: 64 threads, 8 chains, 4 values, 4 times each. */
export const MULTIPLY_ADDS_OF_GROUP = 8192;
/** A copy is a multiple of this many bytes. */
export const COPY_PIECE_BYTES = 16_384;

/** A run of multiply-adds. */
export interface MultiplyAddRequest {
  /** `MULTIPLY_ADD_GROUP_BYTES` for every workgroup. */
  readonly output: GpuBuffer;
  readonly precision: ArithmeticPrecision;
  readonly rounds: number;
  /** Every step is x = x * factor + term. */
  readonly factor: number;
  readonly term: number;
}

/** Multiplies and adds; writes the sums of the chains, 4 a thread. Throws ShapeError. */
export async function prepareMultiplyAdd(
  gpu: Gpu,
  label: string,
  { output, precision, rounds, factor, term }: MultiplyAddRequest,
): Promise<Owned<Dispatch>> {
  const groups = piecesOf(label, output, MULTIPLY_ADD_GROUP_BYTES);
  const kernel = await gpu.kernel(MULTIPLY_ADD, VARIANTS[precision]);
  return kernel.prepare({
    label,
    params: { rounds, factor, term },
    resources: { output },
    workgroups: [groups, 1, 1],
  });
}

/** Copies all of `input` to `output`. Throws ShapeError unless both are equal multiples of `COPY_PIECE_BYTES`. */
export async function prepareCopy(
  gpu: Gpu,
  label: string,
  { input, output }: { readonly input: GpuBuffer; readonly output: GpuBuffer },
): Promise<Owned<Dispatch>> {
  const pieces = piecesOf(label, input, COPY_PIECE_BYTES);
  expectBytes(label, 'output', output, input.bytes);
  const kernel = await gpu.kernel(COPY);
  return kernel.prepare({
    label,
    params: { pieces },
    resources: { input, output },
    workgroups: [pieces, 1, 1],
  });
}

function piecesOf(operation: string, { bytes }: GpuBuffer, piece: number): number {
  if (bytes % piece === 0) return bytes / piece;
  const shapes = `${String(bytes)} bytes, no multiple of ${String(piece)}`;
  throw new ShapeError('shape-mismatch', `${operation}: ${shapes}`, { operation, shapes });
}
