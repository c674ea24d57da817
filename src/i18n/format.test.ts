/** Numbers as people read them. */
import { describe, expect, it } from 'vitest';
import { fill, formatCount, formatPercent, formatValue } from './format.ts';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [8.301243, '8.3012'],
    [-0.5, '-0.5'],
    [12345.678, '12,346'],
    [0.00001234567, '1.2346E-5'],
    [123456789, '1.2346E8'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('%s is written %s with five digits', (value, text) => {
    expect(formatValue(value, 'en')).toBe(text);
  });

  it('counts have separators and percentages one decimal', () => {
    expect(formatCount(14_714_688, 'ja')).toBe('14,714,688');
    expect(formatPercent(0.96123, 'en')).toBe('96.1%');
    expect(formatPercent(1, 'ja')).toBe('100.0%');
  });
});

describe('fill', () => {
  it('puts values in their places and leaves unknown places', () => {
    expect(fill('{a} of {b}, {c}', { a: 38, b: 1000 }, 'en')).toBe('38 of 1,000, {c}');
  });

  it('does not fill places inside values', () => {
    expect(fill('{a} {b}', { a: '{b}', b: 'x' }, 'en')).toBe('{b} x');
  });
});
