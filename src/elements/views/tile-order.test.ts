/** Channels and tiles, there and back. */
import { describe, expect, it } from 'vitest';
import { layoutGrid } from '../../math/index.ts';
import { cellUnder, channelOfTile, tileOfChannel } from './tile-order.ts';

describe('order of the tiles', () => {
  const order = [3, 0, 2, 1];

  it('leads from tile to channel and back', () => {
    expect([0, 1, 2, 3].map((tile) => channelOfTile(order, tile))).toEqual(order);
    for (const tile of [0, 1, 2, 3]) {
      expect(tileOfChannel(order, channelOfTile(order, tile))).toBe(tile);
    }
  });

  it('is that of the numbers where none is given', () => {
    expect(channelOfTile([], 7)).toBe(7);
    expect(tileOfChannel([], 7)).toBe(7);
  });
});

describe('cellUnder', () => {
  const shape = [5, 4, 4] as const;
  const layout = layoutGrid({ shape, width: 62, height: 42, gap: 2, minTile: 1 });
  const grid = { layout, shape, order: [4, 3, 2, 1, 0] };
  const previous = { channel: 2, row: 1, column: 1 };
  const side = layout.tileWidth;

  it('is a cell of the channel that stands there', () => {
    expect(cellUnder(grid, 0, 0, null)).toEqual({ channel: 4, row: 0, column: 0 });
    const second = cellUnder(grid, side + layout.gap, side - 1, null);
    expect(second).toEqual({ channel: 3, row: 3, column: 0 });
  });

  it('stays the same on a border', () => {
    expect(cellUnder(grid, side, 3, previous)).toBe(previous);
    expect(cellUnder(grid, 3, side + 1, previous)).toBe(previous);
  });

  it('is none beyond the last tile and outside', () => {
    expect(layout.columns * layout.rows).toBeGreaterThan(layout.count);
    expect(cellUnder(grid, layout.width - 1, layout.height - 1, previous)).toBeNull();
    expect(cellUnder(grid, layout.width + 50, 3, previous)).toBeNull();
    expect(cellUnder(grid, -1, 3, previous)).toBeNull();
  });
});
