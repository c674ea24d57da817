/** Numbers as people read them. */
import { describe, expect, it } from 'vitest';
import {
  fill,
  formatBytes,
  formatCount,
  formatDuration,
  formatMeasured,
  formatPercent,
  formatShare,
  formatValue,
} from './format.ts';

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

  it.each([
    [0.16, '0.160'],
    [97.94, '97.9'],
    [9812.4, '9,810'],
    [0.0000412, '0.0000412'],
  ])('%s was measured as %s', (value, text) => {
    expect(formatMeasured(value, 'en')).toBe(text);
  });

  it('counts have separators and percentages one decimal', () => {
    expect(formatCount(14_714_688, 'ja')).toBe('14,714,688');
    expect(formatPercent(0.96123, 'en')).toBe('96.1%');
    expect(formatPercent(1, 'ja')).toBe('100.0%');
  });
});

describe('what is on its way', () => {
  it.each([
    [0, '0 kB'],
    [640_000, '640 kB'],
    [1_898_448, '1.9 MB'],
    [58_889_256, '58.9 MB'],
    [494_371_744, '494 MB'],
    [2_140_000_000, '2.1 GB'],
  ])('%s bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });

  it('takes seconds, or minutes once there are enough of them', () => {
    expect(formatDuration(7.2, 'en')).toBe('8 sec');
    expect(formatDuration(59.5, 'en')).toBe('1 min');
    expect(formatDuration(178, 'ja')).toBe('3 分');
  });

  it('is not all there before it is', () => {
    expect(formatShare(0.999, 'en')).toBe('99%');
    expect(formatShare(1, 'en')).toBe('100%');
    expect(formatShare(0.34, 'ja')).toBe('34%');
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
