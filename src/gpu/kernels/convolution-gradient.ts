/**
 * Gradient of a network's convolution of any geometry with respect to its input. Those of 3 x 3, stride 1 and padding 1 have
 * faster ways: the forward ones, with flipped weights.
 */
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
import { convolutionWeightBytes } from './weights.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;

export const CONVOLUTION_GRADIENT = defineKernel({
  name: 'convolution_gradient',
  file: 'backward/convolution.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'input_gradient', kind: 'write' },
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
  variants: [{}],
});

/** What the gradient of a convolution works on. */
export interface ConvolutionGradientRequest extends ConvolutionGeometry {
  /** With respect to the sums. */
  readonly gradient: BlockedTensor;
  /** f32, as `packConvolutionWeights` lays them out. */
  readonly weights: GpuBuffer;
  readonly inputGradient: BlockedTensor;
}

/** `gradient` has the shape that `convolutionOutput` gives. Throws ShapeError. */
export async function prepareConvolutionGradient(
  gpu: Gpu,
  label: string,
  request: ConvolutionGradientRequest,
): Promise<Owned<Dispatch>> {
  const { gradient, weights, inputGradient, kernel, stride, padding, dilation } = request;
  const [channels, height, width] = inputGradient.shape;
  const outputs = gradient.shape[0];
  const expected = convolutionOutput(inputGradient.shape, outputs, request, label);
  expectShape(label, 'gradient', gradient.shape, expected);
  const bytes = convolutionWeightBytes([outputs, channels, ...kernel]);
  expectBytes(label, `weights of ${[outputs, channels, ...kernel].join(' x ')}`, weights, bytes);
  const compiled = await gpu.kernel(CONVOLUTION_GRADIENT);
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
    resources: { gradient: gradient.buffer, weights, input_gradient: inputGradient.buffer },
    workgroups: [Math.ceil((height * width) / THREADS), blocksOf(channels), 1],
  });
}
