/** The values in a window of a map, also where it reaches beyond the border. */
import { paddedCell } from '../padding.ts';
import type { PaddingMode } from '../padding.ts';
import type { Tensor3 } from '../tensor.ts';

/** A window by its upper left cell, which may lie outside, and its size. */
export interface CellWindow {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The cells of the window, [c][y][x], of every channel. */
export function windowValues(
  { shape: [channels, height, width], data }: Tensor3,
  { row, column, rows, columns }: CellWindow,
  { mode, value }: { readonly mode: PaddingMode; readonly value: number },
): Float32Array {
  const values = new Float32Array(channels * rows * columns).fill(value);
  for (let y = 0; y < rows; y += 1) {
    const fromRow = paddedCell(mode, row + y, height);
    if (fromRow < 0) continue;
    for (let x = 0; x < columns; x += 1) {
      const fromColumn = paddedCell(mode, column + x, width);
      if (fromColumn < 0) continue;
      for (let c = 0; c < channels; c += 1) {
        const found = data[(c * height + fromRow) * width + fromColumn] ?? NaN;
        values[(c * rows + y) * columns + x] = found;
      }
    }
  }
  return values;
}
