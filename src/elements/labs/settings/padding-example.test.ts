/** The row of the example is what numpy.pad makes of it. */
import { expect, it } from 'vitest';
import { paddingExample } from './padding-example.ts';

it.each([
  ['constant', 'c c 1 2 3 c c'],
  ['edge', '1 1 1 2 3 3 3'],
  ['reflect', '3 2 1 2 3 2 1'],
  ['symmetric', '2 1 1 2 3 3 2'],
  ['wrap', '2 3 1 2 3 1 2'],
] as const)('%s', (mode, expected) => {
  const cells = paddingExample(mode, 'c');
  expect(cells.map(({ text }) => text).join(' ')).toBe(expected);
  const inside = cells.filter(({ isBeyond }) => !isBeyond);
  expect(inside.map(({ text }) => text)).toEqual(['1', '2', '3']);
});
