/** A lab's computation as a shader with all numbers put in. Only makes the text; the page runs shaders of its own. */
import type { PaddingMode, Pair } from '../../math/index.ts';
import { f32Text } from './kernel-text.ts';
import type { CodeGeometry, ConvolutionCodeRequest, PoolCodeRequest } from './lab-code-types.ts';

/** Rows and columns of a workgroup. */
const GROUP = 8;

/** Where in a row or column of `n` cells the value of a place beyond the border stands. */
const PLACES: Readonly<Record<Exclude<PaddingMode, 'constant'>, readonly string[]>> = {
  edge: ['return clamp(i, 0, n - 1);'],
  reflect: [
    'let period = max(1, 2 * n - 2);',
    'let place = (i % period + period) % period;',
    'return min(place, period - place);',
  ],
  symmetric: [
    'let period = 2 * n;',
    'let place = (i % period + period) % period;',
    'return min(place, period - 1 - place);',
  ],
  wrap: ['return (i % n + n) % n;'],
};

/** A compute shader, one invocation for each output cell. */
export function convolutionShader(request: ConvolutionCodeRequest, place: CodeGeometry): string {
  const { kernel, channels, flip, stride, dilation, input } = request;
  const { before, after, padding } = place.geometry;
  const [rows, columns] = kernel.size;
  const isInside = [...before, ...after].every((cells) => cells === 0);
  const isSum = channels === 'sum';
  const weight = `kernel[${isSum ? `(c * ${rows} + v)` : 'v'} * ${columns} + u]`;
  const c = isSum ? 'c' : 'at.z';
  const taps = [
    ...loop(
      'v',
      rows,
      loop('u', columns, [
        `let row = ${along('y', 'v', before[0])};`,
        `let column = ${along('x', 'u', before[1])};`,
        `sum += ${weight} * ${isInside ? cell(c) : `value(${c}, row, column)`};`,
      ]),
    ),
  ];
  const what = flip ? 'Convolution (kernel turned by 180 degrees)' : 'Correlation';
  return shader(`${what}, ${rows} x ${columns}`, input, place, {
    constants: [`const STRIDE = ${stride};`, `const DILATION = ${dilation};`, ...weights(request)],
    functions: isInside ? [] : border(padding, request.value),
    body: ['var sum = 0.0;', ...(isSum ? loop('c', input[0], taps) : taps)],
    result: 'sum',
  });
}

/** A compute shader, one invocation for each output cell. */
export function poolShader(
  { kind, size, stride, input }: PoolCodeRequest,
  place: CodeGeometry,
): string {
  const isMax = kind === 'max';
  const read = 'x[(at.z * H + STRIDE * at.y + v) * W + STRIDE * at.x + u]';
  const step = isMax ? `best = max(best, ${read});` : `sum += ${read};`;
  const start = isMax
    ? 'var best = x[(at.z * H + STRIDE * at.y) * W + STRIDE * at.x];'
    : 'var sum = 0.0;';
  return shader(`${isMax ? 'Max' : 'Average'} pooling, ${size} x ${size}`, input, place, {
    constants: [`const STRIDE = ${stride};`],
    functions: [],
    body: [start, ...loop('v', size, loop('u', size, [step]))],
    result: isMax ? 'best' : `sum / ${size * size}`,
  });
}

interface Parts {
  readonly constants: readonly string[];
  readonly functions: readonly string[];
  readonly body: readonly string[];
  readonly result: string;
}

function shader(
  what: string,
  input: readonly number[],
  { output }: CodeGeometry,
  { constants, functions, body, result }: Parts,
): string {
  const [channels, height, width] = output;
  const groups = [width, height].map((cells) => Math.ceil(cells / GROUP));
  const all = [
    `// ${what}. x: ${input.join(' x ')}, y: ${output.join(' x ')} (channels, rows, columns).`,
    `// dispatchWorkgroups(${[...groups, channels].join(', ')})`,
    `const H = ${input[1] ?? 0};`,
    `const W = ${input[2] ?? 0};`,
    ...constants,
    '',
    '@group(0) @binding(0) var<storage, read> x: array<f32>;',
    '@group(0) @binding(1) var<storage, read_write> y: array<f32>;',
    '',
    ...(functions.length > 0 ? [...functions, ''] : []),
    `@compute @workgroup_size(${GROUP}, ${GROUP})`,
    'fn main(@builtin(global_invocation_id) id: vec3u) {',
    ...indented([
      'let at = vec3i(id);',
      `if (at.y >= ${height} || at.x >= ${width}) { return; }`,
      ...body,
      `y[(at.z * ${height} + at.y) * ${width} + at.x] = ${result};`,
    ]),
    '}',
  ];
  return `${all.join('\n')}\n`;
}

/** The weights as they are multiplied, row by row. A variable, since not every compiler takes an index into a constant. */
function weights({ kernel, flip }: ConvolutionCodeRequest): readonly string[] {
  const [rows, columns]: Pair = kernel.size;
  const cells = rows * columns;
  const turned = kernel.values.map((value, place) => {
    if (!flip) return value;
    const within = place % cells;
    return kernel.values[place - within + cells - 1 - within] ?? 0;
  });
  const texts = turned.map(literal);
  const perRow = Array.from(
    { length: texts.length / columns },
    (_, row) => `${texts.slice(row * columns, (row + 1) * columns).join(', ')},`,
  );
  return [`var<private> kernel = array<f32, ${texts.length}>(`, ...indented(perRow), ');'];
}

/** `value`: what stands at a place that may lie beyond the border. */
function border(padding: PaddingMode, constant: number): readonly string[] {
  const head = 'fn value(c: i32, row: i32, column: i32) -> f32 {';
  if (padding === 'constant') {
    const outside = 'row < 0 || column < 0 || row >= H || column >= W';
    return [
      head,
      ...indented([`if (${outside}) { return ${literal(constant)}; }`, `return ${cell('c')};`]),
      '}',
    ];
  }
  return [
    `fn inside(i: i32, n: i32) -> i32 {`,
    ...indented(PLACES[padding]),
    '}',
    '',
    head,
    ...indented([`return x[(c * H + inside(row, H)) * W + inside(column, W)];`]),
    '}',
  ];
}

/** As a number of a shader; whole ones there have 64 bits. */
function literal(value: number): string {
  const text = f32Text(value);
  return /^-?\d{10,}$/.test(text) ? `${text}.0` : text;
}

function cell(channel: string): string {
  return `x[(${channel} * H + row) * W + column]`;
}

/** Row or column of a tap. */
function along(axis: 'x' | 'y', tap: string, before: number): string {
  return `STRIDE * at.${axis} + DILATION * ${tap}${before > 0 ? ` - ${before}` : ''}`;
}

function loop(name: string, count: number, body: readonly string[]): readonly string[] {
  return [`for (var ${name} = 0; ${name} < ${count}; ${name}++) {`, ...indented(body), '}'];
}

function indented(all: readonly string[]): readonly string[] {
  return all.map((line) => (line === '' ? '' : `  ${line}`));
}
