/** Maps are shown in whole multiples, and points find their cells. */
import { describe, expect, it } from 'vitest';
import { cellUnder, fitMap } from './map-fit.ts';

const room = { width: 288, height: 288 };

describe('fitMap', () => {
  it.each([
    [[64, 128, 128], 48, { width: 256, height: 256 }],
    [[64, 32, 32], 48, { width: 288, height: 288 }],
    [[64, 60, 40], 48, { width: 160, height: 240 }],
    [[64, 224, 224], 48, { width: 224, height: 224 }],
    [[512, 4, 4], 48, { width: 192, height: 192 }],
    [[1000, 1, 1], 48, { width: 48, height: 48 }],
    [[3, 512, 256], 48, { width: 144, height: 288 }],
  ] as const)('shows %s with cells up to %i as %o', (shape, largest, size) => {
    expect(fitMap(shape, room, largest)).toEqual(size);
  });
});

describe('cellUnder', () => {
  it('keeps inside the map', () => {
    const shape = [8, 4, 2] as const;
    const shown = { width: 20, height: 40 };
    expect(cellUnder(shape, shown, 0, 0)).toEqual({ row: 0, column: 0 });
    expect(cellUnder(shape, shown, 10, 39.9)).toEqual({ row: 3, column: 1 });
    expect(cellUnder(shape, shown, -1, 41)).toEqual({ row: 3, column: 0 });
  });
});
