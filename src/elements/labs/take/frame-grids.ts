/** From a moment of a lab to grids of numbers and the line with the sum, ready to be drawn. Pure. */
import { fill, formatValue } from '../../../i18n/index.ts';
import { windowSpan } from '../../../math/lab/index.ts';
import type { LabCell } from '../../../math/lab/index.ts';
import type { LabScene } from '../../../session/index.ts';
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
const MAGNIFIED = 9;
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
export function kernelGrid({ scene, style, channel }: LabFrame, maximum: string): NumbersSpec {
  const { weights, settings, geometry } = scene;
  const size = geometry.kernel[0] * geometry.kernel[1];
  const pooled = settings.pool.kind === 'max' ? maximum : `1/${String(size)}`;
  const own = weights?.subarray(sliceOf(scene, channel) * size);
  return plainGrid(scene, style, (place) => (own ? shortNumber(own[place] ?? NaN) : pooled), []);
}

/** What is added up of a channel: each value of the window times its weight; or what is pooled, the winner marked. */
export function productsGrid(frame: LabFrame): NumbersSpec {
  const { scene, numbers, style, channel } = frame;
  const values = productsOf(frame, channel);
  const wins = numbers.patches.wins;
  const marked = wins ? tapsOf(frame).map((cell) => valueIn(wins, channel, cell) > 0) : [];
  return plainGrid(scene, style, (place) => shortNumber(values[place] ?? NaN), marked);
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

function plainGrid(
  { geometry }: LabScene,
  style: LabStyle,
  textOf: (place: number) => string,
  marked: readonly boolean[],
): NumbersSpec {
  const [rows, columns] = geometry.kernel;
  const whole = { row: 0, column: 0, rows, columns };
  const cells = Array.from({ length: rows * columns }, (_, place): NumbersCell => {
    const mark = marked[place] === true ? 'win' : null;
    return { color: null, text: textOf(place), isBeyond: false, mark };
  });
  // Nothing but the numbers is in these cells: they are written as text is.
  return { ...whole, cells, frame: whole, look: { ...lookOf(style), faint: style.ink } };
}

function lookOf({ ground, line, faint, accent, pin, font }: LabStyle): NumbersLook {
  return { ground, line, faint, accent, pin, font };
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
