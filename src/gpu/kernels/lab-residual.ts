/** How far two maps are apart: their difference times a number. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { expectShape } from './shapes.ts';

/** Invocations of a workgroup along each side, as in the shader. */
const THREADS = 8;

export const LAB_RESIDUAL = defineKernel({
  name: 'lab_residual',
  file: 'lab/residual.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'a', kind: 'read' },
    { name: 'b', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', scale: 'f32' },
  variants: [{}],
});

/** Three maps of one shape, and what the difference of the first two is multiplied by. */
export interface LabResidualRequest {
  readonly a: BlockedTensor;
  readonly b: BlockedTensor;
  readonly output: BlockedTensor;
  readonly scale: number;
}

/** Writes (a - b) * scale. Throws ShapeError when the shapes differ. */
export async function prepareLabResidual(
  gpu: Gpu,
  label: string,
  { a, b, output, scale }: LabResidualRequest,
): Promise<Owned<Dispatch>> {
  expectShape(label, 'b', b.shape, a.shape);
  expectShape(label, 'output', output.shape, a.shape);
  const [channels, height, width] = a.shape;
  const kernel = await gpu.kernel(LAB_RESIDUAL);
  return kernel.prepare({
    label,
    params: { width, height, scale },
    resources: { a: a.buffer, b: b.buffer, output: output.buffer },
    workgroups: [Math.ceil(width / THREADS), Math.ceil(height / THREADS), blocksOf(channels)],
  });
}
