/**
 * Brings the weights of a dense layer, chunk by chunk and in the order of their source, into the format in which they
 * are kept: on the GPU, so that the page never holds a whole matrix. Knows no file.
 */
import { DisposableStore, ShapeError } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { StructValues } from '../struct.ts';
import type { DenseOrder } from './dense-order.ts';
import { GROUP, rowWords, variantOfFormat } from './stored-weights.ts';
import type { DenseWeights, WeightSlice } from './stored-weights.ts';

export const PACK_DENSE = defineKernel({
  name: 'pack_dense',
  file: 'forward/pack_dense.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'chunk', kind: 'read' },
    { name: 'weights', kind: 'write' },
    { name: 'scales', kind: 'write' },
  ],
  params: {
    first_output: 'u32',
    outputs: 'u32',
    first_group: 'u32',
    groups: 'u32',
    inputs: 'u32',
    row_words: 'u32',
    start: 'u32',
    output_stride: 'u32',
    channels: 'u32',
    channel_stride: 'u32',
    place_stride: 'u32',
  },
  variants: [variantOfFormat('f32'), variantOfFormat('f16'), variantOfFormat('q8')],
});

/** A run of outputs or inputs. */
export interface Run {
  readonly first: number;
  readonly count: number;
}

/** All weights between some outputs and some inputs, as the source has them. */
export interface DenseChunk {
  readonly values: Float32Array;
  /** Place of `values[0]` in the source. */
  readonly offset: number;
  readonly order: DenseOrder;
  readonly outputs: Run;
  /** Begins at a multiple of 32, and ends at one or at the last. */
  readonly inputs: Run;
}

/** Writes chunks into the buffers it was made for. */
export interface DensePacker extends Disposable {
  /** Stores a chunk. Throws ShapeError for one that the layer has no place for, or longer than it was made for. */
  write(chunk: DenseChunk): void;
}

const THREADS = 64;
const BYTES_PER_FLOAT = 4;
/** WGSL counts modulo this. */
const WRAP = 2 ** 32;

/** A packer for chunks of up to `most` values. Throws OutOfMemoryError. */
export async function prepareDensePacker(
  gpu: Gpu,
  label: string,
  weights: DenseWeights,
  most: number,
): Promise<Owned<DensePacker>> {
  const kernel = await gpu.kernel(PACK_DENSE, variantOfFormat(weights.format));
  const owned = new DisposableStore();
  const make = (): DensePacker => {
    const chunk = owned.add(gpu.buffer(`${label}.chunk`, most * BYTES_PER_FLOAT));
    const none = owned.add(gpu.buffer(`${label}.noScales`, BYTES_PER_FLOAT));
    const parts = weights.slices.map((slice) => {
      const launch = kernel.prepare({
        label: `${label}.launch`,
        params: NOTHING,
        resources: { chunk, weights: slice.weights, scales: slice.scales ?? none },
        workgroups: [1, 1, 1],
      });
      return { slice, launch: owned.add(launch) };
    });
    return {
      write: (given) => {
        expectFit(label, weights, given, most);
        gpu.upload(chunk, given.values);
        // One submit a slice, each with its parameters; they run before the chunk is written again.
        for (const { slice, launch } of parts) {
          const params = paramsOf(weights, slice, given);
          if (params.outputs === 0) continue;
          launch.setParams(params);
          const count = Math.ceil((params.outputs * params.groups) / THREADS);
          const sized: Dispatch = { ...launch, workgroups: [count, 1, 1] };
          gpu.submit(label, (commands) => {
            commands.dispatch(sized);
          });
        }
      },
      dispose: () => {
        owned.dispose();
      },
    };
  };
  try {
    return await gpu.guard(make);
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

const NOTHING: StructValues<typeof PACK_DENSE.params> = {
  first_output: 0,
  outputs: 0,
  first_group: 0,
  groups: 0,
  inputs: 0,
  row_words: 0,
  start: 0,
  output_stride: 0,
  channels: 1,
  channel_stride: 0,
  place_stride: 0,
};

/** What of the chunk lies in the slice; outputs are then the slice's own. */
function paramsOf(
  { format, inputs: all }: DenseWeights,
  slice: WeightSlice,
  { offset, order, outputs, inputs }: DenseChunk,
): StructValues<typeof PACK_DENSE.params> {
  const first = Math.max(outputs.first, slice.firstOutput);
  const end = Math.min(outputs.first + outputs.count, slice.firstOutput + slice.outputs);
  const start = slice.firstOutput * order.output - offset;
  return {
    first_output: Math.max(0, first - slice.firstOutput),
    outputs: Math.max(0, end - first),
    first_group: inputs.first / GROUP,
    groups: Math.ceil(inputs.count / GROUP),
    inputs: all,
    row_words: rowWords(format, all),
    start: ((start % WRAP) + WRAP) % WRAP,
    output_stride: order.output,
    channels: order.channels,
    channel_stride: order.channelStep,
    place_stride: order.placeStep,
  };
}

function expectFit(
  label: string,
  weights: DenseWeights,
  { values, order, outputs, inputs }: DenseChunk,
  most: number,
): void {
  const isInside = ({ first, count }: Run, all: number): boolean =>
    first >= 0 && count >= 1 && first + count <= all;
  const endsGroup = inputs.first + inputs.count === weights.inputs || inputs.count % GROUP === 0;
  if (
    isInside(outputs, weights.outputs) &&
    isInside(inputs, weights.inputs) &&
    inputs.first % GROUP === 0 &&
    endsGroup &&
    Number.isInteger(order.channelStep) &&
    values.length === outputs.count * inputs.count &&
    values.length <= most
  ) {
    return;
  }
  const runOf = ({ first, count }: Run): string => `${String(first)}+${String(count)}`;
  const shapes =
    `${String(values.length)} values of outputs ${runOf(outputs)} and inputs ${runOf(inputs)} ` +
    `in ${String(weights.outputs)} x ${String(weights.inputs)}, at most ${String(most)}`;
  throw new ShapeError('shape-mismatch', `${label}: ${shapes}`, { operation: label, shapes });
}
