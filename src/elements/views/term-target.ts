/** Where a term of a sum leads, and how its number is written. Pure arithmetic. */
import { cellOfFlattened, clipRectangle, windowOfCell } from '../../math/index.ts';
import type { GridCell, Shape3 } from '../../math/index.ts';
import type { LayerSummary } from '../../session/index.ts';

const SIGNIFICANT = 4;
const MOST_DECIMALS = 8;

/** The cell of the layer before in the middle of what `cell` sees there, in input channel `channel`. */
export function cellBefore(
  layer: LayerSummary,
  before: LayerSummary,
  cell: GridCell,
  channel: number,
): GridCell {
  const [, height, width] = before.shape;
  if (layer.kind === 'flatten') return cellOfFlattened(cell.channel, before.shape);
  const all = { x: 0, y: 0, width, height };
  const area = layer.window
    ? clipRectangle(windowOfCell(layer.window, cell.row, cell.column), { width, height })
    : all;
  return {
    channel,
    row: middle(area.y, area.height, height),
    column: middle(area.x, area.width, width),
  };
}

function middle(start: number, length: number, count: number): number {
  return Math.min(count - 1, Math.max(0, start + Math.floor((length - 1) / 2)));
}

/** Whether the channels of such a layer are single numbers. */
export function isRow(shape: Shape3): boolean {
  return shape[1] === 1 && shape[2] === 1;
}

/** Decimals with which a number of this size has four digits. */
export function decimalsFor(largest: number): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return SIGNIFICANT - 1;
  const digits = Math.floor(Math.log10(largest)) + 1;
  return Math.max(0, Math.min(MOST_DECIMALS, SIGNIFICANT - Math.max(digits, 1 - SIGNIFICANT)));
}

/** A number with its sign, so that it reads as one step of an addition. */
export function signed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value).toFixed(decimals);
  if (Number(size) === 0) return size;
  return value < 0 ? `−${size}` : `+${size}`;
}
