/** The order of a flattened layer, and where its elements stand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOfFlattened } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import {
  cornerOf,
  elementAt,
  elementOfCell,
  exampleCell,
  layOutVector,
  vectorLength,
} from './vector-cells.ts';

const POOL5: Shape3 = [512, 7, 7];
const room = { width: 800, height: 320, pixelRatio: 1 };

describe('a vector', () => {
  it('is as long as the layer has numbers, or channels', () => {
    expect(vectorLength(POOL5, 'flatten')).toBe(25_088);
    expect(vectorLength(POOL5, 'global-max')).toBe(512);
  });

  it('has the channel last, as in Keras', () => {
    expect(elementOfCell({ channel: 17, row: 2, column: 3 }, POOL5)).toBe((2 * 7 + 3) * 512 + 17);
    expect(elementOfCell({ channel: 0, row: 0, column: 1 }, POOL5)).toBe(512);
  });

  it('knows the cell of each element and back', () => {
    const shape: Shape3 = [5, 3, 4];
    for (let index = 0; index < 60; index++) {
      expect(elementOfCell(cellOfFlattened(index, shape), shape)).toBe(index);
    }
  });

  it('has an example in every layer', () => {
    for (const shape of [POOL5, [3, 1, 1], [1, 1, 9]] as const) {
      const index = elementOfCell(exampleCell(shape), shape);
      expect(index).toBeLessThan(vectorLength(shape, 'flatten'));
    }
  });
});

describe('layOutVector', () => {
  it('puts a short vector on one row', () => {
    expect(layOutVector(10, 10, room)).toEqual({ length: 10, columns: 10, rows: 1, side: 24 });
  });

  it('puts whole places, or equal parts of one, on each row where that fits', () => {
    expect(layOutVector(25_088, 512, room).columns).toBe(256);
    expect(layOutVector(16 * 32 * 32, 16, room).columns % 16).toBe(0);
  });

  it('never is wider than the room, nor longer than a canvas may be', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_300_000 }),
        fc.integer({ min: 1, max: 4096 }),
        fc.integer({ min: 200, max: 2000 }),
        fc.constantFrom(1, 1.5, 2, 3),
        (length, group, width, pixelRatio) => {
          const layout = layOutVector(length, group, { width, height: 320, pixelRatio });
          expect(layout.columns * layout.side).toBeLessThanOrEqual(Math.max(width, layout.side));
          expect(layout.columns * layout.rows).toBeGreaterThanOrEqual(length);
          expect(layout.columns * (layout.rows - 1)).toBeLessThan(length);
        },
      ),
    );
    const largest = layOutVector(64 * 224 * 224, 64, room);
    expect(largest.rows * largest.side).toBeLessThanOrEqual(8192);
  });

  it('finds the element under each cell, and none beyond the last', () => {
    const layout = layOutVector(1000, 64, room);
    for (const index of [0, 1, 63, 64, 999]) {
      const { x, y } = cornerOf(layout, index);
      expect(elementAt(layout, x, y)).toBe(index);
      expect(elementAt(layout, x + layout.side - 1, y + layout.side - 1)).toBe(index);
    }
    const { x, y } = cornerOf(layout, 1000);
    expect(elementAt(layout, x, y)).toBeNull();
    expect(elementAt(layout, -1, 0)).toBeNull();
    expect(elementAt(layout, layout.columns * layout.side, 0)).toBeNull();
  });
});
