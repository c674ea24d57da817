/** Flatten in channel-last order, as Keras does: [C, H, W] to [C * H * W, 1, 1]. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { expectShape } from './shapes.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;

export const FLATTEN = defineKernel({
  name: 'flatten',
  file: 'forward/flatten.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { channels: 'u32', cells: 'u32' },
  variants: [{}],
});

/** Element (c, y, x) of `input` to (y * W + x) * C + c of `output` [C * H * W, 1, 1]. Throws ShapeError. */
export async function prepareFlatten(
  gpu: Gpu,
  label: string,
  { input, output }: { readonly input: BlockedTensor; readonly output: BlockedTensor },
): Promise<Owned<Dispatch>> {
  const [channels, height, width] = input.shape;
  const elements = channels * height * width;
  expectShape(label, 'output', output.shape, [elements, 1, 1]);
  const kernel = await gpu.kernel(FLATTEN);
  return kernel.prepare({
    label,
    params: { channels, cells: height * width },
    resources: { input: input.buffer, output: output.buffer },
    workgroups: [Math.ceil(blocksOf(elements) / THREADS), 1, 1],
  });
}
