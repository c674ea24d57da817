/** Dense layer: [I, 1, 1] to [O, 1, 1]. Bound by how fast the weights can be read. */
import type { Owned } from '../../base/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';
import { biasBytes, expectLength } from './weights.ts';

export const DENSE = defineKernel({
  name: 'dense',
  file: 'forward/dense.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'bias', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { outputs: 'u32', input_blocks: 'u32' },
  variants: [{}, { flags: ['RELU'] }],
});

/** What a dense layer works on. */
export interface DenseRequest {
  readonly input: BlockedTensor;
  /** From `packDenseWeights`. */
  readonly weights: GpuBuffer;
  /** From `packBias`. */
  readonly bias: GpuBuffer;
  readonly output: BlockedTensor;
  readonly relu: boolean;
}

/** Multiplies `input` [I, 1, 1] by the weights into `output` [O, 1, 1]. Throws ShapeError. */
export async function prepareDense(
  gpu: Gpu,
  label: string,
  { input, weights, bias, output, relu }: DenseRequest,
): Promise<Owned<Dispatch>> {
  const inputs = input.shape[0];
  const outputs = output.shape[0];
  expectShape(label, 'input', input.shape, [inputs, 1, 1]);
  expectShape(label, 'output', output.shape, [outputs, 1, 1]);
  const rowBytes = blocksOf(inputs) * BLOCK * Float32Array.BYTES_PER_ELEMENT;
  const shape = `${String(outputs)} x ${String(inputs)}`;
  expectBytes(label, `weights of ${shape}`, weights, outputs * rowBytes);
  expectBytes(label, `bias of ${String(outputs)}`, bias, biasBytes(outputs));

  const kernel = await gpu.kernel(DENSE, relu ? { flags: ['RELU'] } : {});
  return kernel.prepare({
    label,
    params: { outputs, input_blocks: blocksOf(inputs) },
    resources: { input: input.buffer, weights, bias, output: output.buffer },
    workgroups: [blocksOf(outputs), 1, 1],
  });
}

/**
 * Rows of weights (element (o, i) at o * I + i), each padded with zeros to a multiple of 4: `oi` itself, not a copy,
 * when nothing is to be padded. Throws ShapeError when the data does not have the size.
 */
export function packDenseWeights(oi: Float32Array, outputs: number, inputs: number): Float32Array {
  expectLength('dense weights', oi, [outputs, inputs]);
  const stride = blocksOf(inputs) * BLOCK;
  if (stride === inputs) return oi;
  const packed = new Float32Array(outputs * stride);
  for (let o = 0; o < outputs; o += 1) {
    packed.set(oi.subarray(o * inputs, (o + 1) * inputs), o * stride);
  }
  return packed;
}
