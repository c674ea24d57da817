/** How far probabilities are off when dense weights are kept as shorter numbers. Filled from measurements. */
import type { Scores } from '../../session/index.ts';

/** Largest difference of a probability (0..1) that was measured; null where it was not. */
export const DENSE_EFFECT: Readonly<Record<NonNullable<Scores['kept']>, number | null>> = {
  f16: null,
  q8: null,
};
