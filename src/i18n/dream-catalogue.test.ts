/** The words of dreams say the same things in both languages: same keys, same places for values, nothing empty. */
import { expect, test } from 'vitest';
import { dreamWordsFor, loadDreamWords } from './dream-catalogue.ts';

function textsOf(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    typeof value === 'object' && value !== null
      ? textsOf(value, `${path}${key}/`)
      : [[path + key, String(value)]],
  );
}

const placesOf = (text: string): string =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort().join(' ');

await loadDreamWords();
const english = textsOf(dreamWordsFor('en'));
const japanese = new Map(textsOf(dreamWordsFor('ja')));

test('same keys, same places, no empty text, no shouting', () => {
  expect([...japanese.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  const different = english.filter(
    ([key, text]) => placesOf(japanese.get(key) ?? '') !== placesOf(text),
  );
  expect(different).toEqual([]);
  for (const text of [...english.map(([, value]) => value), ...japanese.values()]) {
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/[!！]/);
  }
});
