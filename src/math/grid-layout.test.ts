/** Properties of the arrangement of maps, over shapes and rooms of any size. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, layoutGrid, tileOrigin } from './grid-layout.ts';
import type { GridRequest } from './grid-layout.ts';

const requests: fc.Arbitrary<GridRequest> = fc.record({
  shape: fc.tuple(
    fc.integer({ min: 1, max: 600 }),
    fc.integer({ min: 1, max: 240 }),
    fc.integer({ min: 1, max: 240 }),
  ),
  width: fc.integer({ min: 40, max: 4000 }),
  height: fc.integer({ min: 40, max: 3000 }),
  gap: fc.integer({ min: 0, max: 6 }),
  minTile: fc.integer({ min: 1, max: 40 }),
});

const squares = requests.map((request): GridRequest => {
  const [count, side] = request.shape;
  return { ...request, shape: [count, side, side] };
});

describe('layoutGrid', () => {
  it('has a place for every channel and no empty row', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { columns, rows, count } = layoutGrid(request);
        expect(count).toBe(request.shape[0]);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
        expect(columns * (rows - 1)).toBeLessThan(count);
      }),
    );
  });

  it('is never wider than the room, and higher only when the smallest tile demands it', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const layout = layoutGrid(request);
        expect(layout.width).toBeLessThanOrEqual(request.width);
        if (layout.height <= request.height) return;
        const longer = Math.max(request.shape[1], request.shape[2]);
        const side = Math.max(layout.tileWidth, layout.tileHeight);
        expect(side).toBeLessThan(request.minTile + longer);
      }),
    );
  });

  it('keeps the smallest tile where the room is wide enough', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { tileWidth, tileHeight } = layoutGrid(request);
        expect(Math.max(tileWidth, tileHeight)).toBeGreaterThanOrEqual(request.minTile);
      }),
    );
  });

  it('shows maps at whole multiples from three times on', () => {
    fc.assert(
      fc.property(squares, (request) => {
        const side = request.shape[1];
        const { tileWidth } = layoutGrid(request);
        // Where no whole multiple lies between the smallest tile and the room, the smallest tile wins.
        const multiple = Math.ceil(request.minTile / side) * side;
        if (tileWidth >= 3 * side && multiple <= request.width) expect(tileWidth % side).toBe(0);
      }),
    );
  });

  it('wastes at most a quarter of the side that would fit', () => {
    fc.assert(
      fc.property(squares, (request) => {
        const { tileWidth, count, gap } = layoutGrid(request);
        const larger = Math.floor(tileWidth / (1 - 0.25)) + 2;
        const columns = Math.floor((request.width + gap) / (larger + gap));
        const fits =
          columns >= 1 && Math.ceil(count / columns) * (larger + gap) - gap <= request.height;
        expect(fits).toBe(false);
      }),
    );
  });

  it('fills a wide screen with the first layer of the embedded model', () => {
    const layout = layoutGrid({
      shape: [16, 128, 128],
      width: 1160,
      height: 690,
      gap: 2,
      minTile: 20,
    });
    expect(layout).toMatchObject({ columns: 6, rows: 3, tileWidth: 191, tileHeight: 191 });
  });
});

describe('cellAt', () => {
  it('finds every channel and cell again from its own pixel', () => {
    fc.assert(
      fc.property(requests, fc.nat(), fc.nat(), fc.nat(), (request, a, b, c) => {
        const layout = layoutGrid(request);
        const channel = a % layout.count;
        const { x, y } = tileOrigin(layout, channel);
        const [dx, dy] = [b % layout.tileWidth, c % layout.tileHeight];
        const cell = cellAt(layout, request.shape, x + dx, y + dy);
        expect(cell?.channel).toBe(channel);
        expect(cell?.row).toBe(Math.floor((dy * request.shape[1]) / layout.tileHeight));
        expect(cell?.column).toBe(Math.floor((dx * request.shape[2]) / layout.tileWidth));
      }),
    );
  });

  it('is null on borders, outside and beyond the last tile', () => {
    const layout = layoutGrid({ shape: [5, 8, 8], width: 100, height: 70, gap: 4, minTile: 1 });
    const { tileWidth, tileHeight, columns, rows, width, height } = layout;
    expect(cellAt(layout, [5, 8, 8], tileWidth + 1, 2)).toBeNull();
    expect(cellAt(layout, [5, 8, 8], 2, tileHeight + 1)).toBeNull();
    expect(cellAt(layout, [5, 8, 8], -1, 2)).toBeNull();
    expect(cellAt(layout, [5, 8, 8], width, 0)).toBeNull();
    expect(cellAt(layout, [5, 8, 8], 0, height + 4)).toBeNull();
    expect(columns * rows).toBe(6);
    expect(cellAt(layout, [5, 8, 8], width - 1, height - 1)).toBeNull();
  });
});
