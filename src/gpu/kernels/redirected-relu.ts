/**
 * Gradient of a ReLU that is not lost where all values are below zero (Lucid's redirected_relu_grad): only if nothing of it would be
 * left, what would raise values that were not let through is kept as well.
 */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import { groupLaunches } from './group.ts';
import type { LaunchGroup } from './group.ts';
import type { ReluGradientRequest } from './relu-gradient.ts';
import { expectShape } from './shapes.ts';

/** Invocations of a workgroup, as in the shaders. */
const THREADS = 64;
/** Workgroups that share the search. */
const GROUPS = 64;
const BYTES_PER_WORD = 4;

export const RELU_LEFT = defineKernel({
  name: 'relu_left',
  file: 'backward/relu_left.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'output', kind: 'read' },
    { name: 'gradient', kind: 'read' },
    { name: 'left', kind: 'write' },
  ],
  params: { count: 'u32', threads: 'u32' },
  variants: [{}],
});

export const REDIRECTED_RELU = defineKernel({
  name: 'redirected_relu',
  file: 'backward/redirected_relu.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'left', kind: 'read' },
    { name: 'output', kind: 'read' },
    { name: 'gradient', kind: 'write' },
  ],
  params: { cells: 'u32', groups: 'u32' },
  variants: [{}],
});

/** Changes `gradient` in place. Throws ShapeError. */
export async function prepareRedirectedRelu(
  gpu: Gpu,
  label: string,
  { output, gradient }: Omit<ReluGradientRequest, 'rule'>,
): Promise<Owned<LaunchGroup>> {
  expectShape(label, 'gradient', gradient.shape, output.shape);
  const [channels, height, width] = output.shape;
  const [search, redirect] = await Promise.all([
    gpu.kernel(RELU_LEFT),
    gpu.kernel(REDIRECTED_RELU),
  ]);
  const [blocks, cells] = [blocksOf(channels), height * width];
  const groups = Math.min(GROUPS, Math.ceil((blocks * cells) / THREADS));
  return groupLaunches((owned) => {
    const left = owned.add(gpu.buffer(`${label}.left`, groups * BYTES_PER_WORD));
    const bound = { left, output: output.buffer, gradient: gradient.buffer };
    return [
      owned.add(
        search.prepare({
          label: `${label}.left`,
          params: { count: blocks * cells, threads: groups * THREADS },
          resources: bound,
          workgroups: [groups, 1, 1],
        }),
      ),
      owned.add(
        redirect.prepare({
          label,
          params: { cells, groups },
          resources: bound,
          workgroups: [Math.ceil(cells / THREADS), blocks, 1],
        }),
      ),
    ];
  });
}
