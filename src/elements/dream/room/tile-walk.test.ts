/** Arrows over rows of tiles of different lengths and widths. */
import { expect, test } from 'vitest';
import { nextTile } from './tile-walk.ts';

/** Three in a line, two below, and one far below. */
const BOXES = [
  { left: 0, top: 0 },
  { left: 50, top: 0 },
  { left: 100, top: 0 },
  { left: 0, top: 60 },
  { left: 48, top: 60 },
  { left: 0, top: 400 },
];

test('left and right go on over the ends of lines, not over those of all', () => {
  expect(nextTile(BOXES, 2, 'right')).toBe(3);
  expect(nextTile(BOXES, 3, 'left')).toBe(2);
  expect(nextTile(BOXES, 0, 'left')).toBe(0);
  expect(nextTile(BOXES, 5, 'right')).toBe(5);
});

test('up and down stay near the column', () => {
  expect(nextTile(BOXES, 1, 'down')).toBe(4);
  expect(nextTile(BOXES, 2, 'down')).toBe(4);
  expect(nextTile(BOXES, 4, 'down')).toBe(5);
  expect(nextTile(BOXES, 5, 'up')).toBe(3);
  expect(nextTile(BOXES, 4, 'up')).toBe(1);
  expect(nextTile(BOXES, 5, 'down')).toBe(5);
});

test('nowhere leads nowhere', () => {
  expect(nextTile(BOXES, -1, 'down')).toBe(-1);
});
