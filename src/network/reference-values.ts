/** Known values of a layer, from elsewhere, and how far ours are from them. Reads no file; knows no GPU. */
import { formatShape } from '../math/index.ts';
import type { Tensor3 } from '../math/index.ts';

/** A single value: channel, row, column, value. */
export type ReferenceSample = readonly [
  channel: number,
  row: number,
  column: number,
  value: number,
];

/** What is known of one layer: either all values, or statistics and some samples. */
export interface ReferenceLayer {
  readonly shape: readonly number[];
  readonly values?: readonly number[];
  /** Largest absolute value; taken from `max` or the values when left out. */
  readonly largest?: number;
  readonly mean?: number;
  /** Of all values, without Bessel's correction. */
  readonly std?: number;
  readonly max?: number;
  /** Share of values that are exactly 0. */
  readonly zeros?: number;
  readonly channelMean?: readonly number[];
  readonly samples?: readonly ReferenceSample[];
}

/** Layers by name, from input to output. */
export type Reference = Readonly<Record<string, ReferenceLayer>>;

/** Largest differences of one layer, each divided by the layer's largest value (but `zeros`: a plain difference). */
export interface LayerErrors {
  readonly layer: string;
  readonly values: number;
  readonly channelMean: number;
  readonly mean: number;
  readonly std: number;
  readonly max: number;
  readonly zeros: number;
}

/** Compares a layer with all that is known of it. Infinite where the shapes differ, and for what is no number. */
export function compareLayer(
  layer: string,
  actual: Tensor3,
  expected: ReferenceLayer,
): LayerErrors {
  const { data, shape } = actual;
  const [, height, width] = shape;
  const samples = expected.samples ?? [];
  const wanted = expected.values ?? samples.map((sample) => sample[3]);
  const found = expected.values
    ? data
    : samples.map(([c, y, x]) => data[(c * height + y) * width + x] ?? Number.NaN);
  const ours = statisticsOf(actual);
  const largest = expected.largest ?? expected.max ?? Math.max(...wanted.map(Math.abs));
  // [128] may stand for [128, 1, 1].
  const [channels = 0, rows = 1, columns = 1] = expected.shape;
  const isSameShape = formatShape(shape) === formatShape([channels, rows, columns]);
  const gap = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    isSameShape ? largestGap(a, b) / largest : Infinity;
  const gapOf = (a: number, b: number | undefined): number => (b === undefined ? 0 : gap([a], [b]));
  return {
    layer,
    values: gap(found, wanted),
    channelMean: expected.channelMean ? gap(ours.channelMean, expected.channelMean) : 0,
    mean: gapOf(ours.mean, expected.mean),
    std: gapOf(ours.std, expected.std),
    max: gapOf(ours.max, expected.max),
    zeros: Math.abs(ours.zeros - (expected.zeros ?? ours.zeros)),
  };
}

/** The largest of a layer's errors. */
export function worstOf({ layer: _, ...errors }: LayerErrors): number {
  return Math.max(...Object.values(errors));
}

function largestGap(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < wanted.length; i += 1) {
    const gap = Math.abs((found[i] ?? Number.NaN) - (wanted[i] ?? Number.NaN));
    if (!(gap <= largest)) largest = Number.isNaN(gap) ? Infinity : gap;
  }
  return largest;
}

/** Of a whole layer, summed in double precision. */
function statisticsOf({ shape, data }: Tensor3): {
  mean: number;
  std: number;
  max: number;
  zeros: number;
  channelMean: number[];
} {
  const cells = shape[1] * shape[2];
  let [max, zeros] = [-Infinity, 0];
  const channelMean = Array.from({ length: shape[0] }, (_, channel) => {
    let sum = 0;
    for (let i = channel * cells; i < (channel + 1) * cells; i += 1) {
      const value = data[i] ?? Number.NaN;
      sum += value;
      if (!(value <= max)) max = value;
      if (value === 0) zeros += 1;
    }
    return sum / cells;
  });
  const mean = channelMean.reduce((sum, value) => sum + value, 0) / shape[0];
  let squares = 0;
  for (const value of data) squares += (value - mean) ** 2;
  const std = Math.sqrt(squares / data.length);
  return { mean, std, max, zeros: zeros / data.length, channelMean };
}
