/** Softmax over the channels: [C, 1, 1] to [C, 1, 1]. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { expectShape } from './shapes.ts';

export const SOFTMAX = defineKernel({
  name: 'softmax',
  file: 'forward/softmax.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { channels: 'u32', blocks: 'u32' },
  variants: [{}],
});

/** Probabilities of the logits `input` [C, 1, 1] into `output` of the same shape. Throws ShapeError. */
export async function prepareSoftmax(
  gpu: Gpu,
  label: string,
  { input, output }: { readonly input: BlockedTensor; readonly output: BlockedTensor },
): Promise<Owned<Dispatch>> {
  const channels = input.shape[0];
  expectShape(label, 'input', input.shape, [channels, 1, 1]);
  expectShape(label, 'output', output.shape, [channels, 1, 1]);
  const kernel = await gpu.kernel(SOFTMAX);
  return kernel.prepare({
    label,
    params: { channels, blocks: blocksOf(channels) },
    resources: { input: input.buffer, output: output.buffer },
    workgroups: [1, 1, 1],
  });
}
