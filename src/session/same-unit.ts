/** When two addresses are one. */
import type { UnitAddress } from './unit-types.ts';

/** Whether two addresses name the same cell of the same channel, or none. */
export function sameUnit(a: UnitAddress | null, b: UnitAddress | null): boolean {
  if (!a || !b) return a === b;
  return (
    a.layer === b.layer &&
    a.cell.channel === b.cell.channel &&
    a.cell.row === b.cell.row &&
    a.cell.column === b.cell.column
  );
}
