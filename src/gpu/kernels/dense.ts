/** Dense layer: [I, 1, 1] to [O, 1, 1]. Bound by how fast the weights can be read. */
import type { Owned } from '../../base/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';
import { bindingsOf, expectRows, rowLength } from './stored-weights.ts';
import type { StoredWeights, WeightFormat, WeightSlice } from './stored-weights.ts';
import { biasBytes } from './weights.ts';

export const DENSE = defineKernel({
  name: 'dense',
  file: 'forward/dense.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'scales', kind: 'read' },
    { name: 'bias', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { outputs: 'u32', first_block: 'u32', input_blocks: 'u32', steps: 'u32' },
  variants: [true, false].flatMap((relu) => [
    variantOf('f32', relu),
    variantOf('f16', relu),
    variantOf('q8', relu),
  ]),
});

/** Inputs that one invocation takes at once, as in the shader. */
const STEP: Readonly<Record<WeightFormat, number>> = { f32: 4, f16: 8, q8: 16 };

/** What a dense layer works on. */
export interface DenseRequest {
  readonly input: BlockedTensor;
  readonly weights: StoredWeights;
  /** From `packBias`. */
  readonly bias: GpuBuffer;
  readonly output: BlockedTensor;
  readonly relu: boolean;
}

/**
 * Multiplies `input` [I, 1, 1] by the weights into `output` [O, 1, 1]: one launch a slice, in any order. Throws
 * ShapeError.
 */
export function prepareDense(
  gpu: Gpu,
  label: string,
  request: DenseRequest,
): readonly Promise<Owned<Dispatch>>[] {
  const { input, weights, bias, output } = request;
  const inputs = input.shape[0];
  const outputs = output.shape[0];
  const { format } = weights;
  expectShape(label, 'input', input.shape, [inputs, 1, 1]);
  expectShape(label, 'output', output.shape, [outputs, 1, 1]);
  expectRows(label, weights, outputs, inputs);
  expectBytes(label, `bias of ${String(outputs)}`, bias, biasBytes(outputs));
  const variant = variantOf(format, request.relu);
  return weights.slices.map((slice) => prepareSlice(gpu, label, variant, request, slice));
}

async function prepareSlice(
  gpu: Gpu,
  label: string,
  variant: KernelVariant,
  { input, weights, bias, output }: DenseRequest,
  slice: WeightSlice,
): Promise<Owned<Dispatch>> {
  const kernel = await gpu.kernel(DENSE, variant);
  const inputs = input.shape[0];
  return kernel.prepare({
    label,
    params: {
      outputs: slice.outputs,
      first_block: slice.firstOutput / BLOCK,
      input_blocks: blocksOf(inputs),
      steps: rowLength(weights.format, inputs) / STEP[weights.format],
    },
    resources: { input: input.buffer, ...bindingsOf(slice), bias, output: output.buffer },
    workgroups: [blocksOf(slice.outputs), 1, 1],
  });
}

function variantOf(format: WeightFormat, relu: boolean): KernelVariant {
  const kept = format === 'f32' ? [] : [format === 'f16' ? 'F16' : 'Q8'];
  return { flags: relu ? [...kept, 'RELU'] : kept };
}
