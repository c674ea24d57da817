/** Ways for the two extremes: `first/f32` for an input of three channels, `split-k/f32` for maps of a few cells. */
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import { prepareFirstConvolution, prepareSplitKConvolution } from '../kernels/convolution-small.ts';
import { NO_WORKSPACE, isPlain3x3 } from './algorithm.ts';
import type { ConvolutionAlgorithm, ConvolutionShape, ConvolutionWork } from './algorithm.ts';

const BYTES = { f32: 4, f16: 2 } as const;
const TAPS = 9;
const CHANNELS = 3;
/** Pixels of a row, and blocks of outputs, that one invocation of the first convolution makes. */
const PIXELS = 4;
const BLOCKS = 4;
/** Beyond, other ways keep the device as busy, and read the weights less often. */
const MOST_CELLS = 64;

/** All of them, each in f32 and f16. */
export const SMALL_ALGORITHMS: readonly ConvolutionAlgorithm[] = (['f32', 'f16'] as const).flatMap(
  (storage) => [first(storage), splitK(storage)],
);

function first(storage: 'f32' | 'f16'): ConvolutionAlgorithm {
  return {
    id: `first/${storage}`,
    family: 'direct',
    form: { domain: 'plain', storage },
    precision: storage,
    fusesPool: false,
    fits: ({ features }, shape) =>
      isPlain3x3(shape) && shape.input[0] <= CHANNELS && (storage === 'f32' || features.f16),
    work: (shape) => {
      const [, height, width] = shape.input;
      const pixels = height * Math.ceil(width / PIXELS) * PIXELS;
      const blocks = Math.ceil(blocksOf(shape.outputs) / BLOCKS) * BLOCKS;
      return workOf(shape, storage, pixels * blocks * BLOCK * CHANNELS * TAPS);
    },
    workspaceBytes: () => NO_WORKSPACE,
    prepare: (gpu, label, request) => [
      prepareFirstConvolution(gpu, label, { ...request, format: storage }),
    ],
  };
}

function splitK(storage: 'f32' | 'f16'): ConvolutionAlgorithm {
  return {
    id: `split-k/${storage}`,
    family: 'split-k',
    form: { domain: 'plain', storage },
    precision: storage,
    fusesPool: false,
    fits: ({ features }, shape) =>
      isPlain3x3(shape) &&
      shape.input[1] * shape.input[2] <= MOST_CELLS &&
      (storage === 'f32' || features.f16),
    work: (shape) => {
      const [channels, height, width] = shape.input;
      // Taps inside of the map only.
      const taps = (3 * height - 2) * (3 * width - 2);
      const products = blocksOf(channels) * blocksOf(shape.outputs) * BLOCK * BLOCK;
      return workOf(shape, storage, taps * products);
    },
    workspaceBytes: () => NO_WORKSPACE,
    prepare: (gpu, label, request) => [
      prepareSplitKConvolution(gpu, label, { ...request, format: storage }),
    ],
  };
}

function workOf(
  { input, outputs }: ConvolutionShape,
  storage: 'f32' | 'f16',
  multiplyAdds: number,
): ConvolutionWork {
  const [inputBlocks, outputBlocks] = [blocksOf(input[0]), blocksOf(outputs)];
  const values = input[1] * input[2] * (inputBlocks + outputBlocks) * BLOCK;
  const weights = inputBlocks * outputBlocks * BLOCK * BLOCK * TAPS;
  return { multiplyAdds, bytes: values * BYTES.f32 + weights * BYTES[storage], launches: 1 };
}
