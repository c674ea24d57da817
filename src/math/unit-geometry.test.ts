/** Where units stand, against marking cells by hand and against properties that must hold anywhere. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PIXEL_FIELD, widenField } from './receptive-field.ts';
import type { SlidingWindow } from './receptive-field.ts';
import {
  cellOfFlattened,
  clipRectangle,
  fieldOfCell,
  placementOfMap,
  windowOfCell,
} from './unit-geometry.ts';

const CONVOLUTION = { window: 3, stride: 1, padding: 1 };
const POOL = { window: 2, stride: 2 };
const VGG16 = [2, 2, 3, 3, 3].flatMap((n) => [...Array<SlidingWindow>(n).fill(CONVOLUTION), POOL]);

const fieldAfter = (windows: readonly SlidingWindow[]) => windows.reduce(widenField, PIXEL_FIELD);

const windows = fc.array(
  fc.record({
    window: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    padding: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 5 },
);

describe('fieldOfCell', () => {
  test('is what walking back from window to window marks', () => {
    fc.assert(
      fc.property(windows, fc.nat(7), (chain, cell) => {
        let low = cell;
        let high = cell;
        for (const { window, stride, dilation, padding } of [...chain].reverse()) {
          low = low * stride - padding;
          high = high * stride - padding + (window - 1) * dilation;
        }
        const field = fieldAfter(chain);
        const { x, width, y, height } = fieldOfCell([field, field], cell, cell);
        expect([x, x + width - 1]).toEqual([low, high]);
        expect([y, height]).toEqual([x, width]);
      }),
    );
  });

  test('keeps rows and columns apart', () => {
    const rows = fieldAfter([{ window: 3, stride: 2, padding: 1 }]);
    const columns = fieldAfter([{ window: 5, stride: 1, padding: 0 }]);
    const field = fieldOfCell([rows, columns], 4, 7);
    expect(field).toEqual({ x: 7, y: 7, width: 5, height: 3 });
  });
});

describe('windowOfCell', () => {
  test('reaches over the border where there is padding', () => {
    const window = { size: [3, 5], stride: [1, 2], padding: [1, 2], dilation: [1, 2] } as const;
    expect(windowOfCell(window, 0, 0)).toEqual({ x: -2, y: -1, width: 9, height: 3 });
    expect(windowOfCell(window, 4, 3)).toEqual({ x: 4, y: 3, width: 9, height: 3 });
  });
});

describe('clipRectangle', () => {
  test.each([
    [
      { x: -2, y: -3, width: 5, height: 5 },
      { x: 0, y: 0, width: 3, height: 2 },
    ],
    [
      { x: 8, y: 9, width: 5, height: 5 },
      { x: 8, y: 9, width: 2, height: 1 },
    ],
    [
      { x: -50, y: -50, width: 212, height: 212 },
      { x: 0, y: 0, width: 10, height: 10 },
    ],
    [
      { x: 20, y: -9, width: 5, height: 5 },
      { x: 10, y: 0, width: 0, height: 0 },
    ],
  ])('%j becomes %j inside of 10 x 10', (given, wanted) => {
    expect(clipRectangle(given, { width: 10, height: 10 })).toEqual(wanted);
  });
});

describe('placementOfMap', () => {
  test('covers the whole picture in VGG-16, whose paddings keep the size', () => {
    VGG16.forEach((_, depth) => {
      const field = fieldAfter(VGG16.slice(0, depth + 1));
      const side = 224 / field.jump;
      const placement = placementOfMap([field, field], [1, side, side]);
      expect(placement).toEqual({ x: 0, y: 0, width: 224, height: 224 });
    });
  });

  test('leaves out what a window without padding cannot be centred on', () => {
    const field = fieldAfter([{ window: 5, stride: 1 }]);
    const placement = placementOfMap([field, field], [1, 6, 6]);
    expect(placement).toEqual({ x: 2, y: 2, width: 6, height: 6 });
  });
});

test('cellOfFlattened turns (row * W + column) * C + channel back', () => {
  const shape = [3, 4, 5] as const;
  for (let row = 0; row < 4; row += 1) {
    for (let column = 0; column < 5; column += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const index = (row * 5 + column) * 3 + channel;
        expect(cellOfFlattened(index, shape)).toEqual({ channel, row, column });
      }
    }
  }
});
