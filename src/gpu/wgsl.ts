/**
 * Puts a shader together from `.wgsl` files: `#include "lib/x.wgsl"` (each file once), then `#if NAME`, `#elif NAME`,
 * `#else`, `#endif` by wgsl-preprocessor, then `#repeat NAME COUNT` to `#end` (NAME counts from 0; COUNT is a number or
 * the name of a value; not nested), and `#{NAME}` for a value. Remembers which line came from where, so that a
 * compiler's message can be told in terms of our own files. Knows no GPU.
 */
import { wgsl } from 'wgsl-preprocessor/wgsl-preprocessor.js';
import { ShaderError } from '../base/index.ts';

/** What a shader is assembled with: names that are true, and values to put in for `#{NAME}`. */
export interface ShaderOptions {
  readonly flags?: readonly string[];
  readonly values?: Readonly<Record<string, string | number>>;
}

/** A place in one of our own files. */
export interface SourceLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A shader ready to compile; `lines[i]` is the origin of its line i + 1. */
export interface AssembledShader {
  readonly code: string;
  readonly lines: readonly SourceLine[];
}

const INCLUDE = /^\s*#include\s+"([^"]+)"\s*$/;
const CONDITION = /^\s*#(if|elif)\s+(!?)([A-Za-z_]\w*)\s*$/;
const PLAIN_DIRECTIVE = /^\s*#(else|endif)\s*$/;
const DIRECTIVE_WORD = /#(if|elif|else|endif|include)\b/;
const REPEAT = /^\s*#repeat\s+([A-Za-z_]\w*)\s+(\w+)\s*$/;
const REPEAT_END = /^\s*#end\s*$/;
const PLACEHOLDER = /#\{([A-Za-z_]\w*)\}/g;
const MARK = /\/\/@(\d+)$/;

/** Assembles the shader at `path`. Throws ShaderError (`shader`) for a missing file, name or unbalanced condition. */
export function assembleShader(
  sources: ReadonlyMap<string, string>,
  path: string,
  options: ShaderOptions = {},
): AssembledShader {
  const origins: SourceLine[] = [];
  const marked: string[] = [];
  expand(sources, path, new Set(), origins, marked, null);
  checkConditions(marked, origins);

  const flags = new Set(options.flags ?? []);
  const strings: string[] = [];
  const values: unknown[] = [];
  let text = '';
  for (const line of marked) {
    const condition = CONDITION.exec(line.replace(MARK, ''));
    if (condition) {
      const [, keyword = '', negation = '', name = ''] = condition;
      strings.push(`${text}#${keyword} `);
      values.push(flags.has(name) !== (negation === '!'));
      text = '';
    } else if (PLAIN_DIRECTIVE.test(line.replace(MARK, ''))) {
      text += `${line.replace(MARK, '')}\n`;
    } else {
      text += `${line}\n`;
    }
  }
  strings.push(text);

  const code: string[] = [];
  const lines: SourceLine[] = [];
  const given = options.values ?? {};
  let loop: Repeat | null = null;
  for (const line of resolveConditions(strings, values, path).split('\n')) {
    const mark = MARK.exec(line);
    const origin = mark ? origins[Number(mark[1])] : undefined;
    if (!origin) continue;
    const source: Line = { text: line.replace(MARK, ''), origin };
    const begin = REPEAT.exec(source.text);
    const isEnd: boolean = REPEAT_END.test(source.text);
    if (begin ? loop !== null : isEnd && loop === null) refuseRepeat(origin);
    if (begin) {
      loop = { name: begin[1] ?? '', count: countOf(begin[2] ?? '', given, origin), body: [] };
    } else if (loop && !isEnd) {
      loop.body.push(source);
    } else {
      const { name, count, body }: Repeat = loop ?? { name: '', count: 1, body: [source] };
      for (let i = 0; i < count; i += 1) {
        for (const { text, origin: at } of body) {
          code.push(fill(text, name === '' ? given : { ...given, [name]: i }, at));
          lines.push(at);
        }
      }
      loop = null;
    }
  }
  if (loop) refuseRepeat(loop.body[0]?.origin ?? { file: `shaders/${path}`, line: 1 });
  return { code: code.join('\n') + '\n', lines };
}

