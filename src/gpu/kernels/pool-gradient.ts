/** Gradients of max and average pooling with respect to their input: [C, H', W'] to [C, H, W]. */
import type { Owned } from '../../base/index.ts';
import { poolOutput } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { blocksOf, tensorBytes } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { winnerBytes } from './max-pool.ts';
import { expectBytes, expectShape } from './shapes.ts';

/** Invocations of a workgroup, as in the shaders. */
const THREADS = 64;

const PARAMS = {
  input_width: 'u32',
  input_height: 'u32',
  output_width: 'u32',
  output_height: 'u32',
  window: 'u32',
  stride: 'u32',
} as const;

export const MAX_POOL_GRADIENT = defineKernel({
  name: 'max_pool_gradient',
  file: 'backward/max_pool.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'winners', kind: 'read' },
    { name: 'input_gradient', kind: 'write' },
  ],
  params: PARAMS,
  variants: [{}],
});

export const AVERAGE_POOL_GRADIENT = defineKernel({
  name: 'average_pool_gradient',
  file: 'backward/average_pool.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'input_gradient', kind: 'write' },
  ],
  params: PARAMS,
  variants: [{}],
});

/** What the gradient of a pooling works on. */
export interface PoolGradientRequest {
  /** With respect to the output. */
  readonly gradient: BlockedTensor;
  readonly inputGradient: BlockedTensor;
  readonly window: number;
  readonly stride: number;
}

/** The same of a max pooling. */
export interface MaxPoolGradientRequest extends PoolGradientRequest {
  /** From `prepareMaxPool`. */
  readonly winners: GpuBuffer;
}

/** Gives each value of the gradient to the winner of its window. Throws ShapeError. */
export async function prepareMaxPoolGradient(
  gpu: Gpu,
  label: string,
  request: MaxPoolGradientRequest,
): Promise<Owned<Dispatch>> {
  const { gradient, winners, inputGradient } = request;
  const params = paramsOf(label, request);
  const bytes = winnerBytes(tensorBytes(gradient.shape));
  expectBytes(label, `winners of ${gradient.shape.join(' x ')}`, winners, bytes);
  const kernel = await gpu.kernel(MAX_POOL_GRADIENT);
  return kernel.prepare({
    label,
    params,
    resources: { gradient: gradient.buffer, winners, input_gradient: inputGradient.buffer },
    workgroups: workgroupsOf(inputGradient.shape),
  });
}

/** Gives each cell of a window an equal part of its gradient. Throws ShapeError. */
export async function prepareAveragePoolGradient(
  gpu: Gpu,
  label: string,
  request: PoolGradientRequest,
): Promise<Owned<Dispatch>> {
  const { gradient, inputGradient } = request;
  const params = paramsOf(label, request);
  const kernel = await gpu.kernel(AVERAGE_POOL_GRADIENT);
  return kernel.prepare({
    label,
    params,
    resources: { gradient: gradient.buffer, input_gradient: inputGradient.buffer },
    workgroups: workgroupsOf(inputGradient.shape),
  });
}

function paramsOf(
  label: string,
  { gradient, inputGradient, window, stride }: PoolGradientRequest,
): Record<keyof typeof PARAMS, number> {
  const expected = poolOutput(inputGradient.shape, window, stride, label);
  expectShape(label, 'gradient', gradient.shape, expected);
  const [, height, width] = inputGradient.shape;
  return {
    input_width: width,
    input_height: height,
    output_width: expected[2],
    output_height: expected[1],
    window,
    stride,
  };
}

function workgroupsOf([channels, height, width]: Shape3): readonly [number, number, number] {
  return [Math.ceil((height * width) / THREADS), blocksOf(channels), 1];
}
