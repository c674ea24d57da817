/** Which cells of input, kernel and output belong together when a window slides. Knows where, and no values. */
import { kernelExtent, paddedCell } from '../padding.ts';
import type { PaddedGeometry } from '../padding.ts';
import type { CellWindow } from './window-values.ts';

/** A cell of a map or of a kernel, counted from 0; outside where a map goes on beyond its border. */
export interface LabCell {
  readonly row: number;
  readonly column: number;
}

/** A part of a map by its upper left cell, which may lie outside, and its size. */
export type LabWindow = CellWindow;

/** Size of a map. */
export interface MapExtent {
  readonly height: number;
  readonly width: number;
}

/** A weight of the kernel, and what it is laid on. */
export interface PatchTap {
  readonly tap: LabCell;
  /** May lie outside. */
  readonly at: LabCell;
  /** The cell of the input whose value stands there; null for the constant. */
  readonly cell: LabCell | null;
}

/** An output cell, and the weight that the input cell is multiplied by in it. */
export interface OutputTap {
  readonly output: LabCell;
  readonly tap: LabCell;
}

/** Every cell that a weight is ever laid on: each of `rows` with each of `columns`. */
export interface TapInputs {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Whether it is also laid on the constant beyond the border. */
  readonly constant: boolean;
}

/** Cells that are shown around a window on every side, at least. */
const MARGIN = 1;

/** What an output cell is made of, tap by tap in row-major order. */
export function patchOf(
  geometry: PaddedGeometry,
  { height, width }: MapExtent,
  { row, column }: LabCell,
): readonly PatchTap[] {
  const { kernel, padding } = geometry;
  const [rows, columns] = kernel;
  return Array.from({ length: rows * columns }, (_, place) => {
    const tap = { row: Math.floor(place / columns), column: place % columns };
    const at = {
      row: placeOf(geometry, 0, row, tap.row),
      column: placeOf(geometry, 1, column, tap.column),
    };
    const found = {
      row: paddedCell(padding, at.row, height),
      column: paddedCell(padding, at.column, width),
    };
    return { tap, at, cell: found.row < 0 || found.column < 0 ? null : found };
  });
}

/**
 * All that an input cell takes part in, also by its copies beyond the border: an output comes more than once where several taps
 * lie on the cell or its copies. By output in row-major order, then by tap.
 */
export function outputsOf(
  geometry: PaddedGeometry,
  input: MapExtent,
  output: MapExtent,
  cell: LabCell,
): readonly OutputTap[] {
  const rows = tapsAlong(geometry, 0, [input.height, output.height], cell.row);
  const columns = tapsAlong(geometry, 1, [input.width, output.width], cell.column);
  return rows.flatMap((down) =>
    columns.flatMap((right) =>
      down.taps.flatMap((row) =>
        right.taps.map((column) => ({
          output: { row: down.output, column: right.output },
          tap: { row, column },
        })),
      ),
    ),
  );
}

/** All that a weight is ever multiplied by; rows and columns in ascending order, each once. */
export function inputsOfTap(
  geometry: PaddedGeometry,
  input: MapExtent,
  output: MapExtent,
  tap: LabCell,
): TapInputs {
  const along = (axis: 0 | 1, extent: number, places: number, of: number): readonly number[] => {
    const cells = Array.from({ length: places }, (_, place) =>
      paddedCell(geometry.padding, placeOf(geometry, axis, place, of), extent),
    );
    return [...new Set(cells)].sort((a, b) => a - b);
  };
  const rows = along(0, input.height, output.height, tap.row);
  const columns = along(1, input.width, output.width, tap.column);
  return {
    rows: rows.filter(isInside),
    columns: columns.filter(isInside),
    constant: !rows.every(isInside) || !columns.every(isInside),
  };
}

/** The cells from the first tap to the last for an output cell; it may reach beyond the border. */
export function windowSpan(geometry: PaddedGeometry, { row, column }: LabCell): LabWindow {
  const { kernel, dilation } = geometry;
  return {
    row: placeOf(geometry, 0, row, 0),
    column: placeOf(geometry, 1, column, 0),
    rows: kernelExtent(kernel[0], dilation[0]),
    columns: kernelExtent(kernel[1], dilation[1]),
  };
}

/**
 * A window with at least one cell around it on every side and at least `least` rows and columns. It grows as much before as after;
 * an odd cell comes before, so that the anchor of an even kernel stands in the middle of an odd number of cells.
 */
export function neighbourhood(span: LabWindow, least: number): LabWindow {
  const [row, rows] = grown(span.row, span.rows, least);
  const [column, columns] = grown(span.column, span.columns, least);
  return { row, column, rows, columns };
}

/** How the window of a pooling moves. */
export function poolGeometry(size: number, stride: number): PaddedGeometry {
  return {
    kernel: [size, size],
    stride: [stride, stride],
    dilation: [1, 1],
    before: [0, 0],
    after: [0, 0],
    padding: 'constant',
    value: 0,
  };
}

/** Place of the first of the largest values of a window in row-major order: the one that a max pooling takes. */
export function winnerOf(values: ArrayLike<number>): number {
  let winner = 0;
  let best = -Infinity;
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] ?? NaN;
    if (value <= best || Number.isNaN(value)) continue;
    best = value;
    winner = place;
  }
  return winner;
}

/** Places of all values that are as large as the winner's, the winner first; more than one is a tie. */
export function tiesOf(values: ArrayLike<number>): readonly number[] {
  const winner = winnerOf(values);
  return Array.from(values, (_, place) => place).filter(
    (place) => place === winner || values[place] === values[winner],
  );
}

/** Where along an axis a tap lies for an output; may be outside. */
function placeOf(
  { stride, dilation, before }: PaddedGeometry,
  axis: 0 | 1,
  output: number,
  tap: number,
): number {
  return output * stride[axis] + tap * dilation[axis] - before[axis];
}

/** Along an axis, the outputs that read a cell, each with the taps that lie on the cell or its copies. */
function tapsAlong(
  geometry: PaddedGeometry,
  axis: 0 | 1,
  [extent, outputs]: readonly [number, number],
  cell: number,
): readonly { readonly output: number; readonly taps: readonly number[] }[] {
  const all = Array.from({ length: geometry.kernel[axis] }, (_, tap) => tap);
  return Array.from({ length: outputs }, (_, output) => ({
    output,
    taps: all.filter(
      (tap) => paddedCell(geometry.padding, placeOf(geometry, axis, output, tap), extent) === cell,
    ),
  })).filter(({ taps }) => taps.length > 0);
}

function isInside(cell: number): boolean {
  return cell >= 0;
}

function grown(first: number, count: number, least: number): readonly [number, number] {
  const wanted = Math.max(least, count + 2 * MARGIN);
  return [first - Math.ceil((wanted - count) / 2), wanted];
}
