/** One cell and its channel in a single small read-back: what a hover shows. */
import type { Owned } from '../../base/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';
import { expectBytes } from './shapes.ts';

export const PROBE = defineKernel({
  name: 'probe',
  file: 'insight/probe.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'channel_stats', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { channel: 'u32', y: 'u32', x: 'u32', height: 'u32', width: 'u32' },
  variants: [{}],
});

/** Parameters of the probe: which cell, and the size of the map. */
export type ProbeFields = typeof PROBE.params;
/** The prepared probe of one layer. */
export type ProbeDispatch = Dispatch<ProbeFields>;

/** Bins of the histogram over [min, max] of the channel. */
export const PROBE_BINS = 64;
/** Words before the bins. */
const HEADER = 8;
const PROBE_BYTES = (HEADER + PROBE_BINS) * Uint32Array.BYTES_PER_ELEMENT;
const BYTES_PER_STATISTICS = 4 * Float32Array.BYTES_PER_ELEMENT;

/** What is known of one cell and its channel. */
export interface Probe {
  readonly value: number;
  /** Of the finite cells of the channel, 0 where there is none. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Share of cells that are zero. */
  readonly zeros: number;
  /** Finite cells in each of `PROBE_BINS` equal parts of [min, max]; a constant channel is all in the first. */
  readonly histogram: Uint32Array;
}

/** A buffer for the results of a probe, 288 bytes. The caller disposes of it. */
export function createProbeBuffer(gpu: Gpu, label: string): Owned<GpuBuffer> {
  return gpu.buffer(label, PROBE_BYTES);
}

/**
 * A probe of `input` into `output`, aimed at its first cell; `setParams(probeParams(...))` aims it elsewhere.
 * `channelStats` is that of `prepareStatistics`. Throws ShapeError for buffers of another size.
 */
export async function prepareProbe(
  gpu: Gpu,
  label: string,
  {
    input,
    channelStats,
    output,
  }: {
    readonly input: BlockedTensor;
    readonly channelStats: GpuBuffer;
    /** From `createProbeBuffer`. */
    readonly output: GpuBuffer;
  },
): Promise<Owned<ProbeDispatch>> {
  expectBytes(label, 'channelStats', channelStats, input.shape[0] * BYTES_PER_STATISTICS);
  expectBytes(label, 'output', output, PROBE_BYTES);
  const kernel = await gpu.kernel(PROBE);
  return kernel.prepare({
    label,
    params: probeParams(input.shape, { channel: 0, y: 0, x: 0 }),
    resources: { input: input.buffer, channel_stats: channelStats, output },
    workgroups: [1, 1, 1],
  });
}

/** The parameters that aim a probe of a tensor of `shape` at one cell, which must be inside. */
export function probeParams(
  [, height, width]: Shape3,
  { channel, y, x }: { readonly channel: number; readonly y: number; readonly x: number },
): StructValues<ProbeFields> {
  return { channel, y, x, height, width };
}

/** Reads the result of the probe submitted last: 288 bytes. */
export async function readProbe(gpu: Gpu, output: GpuBuffer): Promise<Probe> {
  const bytes = await gpu.read(output);
  const [value = 0, min = 0, max = 0, mean = 0, zeros = 0] = new Float32Array(bytes);
  const histogram = new Uint32Array(bytes, HEADER * Uint32Array.BYTES_PER_ELEMENT);
  return { value, min, max, mean, zeros, histogram };
}
