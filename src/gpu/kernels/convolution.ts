/** Convolution of any kernel size, stride, padding and dilation: [C, H, W] to [O, H', W']. */
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import {
  CONVOLUTION_BINDINGS,
  MAP_FIELDS,
  WINDOW_FIELDS,
  windowParams,
} from './convolution-window.ts';
import type { ConvolutionRequest } from './convolution-window.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;

export const CONVOLUTION = defineKernel({
  name: 'convolution',
  file: 'forward/convolution.wgsl',
  stage: 'compute',
  bindings: CONVOLUTION_BINDINGS,
  params: { ...MAP_FIELDS, ...WINDOW_FIELDS },
  variants: [{}, { flags: ['RELU'] }],
});

/** Convolves `input` into `output`, whose shape is `convolutionOutput`'s. Throws ShapeError. */
export async function prepareConvolution(
  gpu: Gpu,
  label: string,
  request: ConvolutionRequest,
): Promise<Owned<Dispatch>> {
  const { input, weights, bias, output, relu } = request;
  const params = windowParams(label, request);
  const compiled = await gpu.kernel(CONVOLUTION, relu ? { flags: ['RELU'] } : {});
  return compiled.prepare({
    label,
    params,
    resources: { input: input.buffer, weights, bias, output: output.buffer },
    workgroups: [
      Math.ceil((params.output_width * params.output_height) / THREADS),
      blocksOf(output.shape[0]),
      1,
    ],
  });
}
