/** What stands beyond the border, told by the row 1 2 3. Knows no page. */
import type { PaddingMode } from '../../../math/index.ts';
import { paddedCell } from '../../../math/index.ts';

const ROW = 3;
const BEYOND = 2;

/** A cell of the example. */
export interface ExampleCell {
  readonly text: string;
  readonly isBeyond: boolean;
}

/** The row 1 2 3 with two cells beyond either end; `constant` is what stands there where nothing is repeated. */
export function paddingExample(mode: PaddingMode, constant: string): readonly ExampleCell[] {
  return Array.from({ length: ROW + 2 * BEYOND }, (_, place) => {
    const index = place - BEYOND;
    const cell = paddedCell(mode, index, ROW);
    return {
      text: cell < 0 ? constant : String(cell + 1),
      isBeyond: index < 0 || index >= ROW,
    };
  });
}
