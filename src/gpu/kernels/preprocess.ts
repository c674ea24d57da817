/** RGB 0..255 to what a network was trained on, and back. */
import type { Owned } from '../../base/index.ts';
import type { InputSpec } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelDefinition } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { expectShape } from './shapes.ts';

/** What every kernel between the two spaces is told. */
export const PREPROCESS_PARAMS = {
  cells: 'u32',
  swap: 'u32',
  unit: 'f32',
  mean_0: 'f32',
  mean_1: 'f32',
  mean_2: 'f32',
  std_0: 'f32',
  std_1: 'f32',
  std_2: 'f32',
} as const;

export const PREPROCESS = defineKernel({
  name: 'preprocess',
  file: 'image/preprocess.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: PREPROCESS_PARAMS,
  variants: [{}],
});

export const DEPROCESS = defineKernel({
  name: 'deprocess',
  file: 'image/deprocess.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: PREPROCESS_PARAMS,
  variants: [{}],
});

/** Threads of a workgroup. */
const THREADS = 64;

/** What is converted, and between which spaces. Both tensors are [3, H, W]. */
export interface PreprocessRequest {
  readonly input: BlockedTensor;
  readonly output: BlockedTensor;
  readonly spec: InputSpec;
}

/** RGB 0..255 to network space. Throws ShapeError. */
export function preparePreprocess(
  gpu: Gpu,
  label: string,
  request: PreprocessRequest,
): Promise<Owned<Dispatch>> {
  return prepareBetweenSpaces(gpu, label, PREPROCESS, request);
}

/** Network space to RGB, cut off at 0 and 255. Throws ShapeError. */
export function prepareDeprocess(
  gpu: Gpu,
  label: string,
  request: PreprocessRequest,
): Promise<Owned<Dispatch>> {
  return prepareBetweenSpaces(gpu, label, DEPROCESS, request);
}

/** A launch of one of these kernels. Throws ShapeError. */
export async function prepareBetweenSpaces(
  gpu: Gpu,
  label: string,
  definition: KernelDefinition<typeof PREPROCESS_PARAMS>,
  { input, output, spec }: PreprocessRequest,
): Promise<Owned<Dispatch>> {
  const [, height, width] = input.shape;
  expectShape(label, 'input', input.shape, [3, height, width]);
  expectShape(label, 'output', output.shape, input.shape);
  const kernel = await gpu.kernel(definition);
  const { mean, std } = spec;
  return kernel.prepare({
    label,
    params: {
      cells: height * width,
      swap: spec.order === 'BGR' ? 1 : 0,
      unit: spec.range === '0..1' ? 255 : 1,
      mean_0: mean[0],
      mean_1: mean[1],
      mean_2: mean[2],
      std_0: std[0],
      std_1: std[1],
      std_2: std[2],
    },
    resources: { input: input.buffer, output: output.buffer },
    workgroups: [Math.ceil((height * width) / THREADS), 1, 1],
  });
}
