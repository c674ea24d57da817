/**
 * How far probabilities are off when dense weights are kept as shorter numbers, as measured on a head of the size of
 * VGG-16's with seeded weights and ten inputs (docs/kernels.md): 7.8e-6 and 2.5e-4, rounded up.
 */
import type { Scores } from '../../session/index.ts';

/** Largest difference of a probability (0..1) that was measured; null where it was not. */
export const DENSE_EFFECT: Readonly<Record<NonNullable<Scores['kept']>, number | null>> = {
  f16: 1e-5,
  q8: 1e-3,
};
