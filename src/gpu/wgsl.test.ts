import { describe, expect, test } from 'vitest';
import { ShaderError } from '../base/index.ts';
import { assembleShader, originOf } from './wgsl.ts';
import type { ShaderOptions } from './wgsl.ts';

function assemble(files: Readonly<Record<string, string>>, options?: ShaderOptions): string {
  return assembleShader(new Map(Object.entries(files)), 'main.wgsl', options).code;
}

/** The lines left of `text` with the flags set. */
function left(text: string, ...flags: string[]): string {
  return assemble({ 'main.wgsl': text }, { flags }).trim().split(/\s+/).join(' ');
}

function refusal(files: Readonly<Record<string, string>>, options?: ShaderOptions): string {
  try {
    assemble(files, options);
  } catch (error) {
    expect(error).toBeInstanceOf(ShaderError);
    return (error as ShaderError).message;
  }
  throw new Error('was accepted');
}

describe('#include', () => {
  test('puts the file in place of the line, each file once', () => {
    const code = assemble({
      'main.wgsl': 'before\n#include "lib/a.wgsl"\n  #include "lib/b.wgsl"\nafter\n',
      'lib/a.wgsl': 'a\n#include "lib/b.wgsl"\n',
      'lib/b.wgsl': 'b\n#include "lib/a.wgsl"\n',
    });
    expect(code).toBe('before\na\nb\nafter\n');
  });

  test('names the place that asks for a missing file', () => {
    const files = {
      'main.wgsl': '#include "lib/a.wgsl"\n',
      'lib/a.wgsl': '\n\n#include "lib/none.wgsl"\n',
    };
    const message = refusal(files);
    expect(message).toContain('shaders/lib/a.wgsl:3');
    expect(message).toContain('shaders/lib/none.wgsl');
    expect(refusal({})).toContain('shaders/main.wgsl');
  });

  test('may not depend on a condition', () => {
    const files = { 'main.wgsl': '#if A\n#include "b.wgsl"\n#endif\n', 'b.wgsl': 'b\n' };
    expect(refusal(files)).toBe('shaders/main.wgsl:2: #include may not depend on a condition');
  });

  test('reads files with either kind of line ends', () => {
    const files = { 'main.wgsl': '#include "b.wgsl"\r\n#if A\r\na\r\n#endif\r\nc', 'b.wgsl': 'b' };
    expect(assemble(files)).toBe('b\nc\n');
    expect(assemble(files, { flags: ['A'] })).toBe('b\na\nc\n');
  });
});

describe('#if', () => {
  test('keeps what is true, and the first true of several', () => {
    const text = '#if A\na\n#elif B\nb\n#elif !C\nnot-c\n#else\nelse\n#endif\nend\n';
    expect(left(text, 'A', 'B')).toBe('a end');
    expect(left(text, 'B')).toBe('b end');
    expect(left(text)).toBe('not-c end');
    expect(left(text, 'C')).toBe('else end');
  });

  test('negates', () => {
    expect(left('#if !A\nno\n#else\nyes\n#endif\n')).toBe('no');
    expect(left('#if !A\nno\n#else\nyes\n#endif\n', 'A')).toBe('yes');
  });

  test('nests', () => {
    const text =
      '#if A\n1\n  #if B\n2\n  #else\n3\n  #endif\n4\n#else\n#if B\n5\n#endif\n6\n#endif\n';
    expect(left(text, 'A', 'B')).toBe('1 2 4');
    expect(left(text, 'A')).toBe('1 3 4');
    expect(left(text, 'B')).toBe('5 6');
    expect(left(text)).toBe('6');
  });

  test('keeps the text around the directives as it is', () => {
    const code = assemble(
      { 'main.wgsl': 'a  // b # c\n#if A\n  x = y;\n#endif\n\n  @z\n' },
      { flags: ['A'] },
    );
    expect(code).toBe('a  // b # c\n  x = y;\n\n  @z\n');
  });

  test('works within and around included files', () => {
    const files = {
      'main.wgsl': '#include "b.wgsl"\n#if A\nmain\n#endif\n',
      'b.wgsl': '#if A\nb\n#else\nnot-b\n#endif\n',
    };
    expect(assemble(files)).toBe('not-b\n');
    expect(assemble(files, { flags: ['A'] })).toBe('b\nmain\n');
  });

  test.each([
    ['#if A\n#if B\n#endif\n', 'shaders/main.wgsl:1: #if without #endif'],
    ['a\n#endif\n', 'shaders/main.wgsl:2: #endif without #if'],
    ['#if A\n#endif\n#else\n', 'shaders/main.wgsl:3: #else without #if'],
    ['\n#elif A\n', 'shaders/main.wgsl:2: #elif without #if'],
    ['#if A\n#else\n#elif B\n#endif\n', 'shaders/main.wgsl:3: #elif after #else'],
    ['#if A\n#else\n#else\n#endif\n', 'shaders/main.wgsl:3: #else after #else'],
    ['#if A && B\n#endif\n', 'shaders/main.wgsl:1: #if is not understood'],
    ['#if\n#endif\n', 'shaders/main.wgsl:1: #if is not understood'],
    ['\n// only #if A\n', 'shaders/main.wgsl:2: #if is not understood'],
    ["#include 'b.wgsl'\n", 'shaders/main.wgsl:1: #include is not understood'],
    ['#if A\n#endif // A\n', 'shaders/main.wgsl:2: #endif is not understood'],
  ])('refuses %j with its place', (text, message) => {
    expect(refusal({ 'main.wgsl': text })).toContain(message);
  });
});

