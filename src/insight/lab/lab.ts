/** A lab over whoever computes for it: checks, asks, and gives the answer the shape of the question. */
import { poolOutput } from '../../math/index.ts';
import type { LabBackend } from './backend.ts';
import {
  expectGradient,
  fromTensor3,
  kernelGradient,
  prepareConvolve,
  preparePool,
  toTensor3,
} from './settings.ts';
import type { Lab } from './types.ts';

/** A lab; it keeps nothing between two questions. */
export function createLab(backend: LabBackend): Lab {
  return {
    convolve: async (given, options) => {
      const input = toTensor3('convolve', 'input', given);
      const output = await backend.convolve(input, prepareConvolve(input, options));
      return fromTensor3(output, given.shape.length);
    },
    convolveBackward: async (given, options, ofOutput) => {
      const operation = 'convolveBackward';
      const input = toTensor3(operation, 'input', given);
      const gradient = toTensor3(operation, 'gradient', ofOutput);
      const convolution = prepareConvolve(input, options);
      expectGradient(operation, gradient, convolution.outputShape);
      const ofInput = await backend.inputGradient(input.shape, gradient, convolution);
      const ofWeights = await backend.weightGradient(input, gradient, convolution);
      return {
        input: fromTensor3(ofInput, given.shape.length),
        kernel: kernelGradient(options, ofWeights),
      };
    },
    pool: async (given, options) => {
      const input = toTensor3('pool', 'input', given);
      const { output, winners } = await backend.pool(input, preparePool(options));
      return { output: fromTensor3(output, given.shape.length), winners };
    },
    poolBackward: async (given, options, ofOutput) => {
      const operation = 'poolBackward';
      const input = toTensor3(operation, 'input', given);
      const gradient = toTensor3(operation, 'gradient', ofOutput);
      const pool = preparePool(options);
      const output = poolOutput(input.shape, pool.window, pool.stride, operation);
      expectGradient(operation, gradient, output);
      const ofInput = await backend.poolGradient(input, gradient, pool);
      return fromTensor3(ofInput, given.shape.length);
    },
  };
}
