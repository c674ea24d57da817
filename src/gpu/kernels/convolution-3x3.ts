/** Convolution 3 x 3 with stride 1 and zero padding 1: [C, H, W] to [O, H, W]. The workhorse of VGG-like networks. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';
import type { WeightFormat } from './stored-weights.ts';
import { biasBytes, convolutionWeightBytes, packConvolutionWeights } from './weights.ts';

/** How the weights of a convolution may be stored. */
export type ConvolutionFormat = Exclude<WeightFormat, 'q8'>;

/** Pixels of a row that one invocation makes. */
export type TileWidth = 4 | 7 | 8;

const TILE_WIDTHS: readonly TileWidth[] = [8, 7, 4];
/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;
/** Blocks of output channels that one invocation makes. */
const BLOCKS_PER_INVOCATION = 2;

export const CONVOLUTION_3X3 = defineKernel({
  name: 'convolution_3x3',
  file: 'forward/convolution_3x3.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'bias', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: {
    width: 'u32',
    height: 'u32',
    input_blocks: 'u32',
    output_blocks: 'u32',
    tiles_per_row: 'u32',
  },
  variants: TILE_WIDTHS.flatMap((tile) =>
    [false, true].flatMap((relu) => [variantOf(tile, relu, 'f32'), variantOf(tile, relu, 'f16')]),
  ),
});

/** What a 3 x 3 convolution works on. */
export interface Convolution3x3Request {
  readonly input: BlockedTensor;
  /** From `packConvolution3x3Weights`; of f16 the same as halves. */
  readonly weights: GpuBuffer;
  /** f32 when left out; f16 only where the device has shader-f16. */
  readonly format?: ConvolutionFormat;
  /** From `packBias`. */
  readonly bias: GpuBuffer;
  readonly output: BlockedTensor;
  readonly relu: boolean;
  /** Chosen by the width of the map when not given. */
  readonly tileWidth?: TileWidth;
}

/** Convolves `input` [C, H, W] into `output` [O, H, W]. Throws ShapeError. */
export async function prepareConvolution3x3(
  gpu: Gpu,
  label: string,
  request: Convolution3x3Request,
): Promise<Owned<Dispatch>> {
  const { input, weights, bias, output, relu, format = 'f32' } = request;
  const [channels, height, width] = input.shape;
  const outputs = output.shape[0];
  expectShape(label, 'output', output.shape, [outputs, height, width]);
  const shape = [outputs, channels, 3, 3] as const;
  const bytes = convolutionWeightBytes(shape, format);
  expectBytes(label, `weights of ${shape.join(' x ')}`, weights, bytes);
  expectBytes(label, `bias of ${String(outputs)}`, bias, biasBytes(outputs));

  const tile = request.tileWidth ?? tileWidthFor(width);
  const tilesPerRow = Math.ceil(width / tile);
  const kernel = await gpu.kernel(CONVOLUTION_3X3, variantOf(tile, relu, format));
  return kernel.prepare({
    label,
    params: {
      width,
      height,
      input_blocks: blocksOf(channels),
      output_blocks: blocksOf(outputs),
      tiles_per_row: tilesPerRow,
    },
    resources: { input: input.buffer, weights, bias, output: output.buffer },
    workgroups: [
      Math.ceil((tilesPerRow * height) / THREADS),
      Math.ceil(blocksOf(outputs) / BLOCKS_PER_INVOCATION),
      1,
    ],
  });
}

/** OIHW weights of a 3 x 3 convolution as the kernel reads them, see `packConvolutionWeights`. Throws ShapeError. */
export function packConvolution3x3Weights(
  oihw: Float32Array,
  outputs: number,
  inputs: number,
): Float32Array {
  return packConvolutionWeights(oihw, [outputs, inputs, 3, 3]);
}

/** The tile that wastes least time on a row of `width` pixels. */
export function tileWidthFor(width: number): TileWidth {
  let best: TileWidth = 8;
  for (const tile of TILE_WIDTHS) if (rowCost(tile, width) < rowCost(best, width)) best = tile;
  return best;
}

/** Time of one tile relative to the widest, measured on SwiftShader: loading the weights costs all of them the same. */
const TILE_COST: Readonly<Record<TileWidth, number>> = { 8: 1, 7: 0.9, 4: 0.66 };

function rowCost(tile: TileWidth, width: number): number {
  return Math.ceil(width / tile) * TILE_COST[tile];
}

function variantOf(tile: TileWidth, relu: boolean, format: ConvolutionFormat): KernelVariant {
  const isHalf = format === 'f16';
  const flags = [
    ...(isHalf ? ['F16'] : []),
    ...(relu ? ['RELU'] : []),
    ...(tile > 4 ? ['FROM_5'] : []),
    ...(tile === 8 ? ['FROM_8'] : []),
  ];
  const variant = { flags, values: { PIXELS: tile } };
  return isHalf ? { ...variant, needs: ['shader-f16'] } : variant;
}
