/** How many weights a lab's operation has, and what it takes for a whole picture. Knows no page. */
import type { LabScene } from '../../../session/index.ts';

/** Filters of a layer that the article counts. */
export const FILTERS_OF_A_LAYER = 64;

/** Weights, and operations for a picture. */
export interface LabCosts {
  readonly weights: number;
  readonly operation: 'products' | 'comparisons' | 'additions';
  readonly count: number;
}

/** Counted as the definition has it, padding too. */
export function costsOf(
  scene: Pick<LabScene, 'settings' | 'input' | 'output' | 'geometry'>,
): LabCosts {
  const { settings, input, output, geometry } = scene;
  const window = geometry.kernel[0] * geometry.kernel[1];
  const windows = output[1] * output[2] * input[0];
  if (settings.lab === 'convolution') {
    const weights = settings.kernel.values.length;
    return { weights, operation: 'products', count: window * windows };
  }
  const operation = settings.pool.kind === 'max' ? 'comparisons' : 'additions';
  return { weights: 0, operation, count: (window - 1) * windows };
}
