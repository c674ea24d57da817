/** Winograd convolutions against the reference: every multiply and storage, odd sizes, pooling, the gradient. */
import type { ConvolutionAlgorithm } from '../convolution/algorithm.ts';
import { WINOGRAD_ALGORITHMS } from '../convolution/winograd.ts';
import { checksOf } from './algorithm.ts';
import type { AlgorithmCase } from './algorithm.ts';
import type { KernelCheck } from './check.ts';

/** For every algorithm: a size that neither tiles nor blocks divide. */
const COMMON: readonly AlgorithmCase[] = [
  { input: [5, 7, 9], outputs: 9, relu: true },
  { input: [8, 14, 14], outputs: 36 },
];

/** For one of each form: borders, single channels, pooling, the gradient. */
const THOROUGH: readonly AlgorithmCase[] = [
  { input: [1, 1, 1], outputs: 1 },
  { input: [1, 1, 1], outputs: 1, relu: true, isFlipped: true },
  { input: [3, 1, 9], outputs: 8 },
  { input: [3, 9, 1], outputs: 5, relu: true },
  { input: [513, 2, 3], outputs: 7 },
  { input: [2, 3, 5], outputs: 513, relu: true },
  { input: [4, 33, 31], outputs: 4, pool: true },
  { input: [6, 8, 10], outputs: 6, pool: true, relu: true },
  { input: [3, 2, 2], outputs: 5, pool: true, relu: true },
  { input: [2, 5, 3], outputs: 3, pool: true },
  { input: [12, 9, 10], outputs: 7, isFlipped: true },
];

/** For the multiplies in workgroup memory: several groups of tiles and of outputs, several steps, none of them full. */
const SHARED: readonly AlgorithmCase[] = [{ input: [21, 30, 34], outputs: 68, relu: true }];

/** The first of each form is checked thoroughly. */
function isFirst(algorithm: ConvolutionAlgorithm): boolean {
  const { domain, storage } = algorithm.form;
  const same = ({ form }: ConvolutionAlgorithm): boolean =>
    form.domain === domain && form.storage === storage;
  return WINOGRAD_ALGORITHMS.find(same) === algorithm;
}

export const WINOGRAD_CHECKS: readonly KernelCheck[] = WINOGRAD_ALGORITHMS.flatMap((algorithm) =>
  checksOf(algorithm, [
    ...COMMON,
    ...(isFirst(algorithm) ? THOROUGH : []),
    ...(algorithm.id.includes('/tiles-') ? SHARED : []),
  ]),
);
