/** The gamma slider. */
import { describe, expect, it } from 'vitest';
import { GAMMA_STEPS, gammaOfStep, stepOfGamma } from './gamma-steps.ts';

describe('gamma steps', () => {
  it('reach from a quarter over linear to four', () => {
    expect([-GAMMA_STEPS, -4, 0, 4, GAMMA_STEPS].map(gammaOfStep)).toEqual([0.25, 0.5, 1, 2, 4]);
  });

  it('come back from every step, and from any exponent', () => {
    for (let step = -GAMMA_STEPS; step <= GAMMA_STEPS; step++) {
      expect(stepOfGamma(gammaOfStep(step))).toBe(step);
    }
    expect(stepOfGamma(0.01)).toBe(-GAMMA_STEPS);
    expect(stepOfGamma(100)).toBe(GAMMA_STEPS);
  });
});
