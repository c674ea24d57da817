/** A kernel keeps its weights about its anchor when its size changes. */
import { describe, expect, it } from 'vitest';
import { resizeKernel } from './resize-kernel.ts';

const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('resizeKernel', () => {
  it('puts zeros around', () => {
    const rows = [
      [0, 0, 0, 0, 0],
      [0, 1, 2, 3, 0],
      [0, 4, 5, 6, 0],
      [0, 7, 8, 9, 0],
      [0, 0, 0, 0, 0],
    ];
    expect(resizeKernel(NINE, [3, 3], 5)).toEqual(rows.flat());
  });

  it('keeps the middle when it is cut', () => {
    expect(resizeKernel(NINE, [3, 3], 1)).toEqual([5]);
  });

  it('keeps the anchor of an even size, the upper left of the middle four', () => {
    expect(resizeKernel(NINE, [3, 3], 2)).toEqual([5, 6, 8, 9]);
    const grown = [0, 0, 0, 0, 1, 2, 0, 3, 4];
    expect(resizeKernel([1, 2, 3, 4], [2, 2], 3)).toEqual(grown);
  });

  it('treats every slice alike, and rows and columns of different number', () => {
    expect(resizeKernel([...NINE, ...NINE], [3, 3], 1)).toEqual([5, 5]);
    expect(resizeKernel([1, 2, 3], [1, 3], 3)).toEqual([0, 0, 0, 1, 2, 3, 0, 0, 0]);
  });
});
