/** The ways without Winograd as algorithms, against the reference: direct kernels and implicit GEMM, any geometry. */
import type { ConvolutionGeometry } from '../../math/index.ts';
import { DIRECT_ALGORITHMS } from '../convolution/direct.ts';
import { IMPLICIT_GEMM_ALGORITHMS } from '../convolution/implicit-gemm.ts';
import { SMALL_ALGORITHMS } from '../convolution/small.ts';
import { PLAIN_3X3, checksOf } from './algorithm.ts';
import type { AlgorithmCase } from './algorithm.ts';
import type { KernelCheck } from './check.ts';

const PLAIN: readonly AlgorithmCase[] = [
  { input: [5, 7, 9], outputs: 9, relu: true },
  { input: [8, 14, 14], outputs: 68 },
  { input: [12, 9, 10], outputs: 7, isFlipped: true },
];

const BORDERS: readonly AlgorithmCase[] = [
  { input: [1, 1, 1], outputs: 1 },
  { input: [3, 1, 9], outputs: 8 },
  { input: [3, 9, 1], outputs: 5, relu: true },
  { input: [513, 2, 3], outputs: 7 },
  { input: [2, 3, 5], outputs: 513, relu: true },
  { input: [17, 8, 8], outputs: 64 },
];

const geometry = (changes: Partial<ConvolutionGeometry>): ConvolutionGeometry => ({
  ...PLAIN_3X3,
  ...changes,
});

const OTHERS: readonly AlgorithmCase[] = [
  { input: [6, 5, 7], outputs: 10, geometry: geometry({ kernel: [1, 1], padding: [0, 0] }) },
  {
    input: [3, 23, 19],
    outputs: 9,
    geometry: geometry({ kernel: [7, 7], stride: [2, 2], padding: [3, 3] }),
  },
  {
    input: [5, 12, 11],
    outputs: 6,
    geometry: geometry({ kernel: [3, 5], stride: [1, 2], padding: [0, 2] }),
  },
  {
    input: [4, 9, 9],
    outputs: 4,
    geometry: geometry({ dilation: [2, 3], padding: [2, 3] }),
    relu: true,
  },
];

const FEW_CHANNELS: readonly AlgorithmCase[] = [
  { input: [1, 1, 1], outputs: 1 },
  { input: [3, 9, 11], outputs: 64, relu: true },
  { input: [2, 1, 9], outputs: 21 },
  { input: [3, 6, 1], outputs: 5, relu: true, isFlipped: true },
];

const FEW_CELLS: readonly AlgorithmCase[] = [
  { input: [513, 1, 1], outputs: 9, relu: true },
  { input: [7, 1, 5], outputs: 6 },
  { input: [260, 2, 2], outputs: 5 },
  { input: [5, 8, 8], outputs: 13, relu: true, isFlipped: true },
];

export const ALGORITHM_CHECKS: readonly KernelCheck[] = [
  ...SMALL_ALGORITHMS.flatMap((algorithm) =>
    checksOf(algorithm, algorithm.family === 'split-k' ? FEW_CELLS : FEW_CHANNELS),
  ),
  ...DIRECT_ALGORITHMS.filter(({ family }) => family === 'direct').flatMap((algorithm) =>
    checksOf(algorithm, PLAIN),
  ),
  ...IMPLICIT_GEMM_ALGORITHMS.flatMap((algorithm) =>
    checksOf(
      algorithm,
      algorithm.precision === 'f16' ? [...PLAIN, ...BORDERS] : [...PLAIN, ...BORDERS, ...OTHERS],
    ),
  ),
];
