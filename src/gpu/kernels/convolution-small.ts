/** Convolution 3 x 3 (stride 1, zero padding 1) for two extremes: an input of three channels, and maps of a few cells. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { CONVOLUTION_BINDINGS } from './convolution-window.ts';
import { expectBytes, expectShape } from './shapes.ts';
import { biasBytes, convolutionWeightBytes } from './weights.ts';

/** Invocations of a workgroup, and what one of them makes, as in the shader of the first convolution. */
const THREADS = 64;
const BLOCKS = 4;
const PIXELS = 4;

export const CONVOLUTION_FIRST = defineKernel({
  name: 'convolution_first',
  file: 'forward/convolution_first.wgsl',
  stage: 'compute',
  bindings: CONVOLUTION_BINDINGS,
  params: { width: 'u32', height: 'u32', output_blocks: 'u32', tiles_per_row: 'u32' },
  variants: allVariants({ BLOCKS }),
});

export const CONVOLUTION_SPLIT_K = defineKernel({
  name: 'convolution_split_k',
  file: 'forward/convolution_split_k.wgsl',
  stage: 'compute',
  bindings: CONVOLUTION_BINDINGS,
  params: { width: 'u32', height: 'u32', input_blocks: 'u32' },
  variants: allVariants(),
});

/** What such a convolution works on. */
export interface SmallConvolutionRequest {
  readonly input: BlockedTensor;
  /** From `packConvolutionWeights`; of f16 the same as halves. */
  readonly weights: GpuBuffer;
  readonly format: 'f32' | 'f16';
  /** From `packBias`. */
  readonly bias: GpuBuffer;
  readonly output: BlockedTensor;
  readonly relu: boolean;
}

/** [C, H, W] with at most three channels to [O, H, W]. Throws ShapeError. */
export async function prepareFirstConvolution(
  gpu: Gpu,
  label: string,
  request: SmallConvolutionRequest,
): Promise<Owned<Dispatch>> {
  const { input, weights, bias, output, relu, format } = request;
  const [channels, height, width] = input.shape;
  if (channels >= BLOCKS) {
    const shapes = `${String(channels)} channels instead of at most ${String(BLOCKS - 1)}`;
    throw new ShapeError('shape-mismatch', `${label}: ${shapes}`, { operation: label, shapes });
  }
  expectOperands(label, request);
  const kernel = await gpu.kernel(CONVOLUTION_FIRST, variantOf(relu, format, { BLOCKS }));
  const tilesPerRow = Math.ceil(width / PIXELS);
  const blocks = blocksOf(output.shape[0]);
  return kernel.prepare({
    label,
    params: { width, height, output_blocks: blocks, tiles_per_row: tilesPerRow },
    resources: { input: input.buffer, weights, bias, output: output.buffer },
    workgroups: [Math.ceil((tilesPerRow * height) / THREADS), Math.ceil(blocks / BLOCKS), 1],
  });
}

/** [C, H, W] to [O, H, W], one workgroup for each cell and output block. Throws ShapeError. */
export async function prepareSplitKConvolution(
  gpu: Gpu,
  label: string,
  request: SmallConvolutionRequest,
): Promise<Owned<Dispatch>> {
  const { input, weights, bias, output, relu, format } = request;
  const [channels, height, width] = input.shape;
  expectOperands(label, request);
  const kernel = await gpu.kernel(CONVOLUTION_SPLIT_K, variantOf(relu, format));
  return kernel.prepare({
    label,
    params: { width, height, input_blocks: blocksOf(channels) },
    resources: { input: input.buffer, weights, bias, output: output.buffer },
    workgroups: [width * height, blocksOf(output.shape[0]), 1],
  });
}

function expectOperands(
  label: string,
  { input, weights, bias, output, format }: SmallConvolutionRequest,
): void {
  const [channels, height, width] = input.shape;
  const outputs = output.shape[0];
  expectShape(label, 'output', output.shape, [outputs, height, width]);
  const shape = [outputs, channels, 3, 3] as const;
  const bytes = convolutionWeightBytes(shape, format);
  expectBytes(label, `weights of ${shape.join(' x ')}`, weights, bytes);
  expectBytes(label, `bias of ${String(outputs)}`, bias, biasBytes(outputs));
}

function allVariants(values: KernelVariant['values'] = {}): readonly KernelVariant[] {
  return [false, true].flatMap((relu) => [
    variantOf(relu, 'f32', values),
    variantOf(relu, 'f16', values),
  ]);
}

function variantOf(
  relu: boolean,
  format: 'f32' | 'f16',
  values: KernelVariant['values'] = {},
): KernelVariant {
  const flags = [...(format === 'f16' ? ['F16'] : []), ...(relu ? ['RELU'] : [])];
  return format === 'f16' ? { flags, values, needs: ['shader-f16'] } : { flags, values };
}
