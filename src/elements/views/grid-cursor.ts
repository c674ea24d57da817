/** How the keyboard walks over the tiles of a grid. Pure arithmetic. */
import type { GridCell, GridLayout, Shape3 } from '../../math/index.ts';

/** The cell after a key, or null when the key moves nothing. The cell within the map is kept. */
export function moveCursor(
  from: GridCell | null,
  key: string,
  layout: GridLayout,
  shape: Shape3,
): GridCell | null {
  const step = stepOf(key, layout.columns);
  const last = layout.count - 1;
  if (step === null && key !== 'Home' && key !== 'End') return null;
  const inMap = from ?? { row: Math.floor(shape[1] / 2), column: Math.floor(shape[2] / 2) };
  const at = (channel: number): GridCell => ({ channel, row: inMap.row, column: inMap.column });
  if (key === 'Home') return at(0);
  if (key === 'End') return at(last);
  if (!from) return at(0);
  const channel = from.channel + (step ?? 0);
  return channel < 0 || channel > last ? from : at(channel);
}

function stepOf(key: string, columns: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return 1;
    case 'ArrowLeft':
      return -1;
    case 'ArrowDown':
      return columns;
    case 'ArrowUp':
      return -columns;
    default:
      return null;
  }
}
