/** The cells on the way of a fast pointer. Pure. */
import type { LabCell } from '../../../math/lab/index.ts';

/** All cells on the straight way from one cell to another, both of them included. */
export function cellsBetween(from: LabCell, to: LabCell): readonly LabCell[] {
  const rows = to.row - from.row;
  const columns = to.column - from.column;
  const steps = Math.max(Math.abs(rows), Math.abs(columns), 1);
  const cells = Array.from({ length: steps + 1 }, (_, step) => ({
    row: Math.round(from.row + (rows * step) / steps),
    column: Math.round(from.column + (columns * step) / steps),
  }));
  return rows === 0 && columns === 0 ? cells.slice(0, 1) : cells;
}
