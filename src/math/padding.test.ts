import { describe, expect, it } from 'vitest';
import { PADDING_MODES, kernelExtent, paddedCell, paddedOutput, paddingFor } from './padding.ts';
import type { PaddedGeometry, PaddingMode } from './padding.ts';

const GEOMETRY: PaddedGeometry = {
  kernel: [1, 1],
  stride: [1, 1],
  dilation: [1, 1],
  before: [0, 0],
  after: [0, 0],
  padding: 'constant',
  value: 0,
};

describe('cells beyond the border', () => {
  /** numpy.pad([1, 2, 3], 5, mode), with 0 for the constant. */
  const rows: Readonly<Record<PaddingMode, string>> = {
    constant: '0000012300000',
    edge: '1111112333333',
    reflect: '2123212321232',
    symmetric: '2332112332112',
    wrap: '2312312312312',
  };

  it.each(PADDING_MODES)('are as numpy.pad has them: %s', (mode) => {
    const found = Array.from({ length: 13 }, (_, index) => paddedCell(mode, index - 5, 3) + 1);
    expect(found.join('')).toBe(rows[mode]);
  });

  it('of a single cell are that cell, or the constant', () => {
    for (const mode of PADDING_MODES) {
      for (const index of [-7, -1, 1, 2, 9]) {
        expect(paddedCell(mode, index, 1)).toBe(mode === 'constant' ? -1 : 0);
      }
    }
  });
});

describe('the padding of an output mode', () => {
  it('puts the anchor on the cell, upper left of the middle where a kernel is even', () => {
    expect(paddingFor('same', 3, 1, false)).toEqual([1, 1]);
    expect(paddingFor('same', 4, 1, false)).toEqual([1, 2]);
    expect(paddingFor('same', 4, 1, true)).toEqual([2, 1]);
    expect(paddingFor('same', 2, 3, false)).toEqual([0, 3]);
    expect(paddingFor('full', 3, 2, false)).toEqual([4, 4]);
    expect(paddingFor('valid', 3, 2, true)).toEqual([0, 0]);
  });

  it('keeps the size with same, and gives it back with full', () => {
    for (let size = 1; size <= 7; size += 1) {
      for (let dilation = 1; dilation <= 4; dilation += 1) {
        for (const isFlipped of [false, true]) {
          const [before, after] = paddingFor('same', size, dilation, isFlipped);
          expect(before + after).toBe(kernelExtent(size, dilation) - 1);
        }
      }
    }
  });
});

describe('the size of an output', () => {
  /** Counts the places of the window one by one. */
  function count(extent: number, window: number, stride: number, pads: readonly number[]): number {
    let places = 0;
    const [before = 0, after = 0] = pads;
    for (let first = -before; first + window <= extent + after; first += stride) places += 1;
    return places;
  }

  it('is the number of places of the window, for all parameters', () => {
    let refused = 0;
    let found = 0;
    for (let extent = 1; extent <= 9; extent += 1) {
      for (let kernel = 1; kernel <= 5; kernel += 1) {
        for (let stride = 1; stride <= 4; stride += 1) {
          for (let dilation = 1; dilation <= 4; dilation += 1) {
            for (let before = 0; before <= 3; before += 1) {
              for (let after = 0; after <= 3; after += 1) {
                const window = dilation * (kernel - 1) + 1;
                const expected = count(extent, window, stride, [before, after]);
                const size = (): number =>
                  paddedOutput([1, extent, 1], 1, {
                    ...GEOMETRY,
                    kernel: [kernel, 1],
                    stride: [stride, 1],
                    dilation: [dilation, 1],
                    before: [before, 0],
                    after: [after, 0],
                  })[1];
                if (expected === 0) {
                  refused += 1;
                  expect(size).toThrow('does not fit');
                } else {
                  found += 1;
                  expect(size()).toBe(expected);
                }
              }
            }
          }
        }
      }
    }
    expect(refused).toBeGreaterThan(500);
    expect(found).toBeGreaterThan(5000);
  });

  it.each([
    ['an unknown padding', { padding: 'mirror' as PaddingMode }, 'mirror'],
    ['a constant that is none', { value: NaN }, 'NaN'],
    ['negative padding', { after: [0, -1] as const }, 'padding is -1'],
    ['a fractional stride', { stride: [1, 0.5] as const }, 'stride is 0.5'],
    ['an empty kernel', { kernel: [0, 1] as const }, 'kernel is 0'],
  ])('refuses %s', (_what, change, words) => {
    expect(() => paddedOutput([1, 4, 4], 1, { ...GEOMETRY, ...change })).toThrow(words);
  });
});