describe('#{NAME}', () => {
  test('is filled in, as often as it stands there', () => {
    const files = { 'main.wgsl': 'const A = #{TILE}u * #{TILE}u + #{F};\n' };
    expect(assemble(files, { values: { TILE: 8, F: '0.5' } })).toBe('const A = 8u * 8u + 0.5;\n');
  });

  test('names the place of a name without a value', () => {
    const files = { 'main.wgsl': '#include "b.wgsl"\n', 'b.wgsl': '\nlet a = #{NONE};\n' };
    expect(refusal(files)).toBe('shaders/b.wgsl:2: no value given for #{NONE}');
  });

  test('needs no value where it is left out', () => {
    expect(left('#if A\n#{NONE}\n#endif\nb\n')).toBe('b');
  });
});

describe('lines', () => {
  test('every line of the code knows where it came from', () => {
    const shader = assembleShader(
      new Map([
        ['main.wgsl', '// head\n#include "b.wgsl"\n#if A\na\n#else\nelse\n#endif\nend\n'],
        ['b.wgsl', '#if A\n\nb\n#endif\n'],
      ]),
      'main.wgsl',
      { flags: ['A'] },
    );
    expect(shader.code).toBe('// head\n\nb\na\nend\n');
    expect(shader.lines.map(({ file, line }) => `${file}:${String(line)}`)).toEqual([
      'shaders/main.wgsl:1',
      'shaders/b.wgsl:2',
      'shaders/b.wgsl:3',
      'shaders/main.wgsl:4',
      'shaders/main.wgsl:8',
    ]);
    expect(originOf(shader, 3)).toEqual({ file: 'shaders/b.wgsl', line: 3 });
    expect(originOf(shader, 0)).toBeUndefined();
    expect(originOf(shader, 6)).toBeUndefined();
  });
});

describe('#repeat', () => {
  test('writes its lines so many times, with the number put in', () => {
    const text = 'a\n#repeat i COUNT\nlet x#{i} = #{V};\n#if A\nb#{i}\n#endif\n#end\nc\n';
    const files = { 'main.wgsl': text };
    const code = assemble(files, { flags: ['A'], values: { COUNT: 2, V: 7 } });
    expect(code).toBe('a\nlet x0 = 7;\nb0\nlet x1 = 7;\nb1\nc\n');
    expect(assemble(files, { values: { COUNT: 0, V: 7 } })).toBe('a\nc\n');
    expect(assemble({ 'main.wgsl': '#repeat n 3\n#{n}\n#end\n' })).toBe('0\n1\n2\n');
  });

  test('remembers where its lines stand', () => {
    const sources = new Map([['main.wgsl', 'a\n#repeat i 2\nb\n#end\nc\n']]);
    const shader = assembleShader(sources, 'main.wgsl');
    expect([1, 2, 3, 4].map((line) => originOf(shader, line)?.line)).toEqual([1, 3, 3, 5]);
  });

  test.each([
    ['#end without #repeat', 'a\n#end\n', 2],
    ['#repeat without #end', '#repeat i 2\na\n', 2],
    ['one inside another', '#repeat i 2\n#repeat k 2\n#end\n#end\n', 2],
    ['a count that is no number', 'a\n#repeat i MANY\n#end\n', 2],
  ])('refuses %s', (_, text, line) => {
    expect(refusal({ 'main.wgsl': text })).toContain(`shaders/main.wgsl:${String(line)}: #repeat`);
  });
});
