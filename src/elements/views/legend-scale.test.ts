/** The bar of the legend: places, values and limits. */
import { describe, expect, it } from 'vitest';
import {
  barOf,
  limitsMoved,
  nearestHandle,
  shareOfValue,
  valueAtShare,
  valueOfKey,
} from './legend-scale.ts';
import type { Bar } from './legend-scale.ts';

const span = { lo: 0, hi: 8 };
const plain: Bar = { span, diverging: false };
const signed: Bar = { span: { lo: -8, hi: 8 }, diverging: true };

describe('barOf', () => {
  it('reaches from zero or below to the largest value', () => {
    expect(barOf({ min: 0.5, max: 8 }, { lo: 0, hi: 8 }, false)).toEqual(plain);
    expect(barOf({ min: -2, max: 8 }, { lo: -2, hi: 8 }, false)?.span).toEqual({ lo: -2, hi: 8 });
  });

  it('reaches on to limits outside of the range', () => {
    expect(barOf({ min: 0, max: 3 }, { lo: 0, hi: 8 }, false)).toEqual(plain);
  });

  it('is symmetric around zero for signed values', () => {
    expect(barOf({ min: -8, max: 3 }, { lo: -2, hi: 2 }, true)).toEqual(signed);
  });

  it('is none where all values are zero', () => {
    expect(barOf({ min: 0, max: 0 }, { lo: 0, hi: 0 }, false)).toBeNull();
  });
});

describe('places and values', () => {
  it.each([
    [0, 0],
    [2, 0.25],
    [8, 1],
    [9, 1],
    [-1, 0],
  ])('%d stands at %d', (value, share) => {
    expect(shareOfValue(span, value)).toBe(share);
  });

  it('come back rounded to what one can aim at', () => {
    expect(valueAtShare(span, 0)).toBe(0);
    expect(valueAtShare(span, 1.2)).toBe(8);
    expect(valueAtShare(span, 0.337)).toBe(2.7);
    expect(valueAtShare({ lo: -0.002, hi: 0.001 }, 0.5)).toBeCloseTo(-0.0005, 10);
    for (const share of [0.1, 0.33, 0.5, 0.77]) {
      const back = shareOfValue(span, valueAtShare(span, share));
      expect(Math.abs(back - share)).toBeLessThan(0.005);
    }
  });

  it('without a width stand at the start', () => {
    expect(shareOfValue({ lo: 0, hi: 0 }, 3)).toBe(0);
  });
});

describe('limitsMoved', () => {
  it('moves one end and leaves the other', () => {
    expect(limitsMoved(plain, span, 'lo', 2)).toEqual({ lo: 2, hi: 8 });
    expect(limitsMoved(plain, span, 'hi', 5)).toEqual({ lo: 0, hi: 5 });
  });

  it('never crosses the ends, and never leaves the bar', () => {
    const upper = limitsMoved(plain, { lo: 2, hi: 5 }, 'lo', 7);
    expect(upper.lo).toBeLessThan(upper.hi);
    expect(upper.hi).toBe(5);
    const lower = limitsMoved(plain, { lo: 2, hi: 5 }, 'hi', -3);
    expect(lower.hi).toBeGreaterThan(lower.lo);
    expect(limitsMoved(plain, span, 'hi', 99).hi).toBe(8);
    expect(limitsMoved(plain, span, 'lo', -99).lo).toBe(0);
  });

  it('moves both ends around zero', () => {
    expect(limitsMoved(signed, { lo: -8, hi: 8 }, 'hi', 3)).toEqual({ lo: -3, hi: 3 });
    expect(limitsMoved(signed, { lo: -8, hi: 8 }, 'lo', -2)).toEqual({ lo: -2, hi: 2 });
    const smallest = limitsMoved(signed, { lo: -8, hi: 8 }, 'lo', 5);
    expect(smallest.hi).toBeGreaterThan(0);
    expect(smallest.lo).toBe(-smallest.hi);
  });
});

describe('keys', () => {
  it.each([
    ['ArrowRight', 4.08],
    ['ArrowUp', 4.08],
    ['ArrowLeft', 3.92],
    ['PageUp', 4.8],
    ['PageDown', 3.2],
    ['Home', 0],
    ['End', 8],
  ])('%s leads from 4 to %d', (key, value) => {
    expect(valueOfKey(span, 4, key)).toBeCloseTo(value, 10);
  });

  it('stop at the ends, and other keys do nothing', () => {
    expect(valueOfKey(span, 8, 'ArrowRight')).toBe(8);
    expect(valueOfKey(span, 0.1, 'PageDown')).toBe(0);
    expect(valueOfKey(span, 4, 'x')).toBeNull();
  });
});

describe('nearestHandle', () => {
  it('is the nearer one, and one that can move', () => {
    expect(nearestHandle({ lo: 1, hi: 6 }, 2)).toBe('lo');
    expect(nearestHandle({ lo: 1, hi: 6 }, 5)).toBe('hi');
    expect(nearestHandle({ lo: 3, hi: 3 }, 1)).toBe('lo');
    expect(nearestHandle({ lo: 3, hi: 3 }, 5)).toBe('hi');
  });
});
