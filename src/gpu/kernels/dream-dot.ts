/** What a linear objective is: the sum of the products of two maps, or of one block of their channels. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';

const BYTES_PER_FLOAT = 4;

export const DREAM_DOT = defineKernel({
  name: 'dream_dot',
  file: 'dream/dot.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'a', kind: 'read' },
    { name: 'b', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { first: 'u32', count: 'u32' },
  variants: [{}],
});

/** Two maps of one shape. */
export interface DotRequest {
  readonly a: BlockedTensor;
  readonly b: BlockedTensor;
  /** One f32. */
  readonly output: GpuBuffer;
  /** Only the four channels that this one is stored with are read: enough where one of the maps is zero elsewhere. */
  readonly channel?: number;
}

/** Writes sum of a * b. Throws ShapeError. */
export async function prepareDot(
  gpu: Gpu,
  label: string,
  { a, b, output, channel }: DotRequest,
): Promise<Owned<Dispatch>> {
  expectShape(label, 'b', b.shape, a.shape);
  expectBytes(label, 'output', output, BYTES_PER_FLOAT);
  const [channels, height, width] = a.shape;
  if (channel !== undefined && !(channel >= 0 && channel < channels)) {
    const shapes = `channel ${String(channel)} of ${String(channels)}`;
    throw new ShapeError('shape-mismatch', `${label}: there is no ${shapes}`, {
      operation: label,
      shapes,
    });
  }
  const cells = height * width;
  const kernel = await gpu.kernel(DREAM_DOT);
  return kernel.prepare({
    label,
    params:
      channel === undefined
        ? { first: 0, count: blocksOf(channels) * cells }
        : { first: Math.floor(channel / BLOCK) * cells, count: cells },
    resources: { a: a.buffer, b: b.buffer, output },
    workgroups: [1, 1, 1],
  });
}
