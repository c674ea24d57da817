/** The kernels without any detour as ways to run a convolution: the fast one for 3 x 3, and the one for any geometry. */
import { blocksOf } from '../blocked-tensor.ts';
import { prepareConvolution } from '../kernels/convolution.ts';
import { prepareConvolution3x3 } from '../kernels/convolution-3x3.ts';
import type { TileWidth } from '../kernels/convolution-3x3.ts';
import { NO_WORKSPACE, isPlain3x3, outputOf } from './algorithm.ts';
import type { ConvolutionAlgorithm, ConvolutionShape, ConvolutionWork } from './algorithm.ts';

const BYTES = { f32: 4, f16: 2 } as const;
const MATRIX = 16;
const BLOCK = 4;
const BLOCKS_PER_INVOCATION = 2;

const GENERAL: ConvolutionAlgorithm = {
  id: 'general',
  family: 'general',
  form: { domain: 'plain', storage: 'f32' },
  precision: 'f32',
  fusesPool: false,
  fits: () => true,
  work: (shape) => {
    const [, height, width] = outputOf(shape);
    return workOf(shape, height * width, blocksOf(shape.outputs), 'f32');
  },
  workspaceBytes: () => NO_WORKSPACE,
  prepare: (gpu, label, request) => [prepareConvolution(gpu, label, request)],
};

/** `direct/8`, `direct/7`, `direct/4` by the pixels of a row that one invocation makes, `.../f16`, and `general`. */
export const DIRECT_ALGORITHMS: readonly ConvolutionAlgorithm[] = [
  ...([8, 7, 4] as const).flatMap((tile) => [direct(tile, 'f32'), direct(tile, 'f16')]),
  GENERAL,
];

function direct(tile: TileWidth, storage: 'f32' | 'f16'): ConvolutionAlgorithm {
  return {
    id: `direct/${String(tile)}${storage === 'f16' ? '/f16' : ''}`,
    family: 'direct',
    form: { domain: 'plain', storage },
    precision: storage,
    fusesPool: false,
    fits: ({ features }, shape) => isPlain3x3(shape) && (storage === 'f32' || features.f16),
    work: (shape) => {
      const [, height, width] = shape.input;
      const pairs = Math.ceil(blocksOf(shape.outputs) / BLOCKS_PER_INVOCATION);
      const pixels = height * Math.ceil(width / tile) * tile;
      return workOf(shape, pixels, pairs * BLOCKS_PER_INVOCATION, storage);
    },
    workspaceBytes: () => NO_WORKSPACE,
    prepare: (gpu, label, request) => [
      prepareConvolution3x3(gpu, label, { ...request, format: storage, tileWidth: tile }),
    ],
  };
}

/** With the pixels and blocks of outputs that are really made. */
function workOf(
  { input, outputs, kernel }: ConvolutionShape,
  pixels: number,
  outputBlocks: number,
  storage: 'f32' | 'f16',
): ConvolutionWork {
  const taps = kernel[0] * kernel[1];
  const inputBlocks = blocksOf(input[0]);
  const cells = input[1] * input[2] * inputBlocks + pixels * blocksOf(outputs);
  return {
    multiplyAdds: pixels * outputBlocks * inputBlocks * MATRIX * taps,
    bytes:
      cells * BLOCK * BYTES.f32 + taps * blocksOf(outputs) * inputBlocks * MATRIX * BYTES[storage],
    launches: 1,
  };
}
