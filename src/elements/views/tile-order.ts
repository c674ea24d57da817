/** Which channel stands on which tile of a grid, and what lies under a point. Pure arithmetic. */
import { cellAt } from '../../math/index.ts';
import type { GridCell, GridLayout, Shape3 } from '../../math/index.ts';

/** Channel shown on `tile`. An empty order is that of the numbers. */
export function channelOfTile(order: readonly number[], tile: number): number {
  return order[tile] ?? tile;
}

/** Tile that shows `channel`. An empty order is that of the numbers. */
export function tileOfChannel(order: readonly number[], channel: number): number {
  if (channelOfTile(order, channel) === channel) return channel;
  const tile = order.indexOf(channel);
  return tile < 0 ? channel : tile;
}

/** The cell under a point (device pixels); on the border between tiles still `previous`; null beyond the last tile. */
export function cellUnder(
  grid: { readonly layout: GridLayout; readonly shape: Shape3; readonly order: readonly number[] },
  x: number,
  y: number,
  previous: GridCell | null,
): GridCell | null {
  const { layout, shape, order } = grid;
  const hit = cellAt(layout, shape, x, y);
  if (hit) return { ...hit, channel: channelOfTile(order, hit.channel) };
  const isInside = x >= 0 && y >= 0 && x < layout.width && y < layout.height;
  const column = Math.floor(x / (layout.tileWidth + layout.gap));
  const row = Math.floor(y / (layout.tileHeight + layout.gap));
  return isInside && row * layout.columns + column < layout.count ? previous : null;
}
