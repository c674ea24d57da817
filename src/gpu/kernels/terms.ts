/** What each input channel adds to one unit, before the bias: the terms of one sum. */
import { ShapeError } from '../../base/index.ts';
import type { Disposable } from '../../base/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { BySlice, bindingsOf, expectRows, rowLength, variantOfFormat } from './stored-weights.ts';
import type { StoredWeights } from './stored-weights.ts';
import type { Shape4 } from './weights.ts';
import { convolutionWeightBytes } from './weights.ts';
import { expectBytes, expectShape } from './shapes.ts';

export const CHANNEL_TERMS = defineKernel({
  name: 'channel_terms',
  file: 'insight/channel_terms.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: {
    unit_channel: 'u32',
    top: 'i32',
    left: 'i32',
    input_blocks: 'u32',
    input_height: 'u32',
    input_width: 'u32',
    kernel_y: 'u32',
    kernel_x: 'u32',
    dilation_y: 'u32',
    dilation_x: 'u32',
  },
  variants: [variantOfFormat('f32'), variantOfFormat('f16')],
});

export const UNIT_TERMS = defineKernel({
  name: 'unit_terms',
  file: 'insight/unit_terms.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'scales', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: { row: 'u32', input_blocks: 'u32', row_blocks: 'u32' },
  variants: [variantOfFormat('f32'), variantOfFormat('f16'), variantOfFormat('q8')],
});

const THREADS = 64;

/** A unit of a convolution: its channel, and the first cell of its window, which may lie before the border. */
export interface WindowedUnit {
  readonly channel: number;
  readonly top: number;
  readonly left: number;
}

/** The terms of one unit at a time. Disposing frees the launches, not the buffers. */
export interface Terms extends Disposable {
  /** The launch that computes the terms of `unit`. Makes nothing. */
  aim(unit: WindowedUnit): Dispatch;
}

/** Bytes of the terms of `channels` inputs: whole blocks of four, f32. */
export function termBytes(channels: number): number {
  return blocksOf(channels) * BLOCK * Float32Array.BYTES_PER_ELEMENT;
}

/** Terms of a unit of a convolution into `output`, `termBytes` long. Throws ShapeError. */
export async function prepareChannelTerms(
  gpu: Gpu,
  label: string,
  {
    input,
    weights,
    shape,
    dilation,
    output,
  }: {
    readonly input: BlockedTensor;
    /** From `packConvolutionWeights`, of `shape`. */
    readonly weights: StoredWeights;
    readonly shape: Shape4;
    readonly dilation: readonly [y: number, x: number];
    readonly output: GpuBuffer;
  },
): Promise<Terms> {
  const [channels, height, width] = input.shape;
  expectShape(label, 'input', input.shape, [shape[1], height, width]);
  const { format } = weights;
  const stored = weights.slices[0].weights;
  expectBytes(
    label,
    `weights of ${shape.join(' x ')}`,
    stored,
    convolutionWeightBytes(shape, format),
  );
  expectRoom(label, output, channels);
  const kernel = await gpu.kernel(CHANNEL_TERMS, variantOfFormat(format));
  const paramsOf = ({ channel, top, left }: WindowedUnit) => ({
    unit_channel: channel,
    top,
    left,
    input_blocks: blocksOf(channels),
    input_height: height,
    input_width: width,
    kernel_y: shape[2],
    kernel_x: shape[3],
    dilation_y: dilation[0],
    dilation_x: dilation[1],
  });
  const launch = kernel.prepare({
    label,
    params: paramsOf({ channel: 0, top: 0, left: 0 }),
    resources: { input: input.buffer, weights: stored, output },
    workgroups: [Math.ceil(blocksOf(channels) / THREADS), 1, 1],
  });
  return {
    aim: (unit) => {
      launch.setParams(paramsOf(unit));
      return launch;
    },
    dispose: () => {
      launch.dispose();
    },
  };
}

/** Terms of a unit of a dense layer into `output`, `termBytes` long. Throws ShapeError. */
export async function prepareUnitTerms(
  gpu: Gpu,
  label: string,
  {
    input,
    weights,
    outputs,
    output,
  }: {
    readonly input: BlockedTensor;
    readonly weights: StoredWeights;
    readonly outputs: number;
    readonly output: GpuBuffer;
  },
): Promise<Terms> {
  const [inputs] = input.shape;
  const { format } = weights;
  expectShape(label, 'input', input.shape, [inputs, 1, 1]);
  expectRows(label, weights, outputs, inputs);
  expectRoom(label, output, inputs);
  const kernel = await gpu.kernel(UNIT_TERMS, variantOfFormat(format));
  const paramsOf = (row: number) => ({
    row,
    input_blocks: blocksOf(inputs),
    row_blocks: rowLength(format, inputs) / BLOCK,
  });
  const launches = new BySlice(weights, (slice) =>
    kernel.prepare({
      label,
      params: paramsOf(0),
      resources: { input: input.buffer, ...bindingsOf(slice), output },
      workgroups: [Math.ceil(blocksOf(inputs) / THREADS), 1, 1],
    }),
  );
  return {
    aim: ({ channel }) => {
      const { made, row } = launches.of(channel);
      made.setParams(paramsOf(row));
      return made;
    },
    dispose: () => {
      for (const launch of launches.all) launch.dispose();
    },
  };
}

/** The output may serve several layers, so it may be larger. */
function expectRoom(label: string, output: GpuBuffer, channels: number): void {
  const needed = termBytes(channels);
  if (output.bytes >= needed) return;
  const sizes = `${String(output.bytes)} bytes instead of ${String(needed)}`;
  throw new ShapeError('shape-mismatch', `${label}: output has ${sizes}`, {
    operation: label,
    shapes: sizes,
  });
}
