/** Windows inside, across the border and entirely outside, as numpy.pad has them. */
import { expect, test } from 'vitest';
import { windowValues } from './window-values.ts';

const ONE = { shape: [1, 2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) } as const;
const ABOVE = { row: -3, column: -1, rows: 3, columns: 4 };
const RIGHT = { row: 0, column: 3, rows: 4, columns: 4 };

/** What NumPy 2.4.6 has above the map and to its right, row by row. */
const FROM_NUMPY = [
  ['constant', '9999 9999 9999', '9999 9999 9999 9999'],
  ['edge', '0012 0012 0012', '2222 5555 5555 5555'],
  ['reflect', '4345 1012 4345', '1012 4345 1012 4345'],
  ['symmetric', '3345 3345 0012', '2100 5433 5433 2100'],
  ['wrap', '5345 2012 5345', '0120 3453 0120 3453'],
] as const;

const inRows = (values: Float32Array): string =>
  [...values]
    .join('')
    .replace(/(.{4})/g, '$1 ')
    .trim();

test.each(FROM_NUMPY)('beyond the border, %s', (mode, above, right) => {
  expect(inRows(windowValues(ONE, ABOVE, { mode, value: 9 }))).toBe(above);
  expect(inRows(windowValues(ONE, RIGHT, { mode, value: 9 }))).toBe(right);
});

test('every channel, one after the other', () => {
  const two = { shape: [2, 2, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) } as const;
  const window = { row: 1, column: 0, rows: 2, columns: 2 };
  const values = windowValues(two, window, { mode: 'constant', value: -0.1 });
  const beyond = Math.fround(-0.1);
  expect([...values]).toEqual([3, 4, beyond, beyond, 7, 8, beyond, beyond]);
  expect(windowValues(two, { ...window, rows: 0 }, { mode: 'wrap', value: 0 })).toHaveLength(0);
});