interface Line {
  readonly text: string;
  readonly origin: SourceLine;
}

/** Lines that are written `count` times. */
interface Repeat {
  readonly name: string;
  readonly count: number;
  readonly body: Line[];
}

function countOf(
  count: string,
  values: Readonly<Record<string, string | number>>,
  origin: SourceLine,
): number {
  const number = Number(values[count] ?? count);
  return Number.isInteger(number) && number >= 0 ? number : refuseRepeat(origin);
}

function refuseRepeat(at: SourceLine): never {
  const what = `${place(at)}: #repeat NAME COUNT and #end go together, one inside no other`;
  throw new ShaderError('shader', what, { file: at.file });
}

/** The place in our files of line `line` (from 1) of an assembled shader. */
export function originOf(shader: AssembledShader, line: number): SourceLine | undefined {
  return shader.lines[line - 1];
}

function expand(
  sources: ReadonlyMap<string, string>,
  path: string,
  seen: Set<string>,
  origins: SourceLine[],
  marked: string[],
  from: SourceLine | null,
): void {
  if (seen.has(path)) return;
  seen.add(path);
  const source = sources.get(path);
  if (source === undefined) {
    const at = from ? `${place(from)}: ` : '';
    throw new ShaderError('shader', `${at}there is no shader file shaders/${path}`, { file: path });
  }
  let depth = 0;
  source
    .replace(/\r\n/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .forEach((text, index) => {
      const origin: SourceLine = { file: `shaders/${path}`, line: index + 1 };
      const include = INCLUDE.exec(text);
      if (include?.[1] !== undefined) {
        // Each file is put in once: under a condition, the one copy might be the one left out.
        if (depth > 0) {
          const what = `${place(origin)}: #include may not depend on a condition`;
          throw new ShaderError('shader', what, { file: path });
        }
        expand(sources, include[1], seen, origins, marked, origin);
        return;
      }
      if (CONDITION.exec(text)?.[1] === 'if') depth += 1;
      if (PLAIN_DIRECTIVE.exec(text)?.[1] === 'endif') depth -= 1;
      marked.push(`${text}//@${String(origins.length)}`);
      origins.push(origin);
    });
}

/** What wgsl-preprocessor would refuse, or misread, told with file and line. */
function checkConditions(marked: readonly string[], origins: readonly SourceLine[]): void {
  const open: { readonly at: SourceLine; elseSeen: boolean }[] = [];
  const refuse = (at: SourceLine, what: string): never => {
    throw new ShaderError('shader', `${place(at)}: ${what}`, { file: at.file });
  };
  marked.forEach((line, index) => {
    const text = line.replace(MARK, '');
    const word = DIRECTIVE_WORD.exec(text)?.[1];
    const at = origins[index];
    if (word === undefined || !at) return;
    if (!CONDITION.test(text) && !PLAIN_DIRECTIVE.test(text)) {
      refuse(at, `#${word} is not understood: it stands alone on its line, as in "#if NAME"`);
    }
    if (word === 'if') {
      open.push({ at, elseSeen: false });
      return;
    }
    const innermost = open.at(-1);
    if (!innermost) return refuse(at, `#${word} without #if`);
    if (word === 'endif') open.pop();
    else if (innermost.elseSeen) refuse(at, `#${word} after #else`);
    else innermost.elseSeen = word === 'else';
  });
  const unclosed = open.at(-1);
  if (unclosed) refuse(unclosed.at, '#if without #endif');
}

function resolveConditions(strings: string[], values: unknown[], path: string): string {
  try {
    return wgsl(strings, ...values);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ShaderError('shader', `shaders/${path}: ${reason}`, { file: path });
  }
}

function fill(
  text: string,
  values: Readonly<Record<string, string | number>>,
  origin: SourceLine,
): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = values[name];
    if (value === undefined) {
      throw new ShaderError('shader', `${place(origin)}: no value given for #{${name}}`, { name });
    }
    return String(value);
  });
}

function place(origin: SourceLine): string {
  return `${origin.file}:${String(origin.line)}`;
}
