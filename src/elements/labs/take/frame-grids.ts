/** From a moment of a lab to grids of numbers and the line with the sum, ready to be drawn. Pure. */
import { fill, formatValue } from '../../../i18n/index.ts';
import { windowSpan } from '../../../math/lab/index.ts';
import type { LabCell } from '../../../math/lab/index.ts';
import type { LabScene } from '../../../session/index.ts';
import { colorAt, signedShare } from '../../weights/data-colors.ts';
import { largestOf } from '../stages/cell-color.ts';
import type { NumbersCell, NumbersLook, NumbersSpec } from '../stages/draw-numbers.ts';
import { shortNumber } from '../stages/number-text.ts';
import { numbersSpec, valueIn } from '../stages/numbers-spec.ts';
import { tapsIn } from '../stages/stage-marks.ts';
import type { StageSide } from '../stages/stage-planes.ts';
import type { LabFrame, LabStyle } from './frame-types.ts';

/** What the products are made of. */
type Moment = Pick<LabFrame, 'scene' | 'cursor' | 'numbers'>;

const NAMES = ['R', 'G', 'B'];
/** Rows and columns that are magnified where the window needs no more. */
const MAGNIFIED = 7;
const BYTE = 255;
const PLAIN: NumbersCell = { color: null, text: '', isBeyond: false, mark: null };
const MINUS = '\u2212';

/** The neighbourhood of the window, or of the output cell. */
export function neighbourGrid(frame: LabFrame, side: StageSide): NumbersSpec | null {
  const { numbers, shown, colorOf, style, channel } = frame;
  return numbersSpec({
    numbers,
    side,
    plane: side,
    channel,
    rows: MAGNIFIED,
    columns: MAGNIFIED,
    shown,
    linked: [],
    colorOf,
    look: lookOf(style),
  });
}

/** The kernel as it is multiplied; where values are pooled, what each counts. */
export function kernelGrid(frame: LabFrame, maximum: string): NumbersSpec {
  const { scene, channel } = frame;
  const { weights, settings, geometry } = scene;
  const size = geometry.kernel[0] * geometry.kernel[1];
  if (!weights) {
    const pooled = settings.pool.kind === 'max' ? maximum : `1/${String(size)}`;
    return kernelSized(frame, () => ({ ...PLAIN, text: pooled }));
  }
  const own = [...weights.subarray(sliceOf(scene, channel) * size)].slice(0, size);
  return kernelSized(frame, signedCells(own, largestOf(weights)));
}

/** What is added up of a channel: each value of the window times its weight; or what is pooled, the winner marked. */
export function productsGrid(frame: LabFrame): NumbersSpec {
  const { scene, numbers, channel, colorOf } = frame;
  const values = productsOf(frame, channel);
  if (scene.weights) return kernelSized(frame, signedCells(values, largestOf(values)));
  const { wins } = numbers.patches;
  const taps = tapsOf(frame);
  return kernelSized(frame, (place) => {
    const value = values[place] ?? NaN;
    const tap = taps[place];
    const isWinner = wins !== undefined && tap !== undefined && valueIn(wins, channel, tap) > 0;
    const color = colorOf('input', [value]);
    return { ...PLAIN, text: shortNumber(value), color, mark: isWinner ? 'win' : null };
  });
}

/** Products of a channel in the order of the kernel; where there are no weights, the values of the window. */
export function productsOf(moment: Moment, channel: number): readonly number[] {
  const { scene, numbers } = moment;
  const patch = numbers.patches.input;
  if (!patch) return [];
  const taps = tapsOf(moment);
  const first = sliceOf(scene, channel) * taps.length;
  return taps.map((cell, place) => {
    const value = valueIn(patch, channel, cell);
    return scene.weights ? value * (scene.weights[first + place] ?? 0) : value;
  });
}

/** How the number of the cursor comes about, the longest line first; the first that fits is to be taken. */
export function sumLines(frame: LabFrame): readonly string[] {
  const { scene, cursor, numbers, words, language, channel } = frame;
  const { on } = words.take;
  const { output } = numbers.patches;
  const { weights, settings, geometry } = scene;
  const size = geometry.kernel[0] * geometry.kernel[1];
  const isAdded = weights !== null && settings.channels === 'sum';
  const isMaximum = !weights && settings.pool.kind === 'max';
  const result = output ? minus(formatValue(valueIn(output, channel, cursor), language)) : '';
  const name = scene.input[0] > 1 && !isAdded ? `${NAMES[channel] ?? ''}: ` : '';
  const counted = weights ? on.sumOf : isMaximum ? on.maximumOf : on.averageOf;
  const n = isAdded ? size * scene.input[0] : size;
  const short = `${name}${fill(counted, { n }, language)} = ${result}`;
  if (isAdded) {
    const parts = NAMES.map((letter, c) => {
      const sum = productsOf(frame, c).reduce((a, b) => a + b, 0);
      return `${letter} ${term(formatValue(sum, language))}`;
    });
    return [`${parts.join(' + ')} = ${result}`, short];
  }
  const texts = productsOf(frame, channel).map((value) => shortNumber(value));
  const sum = texts.map(term).join(' + ');
  const long = weights
    ? sum
    : isMaximum
      ? `${on.maximumName}(${texts.join(', ')})`
      : `(${sum}) / ${String(size)}`;
  return [`${name}${long} = ${result}`, short];
}

function tapsOf({ scene, cursor }: Moment): readonly LabCell[] {
  return tapsIn(scene, windowSpan(scene.geometry, cursor));
}

/** Channels have slices of their own where they are added up. */
function sliceOf({ settings }: LabScene, channel: number): number {
  return settings.channels === 'sum' ? channel : 0;
}

/** Numbers in blue and red, zero in the middle. */
function signedCells(values: readonly number[], largest: number): (place: number) => NumbersCell {
  return (place) => {
    const value = values[place] ?? NaN;
    const [red, green, blue] = colorAt('blue-red', signedShare(value, largest));
    const color = [red / BYTE, green / BYTE, blue / BYTE] as const;
    return { ...PLAIN, text: shortNumber(value), color };
  };
}

function kernelSized(
  { scene, style }: LabFrame,
  cellAt: (place: number) => NumbersCell,
): NumbersSpec {
  const [rows, columns] = scene.geometry.kernel;
  const whole = { row: 0, column: 0, rows, columns };
  const cells = Array.from({ length: rows * columns }, (_, place) => cellAt(place));
  // Where nothing but a number is in a cell, it is written as text is.
  return { ...whole, cells, frame: whole, look: { ...lookOf(style), faint: style.ink } };
}

function lookOf({ ground, line, faint, window, winner, font }: LabStyle): NumbersLook {
  return { ground, line, faint, accent: window, pin: winner, font };
}

/** A term of a sum; a negative one in brackets. */
function term(text: string): string {
  const printed = minus(text);
  return printed.startsWith(MINUS) ? `(${printed})` : printed;
}

/** With the minus sign of print, also in exponents. */
function minus(text: string): string {
  return text.replaceAll('-', MINUS);
}
