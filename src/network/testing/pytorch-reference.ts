/** Values that PyTorch got for a network and a picture, read from a file, and a table of how far ours are from them. */
import { readFileSync } from 'node:fs';
import { worstOf } from '../reference-values.ts';
import type { LayerErrors, Reference } from '../reference-values.ts';

export type { Reference } from '../reference-values.ts';

/** Reads a file of reference values. */
export function readReference(path: string): Reference {
  return (JSON.parse(readFileSync(path, 'utf8')) as { layers: Reference }).layers;
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
