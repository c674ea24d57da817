/** What convolutions share whose window is a parameter: bindings, parameters, and what their operands must be. */
import { convolutionOutput } from '../../math/index.ts';
import type { ConvolutionGeometry } from '../../math/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import type { Binding } from '../definition.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';
import { biasBytes, convolutionWeightBytes } from './weights.ts';

/** Resources of a convolution. */
export const CONVOLUTION_BINDINGS: readonly Binding[] = [
  { name: 'input', kind: 'read' },
  { name: 'weights', kind: 'read' },
  { name: 'bias', kind: 'read' },
  { name: 'output', kind: 'write' },
];

/** The first parameters: the maps. */
export const MAP_FIELDS = {
  input_width: 'u32',
  input_height: 'u32',
  input_blocks: 'u32',
  output_width: 'u32',
  output_height: 'u32',
} as const;

/** The last parameters: the window. */
export const WINDOW_FIELDS = {
  kernel_x: 'u32',
  kernel_y: 'u32',
  stride_x: 'u32',
  stride_y: 'u32',
  padding_x: 'u32',
  padding_y: 'u32',
  dilation_x: 'u32',
  dilation_y: 'u32',
} as const;

/** What a convolution works on. */
export interface ConvolutionRequest extends ConvolutionGeometry {
  readonly input: BlockedTensor;
  /** From `packConvolutionWeights`. */
  readonly weights: GpuBuffer;
  /** From `packBias`. */
  readonly bias: GpuBuffer;
  readonly output: BlockedTensor;
  readonly relu: boolean;
}

/** Values of `MAP_FIELDS` and `WINDOW_FIELDS`. Throws ShapeError where an operand does not fit. */
export function windowParams(
  label: string,
  request: ConvolutionRequest,
  format: 'f32' | 'f16' = 'f32',
): Record<keyof typeof MAP_FIELDS | keyof typeof WINDOW_FIELDS, number> {
  const { input, weights, bias, output, kernel, stride, padding, dilation } = request;
  const [channels, height, width] = input.shape;
  const outputs = output.shape[0];
  const expected = convolutionOutput(input.shape, outputs, request, label);
  expectShape(label, 'output', output.shape, expected);
  const shape = [outputs, channels, ...kernel] as const;
  const bytes = convolutionWeightBytes(shape, format);
  expectBytes(label, `weights of ${shape.join(' x ')}`, weights, bytes);
  expectBytes(label, `bias of ${String(outputs)}`, bias, biasBytes(outputs));
  return {
    input_width: width,
    input_height: height,
    input_blocks: blocksOf(channels),
    output_width: expected[2],
    output_height: expected[1],
    kernel_x: kernel[1],
    kernel_y: kernel[0],
    stride_x: stride[1],
    stride_y: stride[0],
    padding_x: padding[1],
    padding_y: padding[0],
    dilation_x: dilation[1],
    dilation_y: dilation[0],
  };
}
