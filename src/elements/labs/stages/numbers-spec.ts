/** From the numbers around the cursor to what is drawn of them. Pure; knows no element. */
import { windowSpan } from '../../../math/lab/index.ts';
import type { LabCell, LabWindow } from '../../../math/lab/index.ts';
import type { LabNumbers, LabPatch, LabPlane } from '../../../session/index.ts';
import type { CellColor, NumbersCell, NumbersLook, NumbersSpec } from './draw-numbers.ts';
import { shortNumber } from './number-text.ts';
import { stageExtent } from './stage-extent.ts';
import { cellPart, isAmong, tapsIn } from './stage-marks.ts';
import type { StageSide } from './stage-planes.ts';

/** First and count. */
type Range = readonly [first: number, count: number];

/** What is wanted of the numbers. */
export interface NumbersRequest {
  readonly numbers: LabNumbers;
  readonly side: StageSide;
  readonly plane: LabPlane;
  readonly channel: number;
  /** Rows and columns to show, where the window needs no more. */
  readonly rows: number;
  readonly columns: number;
  /** Number of the output cells that are shown; null: all. */
  readonly shown: number | null;
  /** What belongs to what a person points at. */
  readonly linked: readonly LabWindow[];
  readonly colorOf: (plane: LabPlane, values: readonly number[]) => CellColor;
  readonly look: NumbersLook;
}

/** Null where the plane has no numbers. */
export function numbersSpec(request: NumbersRequest): NumbersSpec | null {
  const { numbers, side, plane, look } = request;
  const patch = numbers.patches[plane];
  if (!patch) return null;
  const span = frameOf(numbers, side);
  const whole = stageExtent(numbers.scene, side);
  const part = partOf(patch, span, whole, request);
  const markOf = marksOf(request, part);
  const cells: NumbersCell[] = [];
  for (let y = 0; y < part.rows; y += 1) {
    for (let x = 0; x < part.columns; x += 1) {
      const cell = { row: part.row + y, column: part.column + x };
      cells.push(
        cellOf(request, patch, cell, { mark: markOf(cell), isUsed: isAmong([whole], cell) }),
      );
    }
  }
  return { ...part, cells, frame: span, look };
}

/** The value of a channel of a patch at a cell; NaN outside. */
export function valueIn(patch: LabPatch, channel: number, { row, column }: LabCell): number {
  const y = row - patch.row;
  const x = column - patch.column;
  if (y < 0 || x < 0 || y >= patch.rows || x >= patch.columns) return NaN;
  const place = Math.min(channel, patch.channels - 1) * patch.rows + y;
  return patch.data[place * patch.columns + x] ?? NaN;
}

/** The window on the input, or the cell of the output. */
function frameOf({ scene, cursor }: LabNumbers, side: StageSide): LabWindow {
  return side === 'input' ? windowSpan(scene.geometry, cursor) : { ...cursor, rows: 1, columns: 1 };
}

/**
 * The part of a patch around a frame, not less than the frame. A picture that is no larger than what is wanted stands still;
 * of a larger one the part moves along.
 */
function partOf(
  patch: LabPatch,
  frame: LabWindow,
  whole: LabWindow,
  { rows, columns }: NumbersRequest,
): LabWindow {
  const [row, tall] = along(
    [patch.row, patch.rows],
    [frame.row, frame.rows],
    [whole.row, whole.rows],
    rows,
  );
  const [column, wide] = along(
    [patch.column, patch.columns],
    [frame.column, frame.columns],
    [whole.column, whole.columns],
    columns,
  );
  return { row, column, rows: tall, columns: wide };
}

function along(
  [first, count]: Range,
  [from, least]: Range,
  [start, extent]: Range,
  wanted: number,
): Range {
  const size = Math.min(count, Math.max(least, Math.min(wanted, extent)));
  const centred = from - Math.ceil((size - least) / 2);
  const place = extent <= wanted ? within(centred, start, start + extent - size) : centred;
  return [within(place, first, first + count - size), size];
}

function within(place: number, first: number, last: number): number {
  return Math.max(Math.min(first, last), Math.min(Math.max(first, last), place));
}

function cellOf(
  { numbers, side, plane, channel, shown, colorOf }: NumbersRequest,
  patch: LabPatch,
  cell: LabCell,
  { mark, isUsed }: { readonly mark: NumbersCell['mark']; readonly isUsed: boolean },
): NumbersCell {
  const { input, output } = numbers.scene;
  const [, height, width] = side === 'input' ? input : output;
  const isOutside = cell.row < 0 || cell.column < 0 || cell.row >= height || cell.column >= width;
  const value = valueIn(patch, channel, cell);
  const isVeiled =
    side === 'output' &&
    plane === 'output' &&
    shown !== null &&
    cell.row * width + cell.column >= shown;
  // Beyond the padding there is nothing either.
  const isNothing = isVeiled || !isUsed || (isOutside && Number.isNaN(value));
  return {
    color: isNothing ? null : colorOf(plane, [value]),
    text: isNothing ? '' : shortNumber(value),
    isBeyond: isOutside && side === 'input' && !isNothing,
    mark: isVeiled ? null : mark,
  };
}

function marksOf(
  { numbers, side, plane, channel, linked }: NumbersRequest,
  part: LabWindow,
): (cell: LabCell) => NumbersCell['mark'] {
  const { scene, cursor, patches } = numbers;
  const { dilation } = scene.geometry;
  const isSpread = side === 'input' && (dilation[0] > 1 || dilation[1] > 1);
  const taps = isSpread ? tapsIn(scene, windowSpan(scene.geometry, cursor)).map(cellPart) : [];
  const wins = side === 'input' && plane === 'input' ? patches.wins : undefined;
  const near = linked.filter((one) => meets(one, part));
  return (cell) => {
    if (isAmong(near, cell)) return 'linked';
    if (wins && valueIn(wins, channel, cell) > 0) return 'win';
    return isAmong(taps, cell) ? 'tap' : null;
  };
}

function meets(one: LabWindow, other: LabWindow): boolean {
  return (
    one.row < other.row + other.rows &&
    other.row < one.row + one.rows &&
    one.column < other.column + other.columns &&
    other.column < one.column + one.columns
  );
}
