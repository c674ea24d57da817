/** Min, max, mean and share of zeros of every channel and of the whole layer, kept on the GPU. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { groupLaunches } from './group.ts';
import type { LaunchGroup } from './group.ts';
import { expectShape } from './shapes.ts';

export const PARTIAL_STATS = defineKernel({
  name: 'partial_stats',
  file: 'stats/partial_stats.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'partials', kind: 'write' },
  ],
  params: { blocks: 'u32', cells: 'u32', slices: 'u32' },
  variants: [{}],
});

export const CHANNEL_STATS = defineKernel({
  name: 'channel_stats',
  file: 'stats/channel_stats.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'partials', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { channels: 'u32', cells: 'u32', slices: 'u32' },
  variants: [{}],
});

export const LAYER_STATS = defineKernel({
  name: 'layer_stats',
  file: 'stats/layer_stats.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'channels', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { count: 'u32' },
  variants: [{}],
});

export const STRONGEST = defineKernel({
  name: 'strongest',
  file: 'stats/strongest.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'channels', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { count: 'u32' },
  variants: [{}],
});

/** Floats of one entry: min, max, mean, share of zeros. */
const STATISTICS = 4;
const BYTES_PER_FLOAT = 4;
const BYTES_PER_ENTRY = STATISTICS * BYTES_PER_FLOAT;
/** Quantities of a slice, a vec4f each. */
const PARTIALS = 5;
/** Threads of a workgroup. */
const THREADS = 64;
/** A slice has about this many cells, until there are MAX_SLICES of them. */
const CELLS_PER_SLICE = 16;
const MAX_SLICES = 256;

/** Buffers for the statistics of a layer of `channels` channels. The caller disposes of both. */
export function createStatisticsBuffers(
  gpu: Gpu,
  label: string,
  channels: number,
): { readonly channels: Owned<GpuBuffer>; readonly layer: Owned<GpuBuffer> } {
  return {
    channels: gpu.buffer(`${label}.channels`, channels * BYTES_PER_ENTRY),
    layer: gpu.buffer(`${label}.layer`, BYTES_PER_ENTRY),
  };
}

/**
 * Statistics of `input`: a vec4f (min, max, mean, share of zeros) per channel into `channels`, in order, and one for
 * the layer into `layer`. NaN and infinities count only as cells. Throws ShapeError for buffers of another size.
 */
export async function prepareStatistics(
  gpu: Gpu,
  label: string,
  {
    input,
    channels,
    layer,
  }: { readonly input: BlockedTensor; readonly channels: GpuBuffer; readonly layer: GpuBuffer },
): Promise<Owned<LaunchGroup>> {
  const [count, height, width] = input.shape;
  const cells = height * width;
  const blocks = blocksOf(count);
  const slices = Math.min(MAX_SLICES, Math.ceil(cells / CELLS_PER_SLICE));
  expectShape(
    label,
    'channels',
    [channels.bytes / BYTES_PER_ENTRY, STATISTICS],
    [count, STATISTICS],
  );
  expectShape(label, 'layer', [layer.bytes / BYTES_PER_ENTRY, STATISTICS], [1, STATISTICS]);
  const [partial, perChannel, whole] = await Promise.all([
    gpu.kernel(PARTIAL_STATS),
    gpu.kernel(CHANNEL_STATS),
    gpu.kernel(LAYER_STATS),
  ]);
  return groupLaunches((owned) => {
    const partials = owned.add(
      gpu.buffer(`${label}.partials`, blocks * slices * PARTIALS * BYTES_PER_ENTRY),
    );
    return [
      owned.add(
        partial.prepare({
          label: `${label}.partial`,
          params: { blocks, cells, slices },
          resources: { input: input.buffer, partials },
          workgroups: [Math.ceil((blocks * slices) / THREADS), 1, 1],
        }),
      ),
      owned.add(
        perChannel.prepare({
          label: `${label}.channels`,
          params: { channels: count, cells, slices },
          resources: { partials, output: channels },
          workgroups: [Math.ceil(count / THREADS), 1, 1],
        }),
      ),
      owned.add(
        whole.prepare({
          label: `${label}.layer`,
          params: { count },
          resources: { channels, output: layer },
          workgroups: [1, 1, 1],
        }),
      ),
    ];
  });
}

/** The channel with the largest mean, a u32, from `channels` of `prepareStatistics` into `output`. Throws ShapeError. */
export async function prepareStrongest(
  gpu: Gpu,
  label: string,
  { channels, output }: { readonly channels: GpuBuffer; readonly output: GpuBuffer },
): Promise<Owned<Dispatch>> {
  expectShape(label, 'output', [output.bytes], [Uint32Array.BYTES_PER_ELEMENT]);
  const kernel = await gpu.kernel(STRONGEST);
  return kernel.prepare({
    label,
    params: { count: channels.bytes / BYTES_PER_ENTRY },
    resources: { channels, output },
    workgroups: [1, 1, 1],
  });
}
