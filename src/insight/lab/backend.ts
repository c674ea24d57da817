/** Who computes for a lab: the references, on the processor; for pages without WebGPU, and as the truth. */
import type { Shape3, Tensor3 } from '../../math/index.ts';
import {
  averagePool,
  averagePoolGradient,
  maxPool,
  maxPoolGradient,
  paddedConvolution,
  paddedConvolutionInputGradient,
  paddedConvolutionWeightGradient,
} from '../../math/reference/index.ts';
import type { PreparedConvolution, PreparedPool } from './settings.ts';

/** A pooling with the winners of a max pooling, y * W + x in their channel. */
export interface Pooled {
  readonly output: Tensor3;
  readonly winners: Uint32Array | null;
}

/** The operations of a lab on what has been checked. */
export interface LabBackend {
  convolve(input: Tensor3, convolution: PreparedConvolution): Promise<Tensor3>;
  inputGradient(
    shape: Shape3,
    gradient: Tensor3,
    convolution: PreparedConvolution,
  ): Promise<Tensor3>;
  weightGradient(
    input: Tensor3,
    gradient: Tensor3,
    convolution: PreparedConvolution,
  ): Promise<Float32Array>;
  pool(input: Tensor3, pool: PreparedPool): Promise<Pooled>;
  poolGradient(input: Tensor3, gradient: Tensor3, pool: PreparedPool): Promise<Tensor3>;
}

/** The references. */
export const REFERENCE_BACKEND: LabBackend = {
  convolve: (input, convolution) => Promise.resolve(paddedConvolution(input, convolution)),
  inputGradient: (shape, gradient, convolution) =>
    Promise.resolve(paddedConvolutionInputGradient(shape, gradient, convolution)),
  weightGradient: (input, gradient, convolution) =>
    Promise.resolve(paddedConvolutionWeightGradient(input, gradient, convolution)),
  pool: (input, { kind, window, stride }) =>
    Promise.resolve(
      kind === 'max'
        ? maxPool(input, window, stride)
        : { output: averagePool(input, window, stride), winners: null },
    ),
  poolGradient: (input, gradient, { kind, window, stride }) =>
    Promise.resolve(
      kind === 'max'
        ? maxPoolGradient(input.shape, gradient, maxPool(input, window, stride).winners)
        : averagePoolGradient(input.shape, gradient, window, stride),
    ),
};
