/** Convolution as a product of matrices in workgroup memory (implicit GEMM): any geometry, [C, H, W] to [O, H', W']. */
import type { Owned } from '../../base/index.ts';
import { convolutionOutput } from '../../math/index.ts';
import type { ConvolutionGeometry } from '../../math/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';
import { biasBytes, convolutionWeightBytes } from './weights.ts';

/** Output cells of an invocation; a workgroup makes eight times as many, of 16 output blocks. */
export const GEMM_CELLS = [8, 4, 2] as const;

/** One of `GEMM_CELLS`. */
export type GemmCells = (typeof GEMM_CELLS)[number];

/** Cells of a workgroup for one of an invocation, and its output blocks, as in the shader. */
export const GEMM_COLUMNS = 8;
export const GEMM_BLOCKS = 16;

export const CONVOLUTION_GEMM = defineKernel({
  name: 'convolution_gemm',
  file: 'forward/convolution_gemm.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'bias', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: {
    input_width: 'u32',
    input_height: 'u32',
    input_blocks: 'u32',
    output_width: 'u32',
    output_height: 'u32',
    output_blocks: 'u32',
    kernel_x: 'u32',
    kernel_y: 'u32',
    stride_x: 'u32',
    stride_y: 'u32',
    padding_x: 'u32',
    padding_y: 'u32',
    dilation_x: 'u32',
    dilation_y: 'u32',
  },
  variants: GEMM_CELLS.flatMap((cells) =>
    [false, true].flatMap((relu) => [variantOf(cells, relu, 'f32'), variantOf(cells, relu, 'f16')]),
  ),
});

/** What a convolution works on. */
export interface ConvolutionGemmRequest extends ConvolutionGeometry {
  readonly input: BlockedTensor;
  /** From `packConvolutionWeights`; of f16 the same as halves. */
  readonly weights: GpuBuffer;
  readonly format: 'f32' | 'f16';
  /** From `packBias`. */
  readonly bias: GpuBuffer;
  readonly output: BlockedTensor;
  readonly relu: boolean;
  readonly cells: GemmCells;
}

/** Convolves `input` into `output`, whose shape is `convolutionOutput`'s. Throws ShapeError. */
export async function prepareConvolutionGemm(
  gpu: Gpu,
  label: string,
  request: ConvolutionGemmRequest,
): Promise<Owned<Dispatch>> {
  const { input, weights, bias, output, kernel, stride, padding, dilation, cells } = request;
  const [channels, height, width] = input.shape;
  const outputs = output.shape[0];
  const expected = convolutionOutput(input.shape, outputs, request, label);
  expectShape(label, 'output', output.shape, expected);
  const shape = [outputs, channels, ...kernel] as const;
  const bytes = convolutionWeightBytes(shape, request.format);
  expectBytes(label, `weights of ${shape.join(' x ')}`, weights, bytes);
  expectBytes(label, `bias of ${String(outputs)}`, bias, biasBytes(outputs));

  const variant = variantOf(cells, request.relu, request.format);
  const compiled = await gpu.kernel(CONVOLUTION_GEMM, variant);
  return compiled.prepare({
    label,
    params: {
      input_width: width,
      input_height: height,
      input_blocks: blocksOf(channels),
      output_width: expected[2],
      output_height: expected[1],
      output_blocks: blocksOf(outputs),
      kernel_x: kernel[1],
      kernel_y: kernel[0],
      stride_x: stride[1],
      stride_y: stride[0],
      padding_x: padding[1],
      padding_y: padding[0],
      dilation_x: dilation[1],
      dilation_y: dilation[0],
    },
    resources: { input: input.buffer, weights, bias, output: output.buffer },
    workgroups: [
      Math.ceil((expected[1] * expected[2]) / (GEMM_COLUMNS * cells)),
      Math.ceil(blocksOf(outputs) / GEMM_BLOCKS),
      1,
    ],
  });
}

function variantOf(cells: GemmCells, relu: boolean, format: 'f32' | 'f16'): KernelVariant {
  const flags = [...(format === 'f16' ? ['F16'] : []), ...(relu ? ['RELU'] : [])];
  const variant = { flags, values: { CELLS: cells } };
  return format === 'f16' ? { ...variant, needs: ['shader-f16'] } : variant;
}
