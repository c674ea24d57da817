/** Short numbers, and numbers as people type them. */
import { expect, test } from 'vitest';
import { shortNumber, typedNumber } from './number-text.ts';

test.each([
  [0, '0'],
  [-0, '0'],
  [255, '255'],
  [-1020, '−1020'],
  [1 / 9, '0.111'],
  [-12.345_6, '−12.35'],
  [1234.5, '1235'],
  [0.000_01, '1e−5'],
  [2.500_01, '2.5'],
  [NaN, ''],
  [-Infinity, '−∞'],
])('%d is written %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

test('fewer digits are as many as asked for', () => {
  expect(shortNumber(-0.2234, 3)).toBe('−0.22');
  expect(shortNumber(12.34, 3)).toBe('12.3');
});

test('comma, minus sign and spaces are understood, and no words', () => {
  expect(typedNumber(' −1,5 ')).toBe(-1.5);
  expect(typedNumber('2e3')).toBe(2000);
  expect(typedNumber('')).toBeNaN();
  expect(typedNumber('a')).toBeNaN();
});
