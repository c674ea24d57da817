/** The keyboard's walk over the tiles and inside them. */
import { describe, expect, it } from 'vitest';
import { layoutGrid } from '../../math/index.ts';
import type { GridCell } from '../../math/index.ts';
import { moveCursor } from './grid-cursor.ts';
import type { WalkedGrid } from './grid-cursor.ts';

const shape = [10, 8, 6] as const;
const grid: WalkedGrid = {
  layout: { ...layoutGrid({ shape, width: 400, height: 300, gap: 2, minTile: 1 }), columns: 4 },
  shape,
  order: [],
  rowsSeen: 2,
};
const sorted: WalkedGrid = { ...grid, order: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] };
const at = (channel: number, row = 3, column = 5): GridCell => ({ channel, row, column });
const press = (key: string, shiftKey = false): { key: string; shiftKey: boolean } => ({
  key,
  shiftKey,
});

describe('moveCursor', () => {
  it.each(['ArrowDown', 'ArrowLeft', 'PageDown', 'Home'])(
    '%s enters at the first tile, in its middle',
    (key) => {
      expect(moveCursor(null, press(key), grid)).toEqual(at(0, 4, 3));
      expect(moveCursor(null, press(key), sorted)).toEqual(at(9, 4, 3));
    },
  );

  it.each([
    ['ArrowRight', 1],
    ['ArrowDown', 4],
    ['Home', 0],
    ['End', 9],
    ['PageDown', 8],
    ['ArrowLeft', 0],
    ['ArrowUp', 0],
    ['PageUp', 0],
  ])('%s from the first map goes to map %i and keeps the cell', (key, channel) => {
    expect(moveCursor(at(0), press(key), grid)).toEqual(at(channel));
  });

  it('stops at the last map and ignores other keys', () => {
    expect(moveCursor(at(9), press('ArrowRight'), grid)).toEqual(at(9));
    expect(moveCursor(at(8), press('ArrowDown'), grid)).toEqual(at(8));
    expect(moveCursor(at(8), press('a'), grid)).toBeNull();
    expect(moveCursor(at(8), press('a', true), grid)).toBeNull();
  });

  it('pages as far as the column has tiles', () => {
    expect(moveCursor(at(7), press('PageDown'), grid)).toEqual(at(7));
    expect(moveCursor(at(5), press('PageDown'), grid)).toEqual(at(9));
    expect(moveCursor(at(9), press('PageUp'), grid)).toEqual(at(1));
  });

  it('follows the order of the tiles', () => {
    expect(moveCursor(at(9), press('ArrowRight'), sorted)).toEqual(at(8));
    expect(moveCursor(at(9), press('ArrowDown'), sorted)).toEqual(at(5));
    expect(moveCursor(at(4), press('End'), sorted)).toEqual(at(0));
  });

  it('goes from cell to cell with Shift and stops at the edge of the map', () => {
    expect(moveCursor(at(2, 3, 4), press('ArrowRight', true), sorted)).toEqual(at(2, 3, 5));
    expect(moveCursor(at(2, 3, 5), press('ArrowRight', true), grid)).toEqual(at(2, 3, 5));
    expect(moveCursor(at(2, 0, 0), press('ArrowUp', true), grid)).toEqual(at(2, 0, 0));
    expect(moveCursor(at(2, 7, 0), press('ArrowDown', true), grid)).toEqual(at(2, 7, 0));
    expect(moveCursor(at(2, 6, 0), press('ArrowDown', true), grid)).toEqual(at(2, 7, 0));
  });
});
