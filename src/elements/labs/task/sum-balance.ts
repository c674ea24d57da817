/** The sum of a gradient before and after it goes back through a window: what it should be, and what is lost. Knows no page. */
import { sizeOf } from '../../../math/index.ts';
import type { Shape3 } from '../../../math/index.ts';
import type { LabFacts, LabRange, LabSettings } from '../../../session/index.ts';

/** Both sums, and how they belong together. */
export interface SumBalance {
  /** Of the gradient from above. */
  readonly above: number;
  /** Of the gradient of the input. */
  readonly input: number;
  /** What `above` is multiplied by on its way: the sum of the weights, 1 for pooling. */
  readonly factor: number;
  /** `factor` times `above`. */
  readonly expected: number;
  /** What of `expected` is not in `input`, 0 where it is only rounding. */
  readonly lost: number;
}

/** Half the distance from 1 to the next number of 32 bits. */
const ROUNDING = 2 ** -24;
/** Roundings on the way of a value: products, sums of a window, sums of windows. */
const STEPS = 8;

/** Both sums of what is on the stages; null until they are known. */
export function sumBalance({ ranges, scene }: LabFacts): SumBalance | null {
  const { upstream, inputGradient } = ranges;
  if (!upstream || !inputGradient) return null;
  const factor = factorOf(scene.settings);
  const expected = factor * upstream.sum;
  const rest = expected - inputGradient.sum;
  const rounding =
    STEPS *
    ROUNDING *
    (largestFactor(scene.settings) * rounded(scene, scene.output) * peak(upstream) +
      rounded(scene, scene.input) * peak(inputGradient));
  return {
    above: upstream.sum,
    input: inputGradient.sum,
    factor,
    expected,
    lost: Math.abs(rest) <= rounding ? 0 : rest,
  };
}

/** Whether cells of the input are in no window of the pooling: between the windows, or left over at the end. */
export function hasGaps({
  settings: { pool },
  input: [, height, width],
}: LabFacts['scene']): boolean {
  const isLeft = (extent: number): boolean => (extent - pool.size) % pool.stride !== 0;
  return pool.stride > pool.size || isLeft(height) || isLeft(width);
}

function factorOf({ lab, kernel }: LabSettings): number {
  if (lab === 'pooling') return 1;
  return kernel.values.reduce((sum, value) => sum + value, 0);
}

/** What a value can be multiplied by at most, all places together. */
function largestFactor({ lab, kernel }: LabSettings): number {
  if (lab === 'pooling') return 1;
  return Math.max(
    1,
    kernel.values.reduce((sum, value) => sum + Math.abs(value), 0),
  );
}

/** How many cells of a picture add their rounding: a loss at the border is many cells too, unless few have a gradient. */
function rounded({ settings, geometry }: LabFacts['scene'], shape: Shape3): number {
  const cells = sizeOf(shape);
  const [rows, columns] = geometry.kernel;
  switch (settings.upstream.kind) {
    case 'one':
      return shape[0] * rows * columns;
    case 'drawn':
      return Math.sqrt(cells);
    case 'constant':
    case 'random':
      return cells;
  }
}

function peak({ min, max }: LabRange): number {
  return Math.max(Math.abs(min), Math.abs(max));
}
