/** Where things stand on a grid. */
import { describe, expect, it } from 'vitest';
import { layoutGrid } from '../../math/index.ts';
import { boxOfCells, boxOfTile, grown, placed, tipBox } from './grid-place.ts';

const shape = [6, 4, 4] as const;
const layout = {
  ...layoutGrid({ shape, width: 608, height: 404, gap: 4, minTile: 1 }),
  columns: 3,
  rows: 2,
  tileWidth: 200,
  tileHeight: 200,
  width: 608,
  height: 404,
};
const seen = { top: 0, bottom: 404 };

describe('places on a grid', () => {
  it('of a tile and of cells in it', () => {
    expect(boxOfTile(layout, 4)).toEqual({ x: 204, y: 204, width: 200, height: 200 });
    const cells = boxOfCells(layout, shape, 4, { x: 1, y: 2, width: 2, height: 1 });
    expect(cells).toEqual({ x: 254, y: 304, width: 100, height: 50 });
  });

  it('of something small, grown around its middle and kept inside', () => {
    const outer = { x: 0, y: 0, width: 100, height: 100 };
    const small = { x: 50, y: 98, width: 2, height: 2 };
    expect(grown(small, 10, outer)).toEqual({ x: 46, y: 90, width: 10, height: 10 });
    expect(grown(small, 1, outer)).toEqual(small);
    expect(grown(small, 500, outer)).toEqual(outer);
  });

  it('as CSS pixels', () => {
    expect(placed({ x: 254, y: 304, width: 100, height: 50 }, 2)).toEqual({
      transform: 'translate(127px, 152px)',
      width: '50px',
      height: '25px',
    });
  });

  it('of the tip: below, above where there is no room or a finger covers it, and inside sideways', () => {
    const room = { width: 608, seen, preferAbove: false, ofNumbers: false };
    const tip = { width: 320, height: 28 };
    expect(tipBox(boxOfTile(layout, 0), 1, room)).toEqual({ x: 0, y: 206, ...tip });
    expect(tipBox(boxOfTile(layout, 5), 1, room)).toEqual({ x: 288, y: 170, ...tip });
    const byFinger = { ...room, preferAbove: true };
    expect(tipBox(boxOfTile(layout, 3), 1, byFinger).y).toBe(170);
    expect(tipBox(boxOfTile(layout, 0), 1, byFinger).y).toBe(206);
    expect(tipBox(boxOfTile(layout, 4), 1, { ...room, width: 200 })).toMatchObject({
      x: 0,
      width: 200,
    });
  });
});
