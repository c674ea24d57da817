/** What pointing and choosing on the grid of the layer before means: a tip, and the way there. */
import { signal } from '../../base/index.ts';
import type { GridCell } from '../../math/index.ts';
import type { LayerSummary, SessionFace } from '../../session/index.ts';
import type { GridTarget } from './grid-target.ts';

const BY_NUMBER: readonly number[] = [];

/** The grid of the layer before: points for itself, and a choice leads there. */
export function beforeTarget(session: SessionFace): GridTarget {
  const pointed = signal<{ readonly layer: string; readonly cell: GridCell } | null>(null);
  const layer = (): LayerSummary | null => {
    const before = session.selectedLayer.value?.before;
    return session.layers.value.find(({ name }) => name === before) ?? null;
  };
  const cell = (): GridCell | null => {
    const { value } = pointed;
    return value && value.layer === layer()?.name ? value.cell : null;
  };
  return {
    layer,
    order: () => BY_NUMBER,
    cell,
    last: cell,
    point: (next) => {
      const name = layer()?.name;
      pointed.value = next && name !== undefined ? { layer: name, cell: next } : null;
    },
    choose: (chosen) => {
      const name = layer()?.name;
      if (name !== undefined) void session.visit({ layer: name, cell: chosen });
    },
    letGo: () => {
      const had = pointed.peek() !== null;
      pointed.value = null;
      return had;
    },
  };
}
