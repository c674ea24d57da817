/** What is looked at: what is seen, and nearest to the pointer first. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutGrid } from '../../../math/index.ts';
import { boxOfTile } from '../../views/grid-place.ts';
import { lookedTiles } from './looked-tiles.ts';

const layout = {
  ...layoutGrid({ shape: [23, 1, 1], width: 200, height: 200, gap: 2, minTile: 48 }),
};

describe('lookedTiles', () => {
  it('arranges 23 tiles in rows of four, for the examples below', () => {
    expect(layout).toMatchObject({ columns: 4, rows: 6 });
  });

  it('is all tiles in order where all are seen and nothing is pointed at', () => {
    expect(lookedTiles(layout, 0, layout.height, null)).toEqual(
      Array.from({ length: 23 }, (_, tile) => tile),
    );
  });

  it('begins with the tile pointed at and its neighbours, also across its corners', () => {
    const tiles = lookedTiles(layout, 0, layout.height, 5);
    expect(tiles.slice(0, 9)).toEqual([5, 0, 1, 2, 4, 6, 8, 9, 10]);
    expect(tiles.slice(9, 12)).toEqual([3, 7, 11]);
  });

  it('has no neighbours on the other side of the grid', () => {
    expect(lookedTiles(layout, 0, layout.height, 4).slice(0, 6)).toEqual([4, 0, 1, 5, 8, 9]);
  });

  it('keeps a tile that is pointed at by keys but not seen yet', () => {
    expect(lookedTiles(layout, 0, layout.tileHeight, 22)).toEqual([22, 0, 1, 2, 3]);
  });

  it('is exactly the tiles that a part of the grid touches', () => {
    const parts = fc.record({
      top: fc.integer({ min: 0, max: layout.height }),
      height: fc.integer({ min: 1, max: layout.height }),
      pointed: fc.option(fc.integer({ min: 0, max: 22 })),
    });
    fc.assert(
      fc.property(parts, ({ top, height, pointed }) => {
        const bottom = top + height;
        const looked = lookedTiles(layout, top, bottom, pointed);
        const expected = Array.from({ length: 23 }, (_, tile) => tile).filter((tile) => {
          const box = boxOfTile(layout, tile);
          return tile === pointed || (box.y < bottom && box.y + box.height > top);
        });
        expect([...looked].sort((a, b) => a - b)).toEqual(expected);
        expect(new Set(looked).size).toBe(looked.length);
      }),
    );
  });
});
