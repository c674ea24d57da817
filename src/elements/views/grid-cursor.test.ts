/** The keyboard's walk over the tiles. */
import { describe, expect, it } from 'vitest';
import { layoutGrid } from '../../math/index.ts';
import { moveCursor } from './grid-cursor.ts';

const shape = [10, 8, 8] as const;
const layout = {
  ...layoutGrid({ shape, width: 400, height: 300, gap: 2, minTile: 1 }),
  columns: 4,
};
const at = (channel: number): { channel: number; row: number; column: number } => ({
  channel,
  row: 3,
  column: 5,
});

describe('moveCursor', () => {
  it('starts at the first map, in its middle', () => {
    expect(moveCursor(null, 'ArrowDown', layout, shape)).toEqual({ channel: 0, row: 4, column: 4 });
  });

  it.each([
    ['ArrowRight', 1],
    ['ArrowDown', 4],
    ['Home', 0],
    ['End', 9],
    ['ArrowLeft', 0],
    ['ArrowUp', 0],
  ])('%s from the first map goes to map %i and keeps the cell', (key, channel) => {
    expect(moveCursor(at(0), key, layout, shape)).toEqual(at(channel));
  });

  it('stops at the last map and ignores other keys', () => {
    expect(moveCursor(at(9), 'ArrowRight', layout, shape)).toEqual(at(9));
    expect(moveCursor(at(8), 'ArrowDown', layout, shape)).toEqual(at(8));
    expect(moveCursor(at(8), 'a', layout, shape)).toBeNull();
  });
});
