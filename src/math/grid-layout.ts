/** Where the maps of a layer stand on a canvas: tiles in rows, in whole pixels. Knows no canvas. */
import type { Shape3 } from './tensor.ts';

/** An arrangement of `count` tiles, all lengths in device pixels. */
export interface GridLayout {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  /** Size of one map on the canvas, without its border. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Border between neighbouring tiles. */
  readonly gap: number;
}

/** What one may ask of the arrangement. */
export interface GridRequest {
  /** C, H, W of the layer. */
  readonly shape: Shape3;
  /** Room in device pixels; the arrangement is never wider, and higher only if `minTile` demands it. */
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  /** The longer side of a tile is never smaller than this, in device pixels. */
  readonly minTile: number;
}

/** The cell of a map under a point of the canvas. */
export interface GridCell {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

/** A whole multiple of the map may cost at most this share of the side; from three times the map it holds wherever a multiple fits. */
const CRISP_LOSS = 0.25;

/**
 * The largest tiles that fit: a whole multiple of the map (crisp cells) where that costs at most a quarter of
 * the side, else whole pixels. Below `minTile` the arrangement grows downwards instead. Rows are filled evenly.
 */
export function layoutGrid(request: GridRequest): GridLayout {
  const [count, mapHeight, mapWidth] = request.shape;
  const { gap } = request;
  const longer = Math.max(mapHeight, mapWidth);
  const roomWidth = Math.max(1, Math.floor(request.width));
  const roomHeight = Math.max(1, Math.floor(request.height));

  const rowsFor = (side: number): number => {
    const pitch = tileOf(side, mapWidth, longer) + gap;
    return Math.ceil(count / Math.max(1, Math.floor((roomWidth + gap) / pitch)));
  };
  const fits = (side: number): boolean => {
    if (tileOf(side, mapWidth, longer) > roomWidth) return false;
    return rowsFor(side) * (tileOf(side, mapHeight, longer) + gap) - gap <= roomHeight;
  };

  let side = 1;
  let high = Math.max(roomWidth, roomHeight);
  while (side < high) {
    const middle = Math.ceil((side + high) / 2);
    if (fits(middle)) side = middle;
    else high = middle - 1;
  }
  side = crispSide(side, longer);
  if (side < request.minTile) side = smallestSide(request.minTile, longer, roomWidth);

  const tileWidth = tileOf(side, mapWidth, longer);
  const tileHeight = tileOf(side, mapHeight, longer);
  const rows = rowsFor(side);
  const columns = Math.ceil(count / rows);
  return {
    width: columns * (tileWidth + gap) - gap,
    height: rows * (tileHeight + gap) - gap,
    count,
    columns,
    rows,
    tileWidth,
    tileHeight,
    gap,
  };
}

/** The channel and cell under a point (device pixels), or null on a border or beyond the last tile. */
export function cellAt(layout: GridLayout, shape: Shape3, x: number, y: number): GridCell | null {
  const pitchX = layout.tileWidth + layout.gap;
  const pitchY = layout.tileHeight + layout.gap;
  if (x < 0 || y < 0) return null;
  const tileColumn = Math.floor(x / pitchX);
  const tileRow = Math.floor(y / pitchY);
  const insideX = x - tileColumn * pitchX;
  const insideY = y - tileRow * pitchY;
  const channel = tileRow * layout.columns + tileColumn;
  if (tileColumn >= layout.columns || channel >= layout.count) return null;
  if (insideX >= layout.tileWidth || insideY >= layout.tileHeight) return null;
  return {
    channel,
    row: Math.min(shape[1] - 1, Math.floor((insideY * shape[1]) / layout.tileHeight)),
    column: Math.min(shape[2] - 1, Math.floor((insideX * shape[2]) / layout.tileWidth)),
  };
}

/** Corner of a channel's tile, device pixels. */
export function tileOrigin(layout: GridLayout, channel: number): { x: number; y: number } {
  return {
    x: (channel % layout.columns) * (layout.tileWidth + layout.gap),
    y: Math.floor(channel / layout.columns) * (layout.tileHeight + layout.gap),
  };
}

function tileOf(side: number, extent: number, longer: number): number {
  return Math.max(1, Math.round((side * extent) / longer));
}

function crispSide(side: number, longer: number): number {
  const whole = Math.floor(side / longer) * longer;
  return whole >= side * (1 - CRISP_LOSS) ? whole : side;
}

/** At least `minTile`, a whole multiple where the map is smaller than that, and not wider than the room. */
function smallestSide(minTile: number, longer: number, roomWidth: number): number {
  const whole = longer < minTile ? Math.ceil(minTile / longer) * longer : minTile;
  return whole <= roomWidth ? whole : Math.min(minTile, roomWidth);
}
