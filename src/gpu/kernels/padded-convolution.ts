/** Convolution with any padding, and its gradients: [C, H, W] to [O, H', W'], in groups of channels. */
import type { Owned } from '../../base/index.ts';
import { PADDING_MODES, paddedOutput } from '../../math/index.ts';
import type { PaddedGeometry, Shape3 } from '../../math/index.ts';
import { ShapeError } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';

/** Invocations of a workgroup that work on cells, as in the shaders. */
const THREADS = 64;
const BYTES_PER_FLOAT = 4;
/** What every device launches along one axis. */
const MOST_WORKGROUPS = 65_535;

const PARAMS = {
  input_width: 'u32',
  input_height: 'u32',
  input_channels: 'u32',
  output_width: 'u32',
  output_height: 'u32',
  outputs: 'u32',
  groups: 'u32',
  kernel_x: 'u32',
  kernel_y: 'u32',
  stride_x: 'u32',
  stride_y: 'u32',
  dilation_x: 'u32',
  dilation_y: 'u32',
  before_x: 'u32',
  before_y: 'u32',
  after_x: 'u32',
  after_y: 'u32',
  padding: 'u32',
  value: 'f32',
} as const;

export const PADDED_CONVOLUTION = defineKernel({
  name: 'padded_convolution',
  file: 'forward/padded_convolution.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'output', kind: 'write' },
  ],
  params: PARAMS,
  variants: [{}],
});

export const PADDED_CONVOLUTION_INPUT = defineKernel({
  name: 'padded_convolution_input',
  file: 'backward/padded_convolution_input.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'input_gradient', kind: 'write' },
  ],
  params: PARAMS,
  variants: [{}],
});

export const PADDED_CONVOLUTION_WEIGHTS = defineKernel({
  name: 'padded_convolution_weights',
  file: 'backward/padded_convolution_weights.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'gradient', kind: 'read' },
    { name: 'weight_gradient', kind: 'write' },
  ],
  params: PARAMS,
  variants: [{}],
});

/** A padded convolution: how its window moves, and its channels. */
export interface PaddedWindow extends PaddedGeometry {
  /** 1: every output reads every input. As many as there are inputs: each has outputs of its own. */
  readonly groups: number;
}

/** What a padded convolution works on. */
export interface PaddedConvolutionRequest extends PaddedWindow {
  readonly input: BlockedTensor;
  /** f32, [O, C / groups, KH, KW]. */
  readonly weights: GpuBuffer;
  readonly output: BlockedTensor;
}

/** What its gradient with respect to the input works on. */
export interface PaddedInputGradientRequest extends PaddedWindow {
  /** With respect to the output. */
  readonly gradient: BlockedTensor;
  readonly weights: GpuBuffer;
  readonly inputGradient: BlockedTensor;
}

/** What its gradient with respect to the weights works on. */
export interface PaddedWeightGradientRequest extends PaddedWindow {
  readonly input: BlockedTensor;
  readonly gradient: BlockedTensor;
  /** In the form of the weights. */
  readonly weightGradient: GpuBuffer;
}

/** Convolves `input` into `output`, whose shape is `paddedOutput`'s. Throws ShapeError. */
export async function preparePaddedConvolution(
  gpu: Gpu,
  label: string,
  { input, weights, output, ...window }: PaddedConvolutionRequest,
): Promise<Owned<Dispatch>> {
  const params = paramsOf(label, input.shape, ['output', output.shape], window);
  expectWeights(label, 'weights', weights, params);
  const kernel = await gpu.kernel(PADDED_CONVOLUTION);
  return kernel.prepare({
    label,
    params,
    resources: { input: input.buffer, weights, output: output.buffer },
    workgroups: [Math.ceil(foursOf(output.shape) / THREADS), blocksOf(output.shape[0]), 1],
  });
}

