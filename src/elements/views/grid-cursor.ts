/** How the keyboard walks over a grid: from tile to tile, and with Shift from cell to cell. Pure arithmetic. */
import type { GridCell, GridLayout, Shape3 } from '../../math/index.ts';
import { channelOfTile, tileOfChannel } from './tile-order.ts';

/** What the keys walk over. */
export interface WalkedGrid {
  readonly layout: GridLayout;
  readonly shape: Shape3;
  /** Channel of each tile; empty where that is the number of the tile. */
  readonly order: readonly number[];
  /** Rows of tiles that are seen at once. */
  readonly rowsSeen: number;
}

/** A key that may move the cursor. */
export interface WalkingKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

type Step = readonly [right: number, down: number];

const ARROWS: Readonly<Record<string, Step>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/**
 * The cell after a key, or null when the key moves nothing. From tile to tile the cell within the map is kept;
 * the first key of a walk enters the grid at its first tile. At an end the cursor stays where it is.
 */
export function moveCursor(
  from: GridCell | null,
  { key, shiftKey }: WalkingKey,
  grid: WalkedGrid,
): GridCell | null {
  const arrow = ARROWS[key];
  if (arrow && shiftKey && from) return moveInside(from, arrow, grid.shape);
  const now = from ? tileOfChannel(grid.order, from.channel) : null;
  const tile = arrow ? stepped(now, arrow, grid.layout) : jumped(now, key, grid);
  if (tile === null) return null;
  const { row, column } = from ?? middleOf(grid.shape);
  return { channel: channelOfTile(grid.order, tile), row, column };
}

/** The cell in the middle of a map. */
export function middleOf([, height, width]: Shape3): { row: number; column: number } {
  return { row: Math.floor(height / 2), column: Math.floor(width / 2) };
}

function moveInside(from: GridCell, [right, down]: Step, [, height, width]: Shape3): GridCell {
  return {
    channel: from.channel,
    row: within(from.row + down, height),
    column: within(from.column + right, width),
  };
}

function stepped(now: number | null, [right, down]: Step, layout: GridLayout): number {
  if (now === null) return 0;
  const tile = now + right + down * layout.columns;
  return tile < 0 || tile >= layout.count ? now : tile;
}

function jumped(now: number | null, key: string, { layout, rowsSeen }: WalkedGrid): number | null {
  const last = layout.count - 1;
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageUp':
      return now === null ? 0 : paged(now, -rowsSeen, layout);
    case 'PageDown':
      return now === null ? 0 : paged(now, rowsSeen, layout);
    default:
      return null;
  }
}

/** By whole rows, as far as there are tiles in that column. */
function paged(now: number, rows: number, { columns, count }: GridLayout): number {
  const column = now % columns;
  const lastRow = Math.floor((count - 1 - column) / columns);
  const row = Math.floor(now / columns) + rows;
  return Math.min(lastRow, Math.max(0, row)) * columns + column;
}

function within(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}
