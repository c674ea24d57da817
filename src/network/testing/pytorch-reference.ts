/** Values that PyTorch got for a network and a picture, and how far ours are from them. */
import { readFileSync } from 'node:fs';
import { differenceOf } from '../../gpu/checks/check.ts';
import type { Tensor3 } from '../../math/index.ts';

/** What is known of one layer: either all values, or statistics and some samples. */
export interface ReferenceLayer {
  readonly shape: readonly number[];
  readonly values?: readonly number[];
  readonly mean?: number;
  /** Of all values, without Bessel's correction. */
  readonly std?: number;
  readonly max?: number;
  /** Share of values that are exactly 0. */
  readonly zeros?: number;
  readonly channelMean?: readonly number[];
  readonly samples?: readonly (readonly [
    channel: number,
    row: number,
    column: number,
    value: number,
  ])[];
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

/** Reads a file of reference values. */
export function readReference(path: string): Reference {
  return (JSON.parse(readFileSync(path, 'utf8')) as { layers: Reference }).layers;
}

/** Compares a layer with all that is known of it. */
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
  const largest = expected.max ?? Math.max(...wanted.map(Math.abs));
  const gap = (a: number, b: number | undefined): number =>
    b === undefined ? 0 : Math.abs(a - b) / largest;
  return {
    layer,
    values: differenceOf(found, wanted).absolute / largest,
    channelMean: expected.channelMean
      ? differenceOf(ours.channelMean, expected.channelMean).absolute / largest
      : 0,
    mean: gap(ours.mean, expected.mean),
    std: gap(ours.std, expected.std),
    max: gap(ours.max, expected.max),
    zeros: Math.abs(ours.zeros - (expected.zeros ?? ours.zeros)),
  };
}

/** The largest of a layer's errors. */
export function worstOf({ layer: _, ...errors }: LayerErrors): number {
  return Math.max(...Object.values(errors));
}

/** A table to be printed. */
export function tableOf(title: string, rows: readonly LayerErrors[]): string {
  const names = ['values', 'channelMean', 'mean', 'std', 'max', 'zeros'] as const;
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(12))).join('');
  return [
    title,
    line(['layer', ...names]),
    ...rows.map((row) => line([row.layer, ...names.map((name) => row[name].toExponential(1))])),
    `largest: ${Math.max(...rows.map(worstOf)).toExponential(2)}`,
  ].join('\n');
}

function statisticsOf({ shape, data }: Tensor3): {
  mean: number;
  std: number;
  max: number;
  zeros: number;
  channelMean: number[];
} {
  const cells = shape[1] * shape[2];
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const squares = data.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    std: Math.sqrt(squares / data.length),
    max: data.reduce((high, value) => Math.max(high, value), -Infinity),
    zeros: data.reduce((count, value) => count + (value === 0 ? 1 : 0), 0) / data.length,
    channelMean: Array.from(
      { length: shape[0] },
      (_, c) =>
        data.subarray(c * cells, (c + 1) * cells).reduce((sum, value) => sum + value, 0) / cells,
    ),
  };
}
