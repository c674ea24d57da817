/** Captions in lines: nothing lost, nothing too wide, nothing broken in an odd place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapText } from './wrap-text.ts';

const measure = (text: string): number => text.length;

describe('wrapText', () => {
  it('breaks between words', () => {
    expect(wrapText('64 maps of 32 × 32, network input', 12, measure)).toEqual([
      '64 maps of',
      '32 × 32,',
      'network',
      'input',
    ]);
  });

  it('breaks between Japanese letters, but not before a full stop', () => {
    expect(wrapText('畳み込み層の重み。', 8, measure)).toEqual(['畳み込み層の重', 'み。']);
    expect(wrapText('層 block1_conv1 の', 12, measure)).toEqual(['層', 'block1_conv1', 'の']);
  });

  it('breaks a word that is wider than the line', () => {
    expect(wrapText('ab abcdefghij', 4, measure)).toEqual(['ab a', 'bcde', 'fghi', 'j']);
  });

  it('knows no lines of nothing', () => {
    expect(wrapText('  ', 10, measure)).toEqual([]);
  });

  it('loses no letter and is never too wide', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 4, max: 40 }), (text, width) => {
        const lines = wrapText(text, width, measure);
        const bare = (value: string): string => value.replace(/\s/gu, '');
        expect(bare(lines.join(''))).toBe(bare(text));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