/** Writes the gradient with respect to the input. Throws ShapeError. */
export async function preparePaddedInputGradient(
  gpu: Gpu,
  label: string,
  { gradient, weights, inputGradient, ...window }: PaddedInputGradientRequest,
): Promise<Owned<Dispatch>> {
  const params = paramsOf(label, inputGradient.shape, ['gradient', gradient.shape], window);
  expectWeights(label, 'weights', weights, params);
  const kernel = await gpu.kernel(PADDED_CONVOLUTION_INPUT);
  return kernel.prepare({
    label,
    params,
    resources: { gradient: gradient.buffer, weights, input_gradient: inputGradient.buffer },
    workgroups: workgroupsOf(inputGradient.shape),
  });
}

/** Writes the gradient with respect to the weights. Throws ShapeError, also for more than 65,535 weights. */
export async function preparePaddedWeightGradient(
  gpu: Gpu,
  label: string,
  { input, gradient, weightGradient, ...window }: PaddedWeightGradientRequest,
): Promise<Owned<Dispatch>> {
  const params = paramsOf(label, input.shape, ['gradient', gradient.shape], window);
  const count = expectWeights(label, 'weight gradient', weightGradient, params);
  if (count > MOST_WORKGROUPS) {
    const shapes = `${String(count)} weights, ${String(MOST_WORKGROUPS)} at most`;
    throw new ShapeError('shape-mismatch', `${label}: ${shapes}`, { operation: label, shapes });
  }
  const kernel = await gpu.kernel(PADDED_CONVOLUTION_WEIGHTS);
  return kernel.prepare({
    label,
    params,
    resources: {
      input: input.buffer,
      gradient: gradient.buffer,
      weight_gradient: weightGradient,
    },
    workgroups: [count, 1, 1],
  });
}

type Params = Record<keyof typeof PARAMS, number>;

function paramsOf(
  label: string,
  input: Shape3,
  [what, output]: readonly [what: string, shape: Shape3],
  window: PaddedWindow,
): Params {
  const { kernel, stride, dilation, before, after, padding, value, groups } = window;
  const [channels, height, width] = input;
  const outputs = output[0];
  expectShape(label, what, output, paddedOutput(input, outputs, window, label));
  if (!Number.isInteger(groups) || groups < 1 || channels % groups > 0 || outputs % groups > 0) {
    const shapes = `${String(channels)} inputs and ${String(outputs)} outputs in ${String(groups)} groups`;
    throw new ShapeError('shape-mismatch', `${label}: there cannot be ${shapes}`, {
      operation: label,
      shapes,
    });
  }
  return {
    input_width: width,
    input_height: height,
    input_channels: channels / groups,
    output_width: output[2],
    output_height: output[1],
    outputs,
    groups,
    kernel_x: kernel[1],
    kernel_y: kernel[0],
    stride_x: stride[1],
    stride_y: stride[0],
    dilation_x: dilation[1],
    dilation_y: dilation[0],
    before_x: before[1],
    before_y: before[0],
    after_x: after[1],
    after_y: after[0],
    padding: PADDING_MODES.indexOf(padding),
    value,
  };
}

function expectWeights(label: string, what: string, buffer: GpuBuffer, params: Params): number {
  const { outputs, input_channels, kernel_y, kernel_x } = params;
  const shape = [outputs, input_channels, kernel_y, kernel_x];
  const count = outputs * input_channels * kernel_y * kernel_x;
  expectBytes(label, `${what} of ${shape.join(' x ')}`, buffer, count * BYTES_PER_FLOAT);
  return count;
}

function workgroupsOf([channels, height, width]: Shape3): readonly [number, number, number] {
  return [Math.ceil((height * width) / THREADS), blocksOf(channels), 1];
}

/** Cells that an invocation of the forward kernel computes, next to each other in a row. */
const CELLS = 4;

function foursOf([, height, width]: Shape3): number {
  return height * Math.ceil(width / CELLS);
}
