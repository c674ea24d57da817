/** Gradient of a softmax, from probabilities back to the logits. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { expectShape } from './shapes.ts';

export const SOFTMAX_GRADIENT = defineKernel({
  name: 'softmax_gradient',
  file: 'backward/softmax.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'probabilities', kind: 'read' },
    { name: 'gradient', kind: 'read' },
    { name: 'input_gradient', kind: 'write' },
  ],
  params: { blocks: 'u32' },
  variants: [{}],
});

/** What the gradient of a softmax works on, all of [C, 1, 1]. */
export interface SoftmaxGradientRequest {
  /** What the softmax has written. */
  readonly probabilities: BlockedTensor;
  /** With respect to them. */
  readonly gradient: BlockedTensor;
  /** With respect to the logits. */
  readonly inputGradient: BlockedTensor;
}

/** Writes p * (g - sum(g * p)). Throws ShapeError. */
export async function prepareSoftmaxGradient(
  gpu: Gpu,
  label: string,
  { probabilities, gradient, inputGradient }: SoftmaxGradientRequest,
): Promise<Owned<Dispatch>> {
  const [channels] = probabilities.shape;
  const shape = [channels, 1, 1] as const;
  expectShape(label, 'probabilities', probabilities.shape, shape);
  expectShape(label, 'gradient', gradient.shape, shape);
  expectShape(label, 'inputGradient', inputGradient.shape, shape);
  const kernel = await gpu.kernel(SOFTMAX_GRADIENT);
  return kernel.prepare({
    label,
    params: { blocks: blocksOf(channels) },
    resources: {
      probabilities: probabilities.buffer,
      gradient: gradient.buffer,
      input_gradient: inputGradient.buffer,
    },
    workgroups: [1, 1, 1],
  });
}
