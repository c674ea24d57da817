/** Convolution of any kernel size, stride, padding and dilation: [C, H, W] to [O, H', W']. */
import type { Owned } from '../../base/index.ts';
import { convolutionOutput } from '../../math/index.ts';
import type { ConvolutionGeometry } from '../../math/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';
import { biasBytes, convolutionWeightBytes } from './weights.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;

export const CONVOLUTION = defineKernel({
  name: 'convolution',
  file: 'forward/convolution.wgsl',
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
    kernel_x: 'u32',
    kernel_y: 'u32',
    stride_x: 'u32',
    stride_y: 'u32',
    padding_x: 'u32',
    padding_y: 'u32',
    dilation_x: 'u32',
    dilation_y: 'u32',
  },
  variants: [{}, { flags: ['RELU'] }],
});

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

/** Convolves `input` into `output`, whose shape is `convolutionOutput`'s. Throws ShapeError. */
export async function prepareConvolution(
  gpu: Gpu,
  label: string,
  request: ConvolutionRequest,
): Promise<Owned<Dispatch>> {
  const { input, weights, bias, output, kernel, stride, padding, dilation } = request;
  const [channels, height, width] = input.shape;
  const outputs = output.shape[0];
  const expected = convolutionOutput(input.shape, outputs, request, label);
  expectShape(label, 'output', output.shape, expected);
  const shape = [outputs, channels, ...kernel] as const;
  expectBytes(label, `weights of ${shape.join(' x ')}`, weights, convolutionWeightBytes(shape));
  expectBytes(label, `bias of ${String(outputs)}`, bias, biasBytes(outputs));

  const compiled = await gpu.kernel(CONVOLUTION, request.relu ? { flags: ['RELU'] } : {});
  return compiled.prepare({
    label,
    params: {
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
    },
    resources: { input: input.buffer, weights, bias, output: output.buffer },
    workgroups: [Math.ceil((expected[1] * expected[2]) / THREADS), blocksOf(outputs), 1],
  });
}
