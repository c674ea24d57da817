/** A vector as rows of cells: where each element stands on a canvas, and on the maps it comes from. Pure arithmetic. */
import { sizeOf } from '../../math/index.ts';
import type { GridCell, Shape3 } from '../../math/index.ts';
import type { VectorKind } from '../../session/index.ts';

/** An arrangement of `length` cells, device pixels. */
export interface VectorLayout {
  readonly length: number;
  readonly columns: number;
  readonly rows: number;
  readonly side: number;
}

/** Room for the cells: never wider than this; higher only where the smallest cells still need it. Device pixels. */
export interface VectorRoom {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** CSS pixels. */
const SMALLEST = 2;
const SIDES = [24, 20, 16, 14, 12, 10, 8, 7, 6, 5, 4, 3, SMALLEST];
const EXAMPLE = 17;
/** Longest canvas, device pixels. */
const LONGEST = 8192;
/** A row of whole (or of parts of) groups of channels may leave so much of the width free. */
const LEAST_SHARE = 0.6;

/** Number of elements of a layer of `shape` written as `kind`. */
export function vectorLength(shape: Shape3, kind: VectorKind): number {
  return kind === 'flatten' ? sizeOf(shape) : shape[0];
}

/** The largest cells with which all `length` elements fit; each row holds whole groups of `group`, or an equal part of one, where that fits well. */
export function layOutVector(length: number, group: number, room: VectorRoom): VectorLayout {
  const place = (side: number): VectorLayout => {
    const columns = columnsFor(length, group, Math.max(1, Math.floor(room.width / side)));
    return { length, columns, rows: Math.ceil(length / columns), side };
  };
  for (const side of SIDES) {
    const layout = place(Math.max(1, Math.round(side * room.pixelRatio)));
    const height = layout.rows * layout.side;
    const isLast = side === SMALLEST;
    if (height <= room.height || (isLast && height <= LONGEST)) return layout;
  }
  return place(1);
}

function columnsFor(length: number, group: number, most: number): number {
  if (length <= most) return length;
  if (group <= 1 || group >= length) return most;
  const least = Math.ceil(most * LEAST_SHARE);
  const whole = Math.floor(most / group) * group;
  if (whole >= least) return whole;
  for (let columns = most; columns >= least; columns--) {
    if (group % columns === 0) return columns;
  }
  return most;
}

/** The element under a point (device pixels); null beyond the last one. */
export function elementAt(layout: VectorLayout, x: number, y: number): number | null {
  const column = Math.floor(x / layout.side);
  const row = Math.floor(y / layout.side);
  const index = row * layout.columns + column;
  const isInside = column >= 0 && column < layout.columns && row >= 0;
  return isInside && index < layout.length ? index : null;
}

/** Corner of an element's cell, device pixels. */
export function cornerOf(
  { columns, side }: VectorLayout,
  index: number,
): { readonly x: number; readonly y: number } {
  return { x: (index % columns) * side, y: Math.floor(index / columns) * side };
}

/** The element that a cell becomes: (row * W + column) * C + channel. */
export function elementOfCell({ channel, row, column }: GridCell, shape: Shape3): number {
  return (row * shape[2] + column) * shape[0] + channel;
}

/** A cell well inside the maps, to show the formula with. */
export function exampleCell([channels, height, width]: Shape3): GridCell {
  return {
    channel: Math.min(EXAMPLE, channels - 1),
    row: Math.min(2, height - 1),
    column: Math.min(3, width - 1),
  };
}
