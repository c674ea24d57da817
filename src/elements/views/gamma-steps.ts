/** Steps of the gamma slider: equal steps of the exponent's logarithm. Pure arithmetic. */

/** Steps for each doubling. */
const STEPS = 4;
const DOUBLINGS = 2;

/** Steps on each side of the linear scale, which is step 0; the last ones are a quarter and four. */
export const GAMMA_STEPS = STEPS * DOUBLINGS;

const HUNDREDTHS = 100;

/** The exponent at a step, two decimals. */
export function gammaOfStep(step: number): number {
  return Math.round(2 ** (step / STEPS) * HUNDREDTHS) / HUNDREDTHS;
}

/** The step nearest to an exponent. */
export function stepOfGamma(gamma: number): number {
  const step = Math.round(Math.log2(gamma) * STEPS);
  return Math.min(GAMMA_STEPS, Math.max(-GAMMA_STEPS, step));
}
