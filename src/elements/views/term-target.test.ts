/** Terms lead to the cells behind them, and their numbers line up. */
import { describe, expect, it } from 'vitest';
import type { LayerKind, LayerSummary } from '../../session/index.ts';
import { cellBefore, decimalsFor, signed } from './term-target.ts';

const field = { size: 1, jump: 1, start: 0 };

function summary(kind: LayerKind, shape: LayerSummary['shape'], padding: number): LayerSummary {
  const window = { size: [3, 3], stride: [2, 2], padding: [padding, padding], dilation: [1, 1] };
  return {
    name: kind,
    kind,
    shape,
    parameters: 0,
    receptiveField: field,
    fields: [field, field],
    before: 'before',
    window: kind === 'convolution' ? (window as unknown as LayerSummary['window']) : null,
    activation: null,
    block: null,
  };
}

const before = summary('input', [4, 9, 9], 0);

describe('cellBefore', () => {
  it('is the middle of the window, clipped', () => {
    const conv = summary('convolution', [8, 5, 5], 1);
    const at = (row: number, column: number) =>
      cellBefore(conv, before, { channel: 7, row, column }, 3);
    expect(at(2, 1)).toEqual({ channel: 3, row: 4, column: 2 });
    expect(at(0, 4)).toEqual({ channel: 3, row: 0, column: 7 });
  });

  it('is the middle of all for a dense layer, and the very cell for a flattened one', () => {
    const cell = { channel: 4 * 11 + 2, row: 0, column: 0 };
    expect(cellBefore(summary('dense', [10, 1, 1], 0), before, cell, 2)).toEqual({
      channel: 2,
      row: 4,
      column: 4,
    });
    expect(cellBefore(summary('flatten', [324, 1, 1], 0), before, cell, 0)).toEqual({
      channel: 2,
      row: 1,
      column: 2,
    });
  });
});

describe('numbers of a sum', () => {
  it.each([
    [123_456, 0],
    [12.3, 2],
    [1.5, 3],
    [0.012, 5],
    [0, 3],
    [1e-12, 7],
  ])('%f is written with %i decimals', (largest, decimals) => {
    expect(decimalsFor(largest)).toBe(decimals);
  });

  it('carry their sign', () => {
    expect(signed(1.2345, 2)).toBe('+1.23');
    expect(signed(-0.5, 2)).toBe('−0.50');
    expect(signed(-0.001, 2)).toBe('0.00');
    expect(signed(Number.NaN, 2)).toBe('NaN');
  });
});
