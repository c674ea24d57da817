/** What feeds a unit, by kind of layer. */
import { describe, expect, it } from 'vitest';
import { feedingCells } from './feeding-cells.ts';

const before = [4, 8, 6] as const;
const cell = (row: number, column: number, channel = 2) => ({ channel, row, column });
const conv = {
  kind: 'convolution',
  window: { size: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1] },
} as const;
const pool = {
  kind: 'max-pool',
  window: { size: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] },
} as const;

describe('feedingCells', () => {
  it('is the window of a convolution in every channel, clipped at the border', () => {
    const inside = { x: 2, y: 3, width: 3, height: 3 };
    expect(feedingCells(conv, cell(4, 3), before)).toEqual({ area: inside, channel: null });
    const corner = { x: 0, y: 0, width: 2, height: 2 };
    expect(feedingCells(conv, cell(0, 0), before)).toEqual({ area: corner, channel: null });
  });

  it('is the window of a pooling in its own channel', () => {
    const area = { x: 4, y: 6, width: 2, height: 2 };
    expect(feedingCells(pool, cell(3, 2), before)).toEqual({ area, channel: 2 });
  });

  it('is everything of a dense layer, and a whole map of a global pooling', () => {
    const area = { x: 0, y: 0, width: 6, height: 8 };
    const dense = { kind: 'dense', window: null } as const;
    expect(feedingCells(dense, cell(0, 0), before)).toEqual({ area, channel: null });
    const global = { kind: 'global-average-pool', window: null } as const;
    expect(feedingCells(global, cell(0, 0, 3), before)).toEqual({ area, channel: 3 });
  });

  it('is one cell of a flattening, channel last, and nothing of the input', () => {
    const flat = { kind: 'flatten', window: null } as const;
    const index = (5 * 6 + 1) * 4 + 3;
    const area = { x: 1, y: 5, width: 1, height: 1 };
    expect(feedingCells(flat, cell(0, 0, index), before)).toEqual({ area, channel: 3 });
    expect(feedingCells({ kind: 'input', window: null }, cell(0, 0), before)).toBeNull();
  });
});
