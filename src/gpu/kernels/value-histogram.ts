/** How the values of a whole layer are spread, fine enough for percentiles whatever the largest value is. */
import type { Owned } from '../../base/index.ts';
import { VALUE_PARTS } from '../../math/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes } from './shapes.ts';

export const VALUE_HISTOGRAM = defineKernel({
  name: 'value_histogram',
  file: 'stats/value_histogram.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'counts', kind: 'write' },
  ],
  params: { channels: 'u32', cells: 'u32', stride: 'u32' },
  variants: [{}],
});

const THREADS = 64;
/** Enough to fill a GPU. */
const MAX_WORKGROUPS = 512;
const BLOCKS_PER_THREAD = 16;
/** Bytes of the counts. */
export const VALUE_HISTOGRAM_BYTES = VALUE_PARTS * Uint32Array.BYTES_PER_ELEMENT;

/** Counts the values of `input` into `counts`, see `partOfValue`; clear `counts` before. Throws ShapeError. */
export async function prepareValueHistogram(
  gpu: Gpu,
  label: string,
  { input, counts }: { readonly input: BlockedTensor; readonly counts: GpuBuffer },
): Promise<Owned<Dispatch>> {
  expectBytes(label, 'counts', counts, VALUE_HISTOGRAM_BYTES);
  const [channels, height, width] = input.shape;
  const cells = height * width;
  const wanted = Math.ceil((blocksOf(channels) * cells) / (THREADS * BLOCKS_PER_THREAD));
  const groups = Math.min(MAX_WORKGROUPS, Math.max(1, wanted));
  const kernel = await gpu.kernel(VALUE_HISTOGRAM);
  return kernel.prepare({
    label,
    params: { channels, cells, stride: groups * THREADS },
    resources: { input: input.buffer, counts },
    workgroups: [groups, 1, 1],
  });
}
