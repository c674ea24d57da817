/** Networks with Keras weights read blue first, and their channels are called so. */
import { expect, it } from 'vitest';
import { primaryOf } from './primaries.ts';

it('names the channels in the order of the network', () => {
  const names = (colorOrder: 'RGB' | 'BGR'): unknown[] =>
    [0, 1, 2, 3].map((channel) => primaryOf({ colorOrder }, channel));
  expect(names('RGB')).toEqual(['red', 'green', 'blue', undefined]);
  expect(names('BGR')).toEqual(['blue', 'green', 'red', undefined]);
});
