/** Gradients of the layers that turn maps into a row: flattening and global average pooling. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch, Workgroups } from '../kernel.ts';
import { expectShape } from './shapes.ts';

/** Invocations of a workgroup, as in the shaders. */
const THREADS = 64;

export const FLATTEN_GRADIENT = defineKernel({
  name: 'flatten_gradient',
  file: 'backward/flatten.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'input_gradient', kind: 'write' },
  ],
  params: { channels: 'u32', cells: 'u32' },
  variants: [{}],
});

export const GLOBAL_AVERAGE_POOL_GRADIENT = defineKernel({
  name: 'global_average_pool_gradient',
  file: 'backward/global_average_pool.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'input_gradient', kind: 'write' },
  ],
  params: { cells: 'u32' },
  variants: [{}],
});

/** What these gradients work on. */
export interface MapGradientRequest {
  /** With respect to the output. */
  readonly gradient: BlockedTensor;
  readonly inputGradient: BlockedTensor;
}

/** Element (y * W + x) * C + c of `gradient` [C * H * W, 1, 1] to (c, y, x). Throws ShapeError. */
export async function prepareFlattenGradient(
  gpu: Gpu,
  label: string,
  { gradient, inputGradient }: MapGradientRequest,
): Promise<Owned<Dispatch>> {
  const [channels, height, width] = inputGradient.shape;
  expectShape(label, 'gradient', gradient.shape, [channels * height * width, 1, 1]);
  const kernel = await gpu.kernel(FLATTEN_GRADIENT);
  return kernel.prepare({
    label,
    params: { channels, cells: height * width },
    resources: { gradient: gradient.buffer, input_gradient: inputGradient.buffer },
    workgroups: workgroupsOf(inputGradient),
  });
}

/** Gives each cell an equal part of the gradient [C, 1, 1] of its channel. Throws ShapeError. */
export async function prepareGlobalAveragePoolGradient(
  gpu: Gpu,
  label: string,
  { gradient, inputGradient }: MapGradientRequest,
): Promise<Owned<Dispatch>> {
  const [channels, height, width] = inputGradient.shape;
  expectShape(label, 'gradient', gradient.shape, [channels, 1, 1]);
  const kernel = await gpu.kernel(GLOBAL_AVERAGE_POOL_GRADIENT);
  return kernel.prepare({
    label,
    params: { cells: height * width },
    resources: { gradient: gradient.buffer, input_gradient: inputGradient.buffer },
    workgroups: workgroupsOf(inputGradient),
  });
}

function workgroupsOf({ shape: [channels, height, width] }: BlockedTensor): Workgroups {
  return [Math.ceil((height * width) / THREADS), blocksOf(channels), 1];
}
