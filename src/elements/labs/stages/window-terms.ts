/** What the window reads and makes at the cursor, in numbers. Pure. */
import { tiesOf, windowSpan } from '../../../math/lab/index.ts';
import type { LabCell } from '../../../math/lab/index.ts';
import type { LabNumbers } from '../../../session/index.ts';
import { valueIn } from './numbers-spec.ts';
import { tapsIn } from './stage-marks.ts';

/** One product of the sum. */
export interface ProductTerm {
  readonly value: number;
  readonly weight: number;
  readonly product: number;
}

/** A convolution at the cursor. */
export interface WindowSum {
  /** Of one channel, tap by tap. */
  readonly terms: readonly ProductTerm[];
  /** Sums of the channels that are added up; one where they are not. */
  readonly parts: readonly number[];
  /** The value of the output. */
  readonly output: number;
  readonly columns: number;
}

/** A pooling at the cursor. */
export interface WindowPool {
  readonly values: readonly number[];
  /** Place of the winner in the window, and its cell of the input. */
  readonly winner: number;
  readonly at: LabCell;
  /** How many are as large. */
  readonly ties: number;
  readonly sum: number;
  readonly output: number;
  readonly columns: number;
}

/** Products of the patch of a channel with its weights; null while numbers are missing. */
export function windowSum(numbers: LabNumbers, channel: number): WindowSum | null {
  const { scene, cursor, patches } = numbers;
  const { input, output } = patches;
  const { weights, geometry } = scene;
  if (!input || !output || !weights) return null;
  const taps = tapsIn(scene, windowSpan(geometry, cursor));
  const isSum = scene.settings.channels === 'sum';
  const termsOf = (one: number): ProductTerm[] =>
    taps.map((tap, place) => {
      const value = valueIn(input, one, tap);
      const weight = weights[(isSum ? one * taps.length : 0) + place] ?? NaN;
      return { value, weight, product: value * weight };
    });
  const added = (terms: readonly ProductTerm[]): number =>
    terms.reduce((sum, { product }) => sum + product, 0);
  const terms = termsOf(Math.min(channel, input.channels - 1));
  const channels = isSum ? Array.from({ length: input.channels }, (_, one) => one) : [];
  return {
    terms,
    parts: isSum ? channels.map((one) => added(termsOf(one))) : [added(terms)],
    output: valueIn(output, isSum ? 0 : channel, cursor),
    columns: geometry.kernel[1],
  };
}

/** What a pooling sees of a channel; null while numbers are missing. */
export function windowPool(
  { scene, cursor, patches }: LabNumbers,
  channel: number,
): WindowPool | null {
  const { input, output } = patches;
  if (!input || !output) return null;
  const taps = tapsIn(scene, windowSpan(scene.geometry, cursor));
  const values = taps.map((tap) => valueIn(input, channel, tap));
  const ties = tiesOf(values);
  const winner = ties[0] ?? 0;
  return {
    values,
    winner,
    at: taps[winner] ?? cursor,
    ties: ties.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    output: valueIn(output, channel, cursor),
    columns: scene.geometry.kernel[1],
  };
}
