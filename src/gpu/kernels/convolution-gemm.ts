/** Convolution as a product of matrices in workgroup memory (implicit GEMM): every geometry, [C, H, W] to [O, H', W']. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import {
  CONVOLUTION_BINDINGS,
  MAP_FIELDS,
  WINDOW_FIELDS,
  windowParams,
} from './convolution-window.ts';
import type { ConvolutionRequest } from './convolution-window.ts';

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
  bindings: CONVOLUTION_BINDINGS,
  params: { ...MAP_FIELDS, output_blocks: 'u32', ...WINDOW_FIELDS },
  variants: GEMM_CELLS.flatMap((cells) =>
    [false, true].flatMap((relu) => [variantOf(cells, relu, 'f32'), variantOf(cells, relu, 'f16')]),
  ),
});

/** What a convolution works on. */
export interface ConvolutionGemmRequest extends ConvolutionRequest {
  /** Of the weights; f16 are those of f32 as halves. */
  readonly format: 'f32' | 'f16';
  readonly cells: GemmCells;
}

/** Convolves `input` into `output`, whose shape is `convolutionOutput`'s. Throws ShapeError. */
export async function prepareConvolutionGemm(
  gpu: Gpu,
  label: string,
  request: ConvolutionGemmRequest,
): Promise<Owned<Dispatch>> {
  const { input, weights, bias, output, relu, format, cells } = request;
  const params = windowParams(label, request, format);
  const blocks = blocksOf(output.shape[0]);
  const compiled = await gpu.kernel(CONVOLUTION_GEMM, variantOf(cells, relu, format));
  return compiled.prepare({
    label,
    params: { ...params, output_blocks: blocks },
    resources: { input: input.buffer, weights, bias, output: output.buffer },
    workgroups: [
      Math.ceil((params.output_width * params.output_height) / (GEMM_COLUMNS * cells)),
      Math.ceil(blocks / GEMM_BLOCKS),
      1,
    ],
  });
}

function variantOf(cells: GemmCells, relu: boolean, format: 'f32' | 'f16'): KernelVariant {
  const flags = [...(format === 'f16' ? ['F16'] : []), ...(relu ? ['RELU'] : [])];
  const variant = { flags, values: { CELLS: cells } };
  return format === 'f16' ? { ...variant, needs: ['shader-f16'] } : variant;
}
