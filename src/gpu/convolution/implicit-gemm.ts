/** Implicit GEMM as ways to run a convolution of any geometry: `implicit-gemm/64`, `/32`, `/16` by cells of a workgroup. */
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import {
  GEMM_BLOCKS,
  GEMM_CELLS,
  GEMM_COLUMNS,
  prepareConvolutionGemm,
} from '../kernels/convolution-gemm.ts';
import type { GemmCells } from '../kernels/convolution-gemm.ts';
import { NO_WORKSPACE, outputOf } from './algorithm.ts';
import type { ConvolutionAlgorithm } from './algorithm.ts';

const BYTES = { f32: 4, f16: 2 } as const;
/** Input blocks of a step; what the last step lacks is multiplied with zeros. */
const DEPTH = 4;
/** Of one dimension, on every device. */
const MAX_WORKGROUPS = 65_535;

/** All of them, with `/f16` behind where the weights are halves. */
export const IMPLICIT_GEMM_ALGORITHMS: readonly ConvolutionAlgorithm[] = GEMM_CELLS.flatMap(
  (cells) => [algorithmOf(cells, 'f32'), algorithmOf(cells, 'f16')],
);

function algorithmOf(cells: GemmCells, storage: 'f32' | 'f16'): ConvolutionAlgorithm {
  const columns = GEMM_COLUMNS * cells;
  return {
    id: `implicit-gemm/${String(columns)}${storage === 'f16' ? '/f16' : ''}`,
    family: 'implicit-gemm',
    form: { domain: 'plain', storage },
    precision: storage,
    fusesPool: false,
    // Other kernels than 3 x 3 are kept in f32 only.
    fits: ({ features }, shape) => {
      const [, height, width] = outputOf(shape);
      if (height * width > MAX_WORKGROUPS * columns) return false;
      return storage === 'f32' || (features.f16 && shape.kernel.every((extent) => extent === 3));
    },
    work: (shape) => {
      const [, height, width] = outputOf(shape);
      const { input, outputs, kernel } = shape;
      const made = roundUp(height * width, columns) * roundUp(blocksOf(outputs), GEMM_BLOCKS);
      const inputBlocks = blocksOf(input[0]);
      const matrices = kernel[0] * kernel[1] * inputBlocks;
      const values = input[1] * input[2] * inputBlocks + height * width * blocksOf(outputs);
      return {
        multiplyAdds: made * kernel[0] * kernel[1] * roundUp(inputBlocks, DEPTH) * BLOCK * BLOCK,
        bytes:
          values * BLOCK * BYTES.f32 +
          matrices * blocksOf(outputs) * BLOCK * BLOCK * BYTES[storage],
        launches: 1,
      };
    },
    workspaceBytes: () => NO_WORKSPACE,
    prepare: (gpu, label, request) => [
      prepareConvolutionGemm(gpu, label, { ...request, format: storage, cells }),
    ],
  };
}

function roundUp(count: number, step: number): number {
  return Math.ceil(count / step) * step;
}
