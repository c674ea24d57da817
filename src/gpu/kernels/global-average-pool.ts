/** Global average pooling: [C, H, W] to [C, 1, 1]. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { expectShape } from './shapes.ts';

export const GLOBAL_AVERAGE_POOL = defineKernel({
  name: 'global_average_pool',
  file: 'forward/global_average_pool.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { blocks: 'u32', cells: 'u32' },
  variants: [{}],
});

/** Means of the channels of `input` into `output` [C, 1, 1]. Throws ShapeError. */
export async function prepareGlobalAveragePool(
  gpu: Gpu,
  label: string,
  { input, output }: { readonly input: BlockedTensor; readonly output: BlockedTensor },
): Promise<Owned<Dispatch>> {
  const [channels, height, width] = input.shape;
  expectShape(label, 'output', output.shape, [channels, 1, 1]);
  const kernel = await gpu.kernel(GLOBAL_AVERAGE_POOL);
  return kernel.prepare({
    label,
    params: { blocks: blocksOf(channels), cells: height * width },
    resources: { input: input.buffer, output: output.buffer },
    workgroups: [blocksOf(channels), 1, 1],
  });
}
