/**
 * Where a unit of a layer stands: the pixels it sees, the cells that feed it, the place of its map on the picture.
 * Rectangles are half open, in pixels or cells; they may reach over the border until they are clipped. Knows no network.
 */
import type { ReceptiveField } from './receptive-field.ts';
import type { Extent, Rectangle } from './resample.ts';
import type { Pair } from './shapes.ts';
import type { Shape3 } from './tensor.ts';

/** A window slid over the layer before, rows first. */
export interface WindowGeometry {
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
}

/** The receptive fields of a layer along both axes. */
export type FieldPair = readonly [rows: ReceptiveField, columns: ReceptiveField];

/** Pixels of the input that the unit at (row, column) sees. */
export function fieldOfCell([rows, columns]: FieldPair, row: number, column: number): Rectangle {
  return {
    x: columns.start + column * columns.jump,
    y: rows.start + row * rows.jump,
    width: columns.size,
    height: rows.size,
  };
}

/** Cells of the layer before that lie under the window of the unit at (row, column). */
export function windowOfCell(
  { size, stride, padding, dilation }: WindowGeometry,
  row: number,
  column: number,
): Rectangle {
  return {
    x: column * stride[1] - padding[1],
    y: row * stride[0] - padding[0],
    width: (size[1] - 1) * dilation[1] + 1,
    height: (size[0] - 1) * dilation[0] + 1,
  };
}

/** The part of `rectangle` inside (0, 0) to `extent`; of no size where there is none. */
export function clipRectangle(rectangle: Rectangle, extent: Extent): Rectangle {
  const x = Math.min(extent.width, Math.max(0, rectangle.x));
  const y = Math.min(extent.height, Math.max(0, rectangle.y));
  const right = Math.min(extent.width, rectangle.x + rectangle.width);
  const bottom = Math.min(extent.height, rectangle.y + rectangle.height);
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}

/** Where a whole map lies on the picture: each cell covers jump x jump pixels around the middle of its field. */
export function placementOfMap([rows, columns]: FieldPair, [, height, width]: Shape3): Rectangle {
  return {
    x: columns.start + (columns.size - columns.jump) / 2,
    y: rows.start + (rows.size - rows.jump) / 2,
    width: width * columns.jump,
    height: height * rows.jump,
  };
}

/** The cell of [C, H, W] that stands at `index` of its flattened form, channel last: (row * W + column) * C + channel. */
export function cellOfFlattened(
  index: number,
  [channels, , width]: Shape3,
): { readonly channel: number; readonly row: number; readonly column: number } {
  const place = Math.floor(index / channels);
  return { channel: index % channels, row: Math.floor(place / width), column: place % width };
}
