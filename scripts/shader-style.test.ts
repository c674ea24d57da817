/** The shader style check, on one good text and on each fault. */
import { describe, expect, it } from 'vitest';
import { complaintsAbout } from './lib/shader-style.mjs';

const GOOD = '// Sum: s = a + b.\nfn sum(a: f32, b: f32) -> f32 {\n  return a + b;\n}\n';

describe('complaintsAbout', () => {
  it('has none about a good text', () => {
    expect(complaintsAbout(GOOD)).toEqual([]);
  });

  it.each([
    ['no header', GOOD.slice(GOOD.indexOf('\n') + 1), '1: no header'],
    ['a tab', GOOD.replace('  return', '\treturn'), '3: a tab'],
    ['a space at the end', GOOD.replace('b;', 'b; '), '3: a space at the end'],
    ['an odd indent', GOOD.replace('  return', '   return'), '3: indented by 3'],
    ['a long line', GOOD.replace('= a', '= '.padEnd(101, 'a')), '1: 1'],
    ['too many lines', GOOD + '\n'.repeat(160), '164: 164 lines'],
    ['a directive in a comment', GOOD.replace('{\n', '{ // #if RELU\n'), '2: a directive'],
    ['no last end of line', GOOD.trimEnd(), '4: the last line'],
    ['a block comment', `${GOOD}/* more */\n`, '1: a block comment'],
  ])('finds %s', (_name, text, complaint) => {
    const found = complaintsAbout(text);
    expect(found.filter((each) => each.startsWith(complaint))).not.toEqual([]);
  });
});
