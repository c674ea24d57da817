/** Gradient of a ReLU with respect to its input, by the rule of who asks. */
import type { Owned } from '../../base/index.ts';
import type { ReluRule } from '../../math/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { expectShape } from './shapes.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;

/** Numbers of the rules, as in the shader. */
const RULES: Readonly<Record<ReluRule, number>> = { plain: 0, guided: 1, deconvnet: 2 };

export const RELU_GRADIENT = defineKernel({
  name: 'relu_gradient',
  file: 'backward/relu.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'output', kind: 'read' },
    { name: 'gradient', kind: 'write' },
  ],
  params: { cells: 'u32', rule: 'u32' },
  variants: [{}],
});

/** What the gradient of a ReLU works on. */
export interface ReluGradientRequest {
  /** What the ReLU has written. */
  readonly output: BlockedTensor;
  /** With respect to the output; becomes the one with respect to the input. */
  readonly gradient: BlockedTensor;
  readonly rule: ReluRule;
}

/** Changes `gradient` in place. Throws ShapeError. */
export async function prepareReluGradient(
  gpu: Gpu,
  label: string,
  { output, gradient, rule }: ReluGradientRequest,
): Promise<Owned<Dispatch>> {
  expectShape(label, 'gradient', gradient.shape, output.shape);
  const [channels, height, width] = output.shape;
  const kernel = await gpu.kernel(RELU_GRADIENT);
  return kernel.prepare({
    label,
    params: { cells: height * width, rule: RULES[rule] },
    resources: { output: output.buffer, gradient: gradient.buffer },
    workgroups: [Math.ceil((height * width) / THREADS), blocksOf(channels), 1],
  });
}
