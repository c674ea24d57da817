/** Classes are found by parts of their names in both languages. */
import { expect, test } from 'vitest';
import { findClasses } from './find-classes.ts';

const NAMES = [
  { en: 'bee eater', ja: 'ハチクイ' },
  { en: 'kingfisher', ja: 'カワセミ' },
  { en: 'king penguin', ja: 'オウサマペンギン' },
  { en: 'viking ship', ja: 'バイキング船' },
];

test('the beginning of a name before that of a word before the middle of one', () => {
  expect(findClasses(NAMES, 'king')).toEqual([1, 2, 3]);
  expect(findClasses(NAMES, 'PENG')).toEqual([2]);
  expect(findClasses(NAMES, 'e')).toEqual([0, 1, 2]);
});

test('Japanese in either kana, numbers, all and none', () => {
  expect(findClasses(NAMES, 'かわせ')).toEqual([1]);
  expect(findClasses(NAMES, 'ペンギン')).toEqual([2]);
  expect(findClasses(NAMES, '3')).toEqual([3]);
  expect(findClasses(NAMES, ' ')).toEqual([0, 1, 2, 3]);
  expect(findClasses(NAMES, 'zebra')).toEqual([]);
});
