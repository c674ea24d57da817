/** Gradient of a dense layer with respect to its input: [O, 1, 1] to [I, 1, 1], by the stored rows. */
import type { Owned } from '../../base/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { expectShape } from './shapes.ts';
import { bindingsOf, expectRows, rowLength, variantOfFormat } from './stored-weights.ts';
import type { StoredWeights } from './stored-weights.ts';

/** Blocks of inputs that a workgroup makes, as in the shader. */
const COLUMNS = 16;

export const DENSE_GRADIENT = defineKernel({
  name: 'dense_gradient',
  file: 'backward/dense.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'scales', kind: 'read' },
    { name: 'input_gradient', kind: 'write' },
  ],
  params: { outputs: 'u32', first_output: 'u32', input_blocks: 'u32', row_blocks: 'u32' },
  variants: (['f32', 'f16', 'q8'] as const).map(variantOfFormat),
});

/** What the gradient of a dense layer works on. */
export interface DenseGradientRequest {
  /** With respect to the sums. */
  readonly gradient: BlockedTensor;
  readonly weights: StoredWeights;
  readonly inputGradient: BlockedTensor;
}

/** One launch a slice, in this order: each adds to what the one before has left. Throws ShapeError. */
export function prepareDenseGradient(
  gpu: Gpu,
  label: string,
  { gradient, weights, inputGradient }: DenseGradientRequest,
): readonly Promise<Owned<Dispatch>>[] {
  const inputs = inputGradient.shape[0];
  const outputs = gradient.shape[0];
  expectShape(label, 'gradient', gradient.shape, [outputs, 1, 1]);
  expectShape(label, 'input gradient', inputGradient.shape, [inputs, 1, 1]);
  expectRows(label, weights, outputs, inputs);
  const { format } = weights;
  return weights.slices.map(async (slice) => {
    const kernel = await gpu.kernel(DENSE_GRADIENT, variantOfFormat(format));
    return kernel.prepare({
      label,
      params: {
        outputs: slice.outputs,
        first_output: slice.firstOutput,
        input_blocks: blocksOf(inputs),
        row_blocks: rowLength(format, inputs) / BLOCK,
      },
      resources: {
        gradient: gradient.buffer,
        ...bindingsOf(slice),
        input_gradient: inputGradient.buffer,
      },
      workgroups: [Math.ceil(blocksOf(inputs) / COLUMNS), 1, 1],
    });
  });
}
