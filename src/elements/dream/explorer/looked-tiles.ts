/** Which tiles of a grid somebody looks at, what matters most first. Pure arithmetic. */
import type { GridLayout } from '../../../math/index.ts';

/** Tiles beside the one pointed at that come right after it. */
const NEAR = 1;

/**
 * The tiles of which something is seen between `top` and `bottom` (device pixels): the one pointed at, its neighbours, and then
 * from top to bottom. A tile that is pointed at counts as seen.
 */
export function lookedTiles(
  { count, columns, tileHeight, gap }: GridLayout,
  top: number,
  bottom: number,
  pointed: number | null,
): readonly number[] {
  const pitch = tileHeight + gap;
  const firstRow = Math.max(0, Math.floor((top + gap) / pitch));
  const endRow = Math.max(firstRow, Math.ceil(bottom / pitch));
  const first = Math.min(count, firstRow * columns);
  const end = Math.min(count, endRow * columns);
  const seen = Array.from({ length: end - first }, (_, index) => first + index);
  if (pointed === null) return seen;
  const [row, column] = [Math.floor(pointed / columns), pointed % columns];
  const isNear = (tile: number): boolean =>
    Math.abs(Math.floor(tile / columns) - row) <= NEAR &&
    Math.abs((tile % columns) - column) <= NEAR;
  const others = seen.filter((tile) => tile !== pointed);
  return [pointed, ...others.filter(isNear), ...others.filter((tile) => !isNear(tile))];
}
