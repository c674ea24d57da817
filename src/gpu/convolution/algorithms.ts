/** Every way to run a convolution. A part of its own, fetched when one of them is wanted. */
import type { AdapterFacts } from '../adapter.ts';
import type { ConvolutionAlgorithm, ConvolutionShape } from './algorithm.ts';
import { DIRECT_ALGORITHMS } from './direct.ts';
import { IMPLICIT_GEMM_ALGORITHMS } from './implicit-gemm.ts';
import { SMALL_ALGORITHMS } from './small.ts';
import { WINOGRAD_ALGORITHMS } from './winograd.ts';

export { prepareConvolution } from '../kernels/convolution.ts';
export { isPlain3x3, multiplyAddsBy, outputOf } from './algorithm.ts';
export { formBytes, formWeights, nameOfForm } from './forms.ts';

/** In no particular order; ids are unique. */
export const ALGORITHMS: readonly ConvolutionAlgorithm[] = [
  ...DIRECT_ALGORITHMS,
  ...SMALL_ALGORITHMS,
  ...IMPLICIT_GEMM_ALGORITHMS,
  ...WINOGRAD_ALGORITHMS,
];

const BY_ID = new Map(ALGORITHMS.map((algorithm) => [algorithm.id, algorithm]));

/** The algorithm of an id; undefined for one that there is not, as of a version before. */
export function algorithmOf(id: string): ConvolutionAlgorithm | undefined {
  return BY_ID.get(id);
}

/** Those that can run a shape on a device. */
export function algorithmsFor(
  facts: AdapterFacts,
  shape: ConvolutionShape,
): readonly ConvolutionAlgorithm[] {
  return ALGORITHMS.filter((algorithm) => algorithm.fits(facts, shape));
}
