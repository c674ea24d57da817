/** What pointing and choosing on a grid means: on the chosen layer the session follows. */
import type { GridCell } from '../../math/index.ts';
import type { LayerSummary, SessionFace } from '../../session/index.ts';

/** A grid's layer and its cursor; what is read here is followed by the element that reads it. */
export interface GridTarget {
  layer(): LayerSummary | null;
  /** Channel of each tile; empty where that is the number of the tile. */
  order(): readonly number[];
  /** What is pointed at. */
  cell(): GridCell | null;
  /** Where the keys go on from. */
  last(): GridCell | null;
  point(cell: GridCell | null): void;
  /** A click or Enter on a cell. */
  choose(cell: GridCell): void;
  /** Escape; whether there was something to let go of. */
  letGo(): boolean;
  /** What is said of a channel in place of a cell and its value. */
  tell?(channel: number): { readonly place: string; readonly value: string };
}

/** The grid of the chosen layer: points for the whole studio, and pins. */
export function chosenTarget(session: SessionFace): GridTarget {
  const last = (): GridCell | null => {
    const unit = session.unit.value;
    return unit && unit.layer === session.selectedLayer.value?.name ? unit.cell : null;
  };
  return {
    layer: () => session.selectedLayer.value,
    order: () => session.order.value,
    cell: () => (session.pointing.value ? last() : null),
    last,
    point: (cell) => session.point(cell),
    choose: (cell) => {
      const layer = session.selectedLayer.peek()?.name;
      if (layer !== undefined) session.togglePin({ layer, cell });
    },
    letGo: () => {
      if (!session.unit.peek()) return false;
      if (session.pointing.peek()) session.point(null);
      else session.release();
      return true;
    },
  };
}

/** Whether two cells are the same, or both none. */
export function sameCell(a: GridCell | null, b: GridCell | null): boolean {
  return a === b || (a?.channel === b?.channel && a?.row === b?.row && a?.column === b?.column);
}
