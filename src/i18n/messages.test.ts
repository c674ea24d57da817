/** Both catalogues say the same things: same keys, same places for values, same terms; every code has a sentence. */
import { describe, expect, it } from 'vitest';
import { loadMessages, messagesFor } from './catalogue.ts';
import { noticeText } from './notice.ts';
import { splitTerms } from './terms.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

function textsOf(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : textsOf(value, `${path}${key}/`),
  );
}

const placesOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
const termsOf = (text: string): string[] =>
  [...text.matchAll(/\[\[(\w+)\|/g)].map(([, name = '']) => name).sort();

await Promise.all([loadMessages('en'), loadMessages('ja')]);
const en = messagesFor('en');
const ja = messagesFor('ja');
const english = textsOf(en);
const japanese = new Map(textsOf(ja));

describe('catalogues', () => {
  it('have the same keys and no empty text', () => {
    expect([...japanese.keys()].sort()).toEqual(english.map(([key]) => key).sort());
    for (const text of [...english.map(([, value]) => value), ...japanese.values()]) {
      expect(text.trim()).not.toBe('');
    }
  });

  it('have the same places and terms in every text', () => {
    const signature = (text: string): string => [...placesOf(text), ...termsOf(text)].join(' ');
    const different = english.filter(
      ([key, text]) => signature(japanese.get(key) ?? '') !== signature(text),
    );
    expect(different).toEqual([]);
  });

  it('explain every term they mark, and mark every term they explain', () => {
    const marked = new Set(english.flatMap(([, text]) => termsOf(text)));
    expect([...marked].sort()).toEqual(Object.keys(en.terms).sort());
  });

  it('never shout', () => {
    for (const text of [...english.map(([, value]) => value), ...japanese.values()]) {
      expect(text).not.toMatch(/[!！]/);
    }
  });
});

describe('noticeText', () => {
  it('fills the values in, with numbers in the way of the language', () => {
    const values = { width: 40_000, height: 30_000, limit: 16_384 };
    expect(noticeText('picture-too-large', values, 'en')).toContain('40,000 × 30,000');
    expect(noticeText('picture-too-large', values, 'ja')).toContain('16,384');
  });

  it('shortens values that would fill the page', () => {
    const url = `data:image/png;base64,${'A'.repeat(10_000)}`;
    expect(noticeText('picture-cors', { url }, 'en').length).toBeLessThan(500);
  });

  it('leaves no empty place behind', () => {
    expect(noticeText('shader', {}, 'en')).not.toContain('{');
  });

  it('has words of its own for some answers of a server', () => {
    const url = 'https://example.org/vgg16.safetensors';
    expect(noticeText('weights-http', { url, status: 404 }, 'en')).toContain('There is no file');
    expect(noticeText('weights-http', { url, status: 500 }, 'en')).toContain('(status 500)');
  });

  it('names a code it does not know', () => {
    expect(noticeText('martians', {}, 'en')).toContain('martians');
    expect(noticeText('toString', {}, 'ja')).toContain('toString');
  });
});

describe('splitTerms', () => {
  it('takes a text apart and loses nothing', () => {
    const text = 'a [[kernel|Kernel]], then [[nonsense|words]].';
    const pieces = splitTerms(text, en);
    expect(pieces.map(({ words }) => words).join('')).toBe('a Kernel, then words.');
    expect(pieces.map(({ term }) => term)).toEqual([null, 'kernel', null, null, null]);
  });
});
