/** Where the keys of a picture move the window. Pure. */
import type { LabCell } from '../../../math/lab/index.ts';
import type { Shape3 } from '../../../math/index.ts';

/** Rows that Page Up and Page Down go. */
const PAGE = 5;

/** The output cell that a key leads to; null where it is no key of a picture. */
export function stepOfKey(
  key: string,
  { row, column }: LabCell,
  [, rows, columns]: Shape3,
): LabCell | null {
  const page = Math.min(PAGE, rows);
  switch (key) {
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(columns - 1, column + 1) };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(rows - 1, row + 1), column };
    case 'PageUp':
      return { row: Math.max(0, row - page), column };
    case 'PageDown':
      return { row: Math.min(rows - 1, row + page), column };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return null;
  }
}
