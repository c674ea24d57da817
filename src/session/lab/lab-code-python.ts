/** A lab's computation in Python, by NumPy and SciPy. Only makes the text. */
import type { PaddingMode } from '../../math/index.ts';
import { f32Text } from './kernel-text.ts';
import type { CodeGeometry, ConvolutionCodeRequest, PoolCodeRequest } from './lab-code-types.ts';

/** What scipy.signal calls the borders it has; it has no others. */
const BOUNDARIES: Readonly<Partial<Record<PaddingMode, string>>> = {
  constant: 'fill',
  symmetric: 'symm',
  wrap: 'wrap',
};
/** Common denominators that are tried, to write 1/16 as such. */
const MOST_PARTS = 4096;

/** Lines that make `y` of `x`. */
export function convolutionPython(request: ConvolutionCodeRequest, place: CodeGeometry): string {
  const { kernel, channels, stride, dilation, flip } = request;
  const isPlane = channels === 'grey';
  const isDilated = dilation > 1 && kernel.size.some((size) => size > 1);
  const name = flip ? 'convolve2d' : 'correlate2d';
  const weights = isDilated ? 'w' : 'k';
  const pad = padding(request, place);
  const source = pad === '' ? 'x' : 'p';
  const run = (picture: string, slice: string): string =>
    `${name}(${[picture, slice, ...borderWords(request, pad !== '')].join(', ')})`;
  const by = stride > 1 ? `::${stride}, ::${stride}` : '';
  const result = {
    grey: `${run(source, weights)}${by && `[${by}]`}`,
    each: `np.stack([${run('c', weights)} for c in ${source}])${by && `[:, ${by}]`}`,
    sum: `sum(${run('c', 's')} for c, s in zip(${source}, ${weights}))${by && `[${by}]`}`,
  }[channels];
  return lines([
    'import numpy as np',
    `from scipy.signal import ${name}`,
    '',
    `# x: floats, ${isPlane ? 'rows × columns' : 'channels × rows × columns'}`,
    `k = ${kernelArray(request)}`,
    ...(isDilated ? dilated(request) : []),
    ...(pad === '' ? [] : [`p = ${pad}`]),
    `y = ${result}`,
  ]);
}

/** Lines that make `y` of `x`, of any number of channels. */
export function poolPython({ kind, size, stride }: PoolCodeRequest): string {
  const by = stride > 1 ? `[..., ::${stride}, ::${stride}, :, :]` : '';
  const reduce = kind === 'max' ? 'max' : 'mean';
  return lines([
    'from numpy.lib.stride_tricks import sliding_window_view',
    '',
    '# x: floats, rows × columns or channels × rows × columns',
    `windows = sliding_window_view(x, (${size}, ${size}), axis=(-2, -1))`,
    `y = windows${by}.${reduce}(axis=(-2, -1))`,
  ]);
}

/** np.pad, where scipy does not have the border or counts the anchor otherwise; else nothing. */
function padding(
  { mode, padding: border, value, dilation, kernel, channels }: ConvolutionCodeRequest,
  { geometry: { before, after } }: CodeGeometry,
): string {
  if ([...before, ...after].every((cells) => cells === 0)) return '';
  // The middle of a kernel with holes, as scipy sees it, may be a hole; the anchor is always a weight.
  const isElsewhere = mode === 'same' && dilation > 1 && kernel.size.some((size) => size % 2 === 0);
  if (BOUNDARIES[border] && !isElsewhere) return '';
  const rows = `(${before[0]}, ${after[0]})`;
  const columns = `(${before[1]}, ${after[1]})`;
  const width = channels === 'grey' ? `(${rows}, ${columns})` : `((0, 0), ${rows}, ${columns})`;
  const constant =
    border === 'constant' && value !== 0 ? `, constant_values=${f32Text(value)}` : '';
  return `np.pad(x, ${width}, mode='${border}'${constant})`;
}

/** Named arguments of convolve2d and correlate2d that say what is done at the border. */
function borderWords(request: ConvolutionCodeRequest, isPadded: boolean): readonly string[] {
  const { mode, padding: border, value } = request;
  if (isPadded || mode === 'valid') return ["mode='valid'"];
  const boundary = BOUNDARIES[border];
  // Without a border to speak of, as with one weight, every mode is the same.
  if (boundary === undefined) return ["mode='valid'"];
  const isZero = border === 'constant' && value === 0;
  return [
    `mode='${mode}'`,
    ...(isZero ? [] : [`boundary='${boundary}'`]),
    ...(border === 'constant' && !isZero ? [`fillvalue=${f32Text(value)}`] : []),
  ];
}

/** `w`: the kernel with zeros between its weights. */
function dilated({ kernel, dilation, channels }: ConvolutionCodeRequest): readonly string[] {
  const extents = kernel.size.map((size) => String(dilation * (size - 1) + 1));
  const isSliced = channels === 'sum';
  const shape = [...(isSliced ? ['len(k)'] : []), ...extents].join(', ');
  const by = `${isSliced ? ':, ' : ''}::${dilation}, ::${dilation}`;
  return [`w = np.zeros((${shape}))`, `w[${by}] = k`];
}

/** The kernel as a nested list, whole numbers over a common denominator where that is shorter. */
function kernelArray({ kernel: { size, values }, channels }: ConvolutionCodeRequest): string {
  const { texts, parts } = shortest(values);
  const [rows, columns] = size;
  const line = (first: number): string => `[${texts.slice(first, first + columns).join(', ')}]`;
  const slice = (first: number, indent: string): string =>
    `[${Array.from({ length: rows }, (_, row) => line(first + row * columns)).join(`,\n${indent}`)}]`;
  const cells = rows * columns;
  const start = 'k = np.array([';
  const slices = Array.from({ length: values.length / cells }, (_, index) =>
    slice(index * cells, ' '.repeat(start.length + (channels === 'sum' ? 1 : 0))),
  );
  const list =
    channels === 'sum' ? `[${slices.join(`,\n${' '.repeat(start.length)}`)}]` : slices[0];
  return `np.array(${list ?? '[]'})${parts > 1 ? ` / ${parts}` : ''}`;
}

/** Texts of numbers, to be divided by `parts`; the same numbers as f32. */
function shortest(values: readonly number[]): { texts: readonly string[]; parts: number } {
  const texts = values.map(f32Text);
  for (let parts = 2; parts <= MOST_PARTS; parts += 1) {
    const counts = values.map((value) => Math.round(value * parts));
    const isSame = counts.every(
      (count, place) => Math.fround(count / parts) === Math.fround(values[place] ?? NaN),
    );
    if (!isSame) continue;
    const whole = counts.map(f32Text);
    const isShorter = whole.join('').length < texts.join('').length;
    return isShorter ? { texts: whole, parts } : { texts, parts: 1 };
  }
  return { texts, parts: 1 };
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
