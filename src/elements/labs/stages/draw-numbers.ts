/** Draws magnified cells with their numbers on a canvas. Pure: all that it shows stands in the spec. Knows no lab and no page. */

/** A colour, 0..1. */
export type CellColor = readonly [red: number, green: number, blue: number];

/** One cell. */
export interface NumbersCell {
  /** Null where there is nothing. */
  readonly color: CellColor | null;
  readonly text: string;
  /** In the padding around a picture. */
  readonly isBeyond: boolean;
  readonly mark: 'tap' | 'win' | 'linked' | null;
}

/** A frame around cells, in the coordinates of the picture. */
export interface NumbersFrame {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Colours of the page, as CSS. */
export interface NumbersLook {
  readonly ground: string;
  readonly line: string;
  readonly faint: string;
  readonly accent: string;
  /** Around what is drawn in the colours of the accent and of winners; the ground if left out. */
  readonly halo?: string;
  readonly pin: string;
  readonly font: string;
}

/** Cells from an upper left one on, row by row. */
export interface NumbersSpec extends NumbersFrame {
  readonly cells: readonly NumbersCell[];
  /** The window, or the cell that it makes. */
  readonly frame: NumbersFrame | null;
  readonly look: NumbersLook;
}

/** Where cells are drawn, in the pixels of the context. */
export interface NumbersPlace {
  readonly left: number;
  readonly top: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/** Room for the numbers of rows on the left and of columns above. */
export const LABEL_WIDTH = 22;
/** See `LABEL_WIDTH`. */
export const LABEL_HEIGHT = 14;
const LABEL_FONT = 10;
/** Cells smaller than these hold no numbers. */
const LEAST_WIDTH = 15;
const LEAST_HEIGHT = 11;
const LEAST_FONT = 7.5;
const LARGEST_FONT = 15;
/** Height of a number as a share of its cell, and free space beside it. */
const FONT_SHARE = 0.5;
const SPACE = 3;
/** Relative luminance (WCAG 2.2) from which black is easier to read than white. */
const BRIGHT = 0.179;
const HATCH = 6;
const FAINT = 0.55;
const EMPTY = 0.35;
/** The widest cell, as a multiple of its height. */
const WIDEST = 1.6;

/** Cells as large as fit into `width` x `height` beside the labels. */
export function placeNumbers(spec: NumbersFrame, width: number, height: number): NumbersPlace {
  const roomX = Math.max(0, width - LABEL_WIDTH - SPACE);
  const roomY = Math.max(0, height - LABEL_HEIGHT - SPACE);
  const high = roomY / spec.rows;
  const wide = Math.min(roomX / spec.columns, high * WIDEST);
  const cellHeight = Math.max(1, Math.floor(Math.min(high, wide * WIDEST)));
  const cellWidth = Math.max(1, Math.floor(wide));
  const left = LABEL_WIDTH + Math.max(0, Math.floor((roomX - cellWidth * spec.columns) / 2));
  return { left, top: LABEL_HEIGHT, cellWidth, cellHeight };
}

/** The cell of the picture at a point; null where none is drawn. */
export function cellAtPoint(
  spec: NumbersFrame,
  { left, top, cellWidth, cellHeight }: NumbersPlace,
  x: number,
  y: number,
): { readonly row: number; readonly column: number } | null {
  const row = Math.floor((y - top) / cellHeight);
  const column = Math.floor((x - left) / cellWidth);
  const isIn = row >= 0 && column >= 0 && row < spec.rows && column < spec.columns;
  return isIn ? { row: spec.row + row, column: spec.column + column } : null;
}

/** Draws all of the spec; the canvas is clear before. */
export function drawNumbers(
  context: CanvasRenderingContext2D,
  spec: NumbersSpec,
  place: NumbersPlace,
): void {
  const font = fontFor(context, spec, place);
  drawLabels(context, spec, place);
  spec.cells.forEach((cell, index) => {
    const x = place.left + (index % spec.columns) * place.cellWidth;
    const y = place.top + Math.floor(index / spec.columns) * place.cellHeight;
    drawCell(context, cell, spec.look, { ...place, left: x, top: y }, font);
  });
  spec.cells.forEach((cell, index) => {
    if (cell.mark === null) return;
    const row = spec.row + Math.floor(index / spec.columns);
    const column = spec.column + (index % spec.columns);
    const frame = { row, column, rows: 1, columns: 1 };
    const width = cell.mark === 'tap' ? 1.5 : 2.5;
    context.setLineDash([]);
    context.strokeStyle = spec.look.halo ?? spec.look.ground;
    strokeFrame(context, spec, place, frame, width + 2, width + 2);
    context.strokeStyle = cell.mark === 'win' ? spec.look.pin : spec.look.accent;
    context.setLineDash(cell.mark === 'linked' ? [3, 2] : []);
    strokeFrame(context, spec, place, frame, width, width + 2);
  });
  context.setLineDash([]);
  if (spec.frame) {
    context.strokeStyle = spec.look.halo ?? spec.look.ground;
    strokeFrame(context, spec, place, spec.frame, 5, 0);
    context.strokeStyle = spec.look.accent;
    strokeFrame(context, spec, place, spec.frame, 2.5, 0);
  }
}

/** Black or white, whichever can be read on a colour of 0..1. */
export function inkOnColor([red, green, blue]: CellColor): '#000' | '#fff' {
  const luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return luminance > BRIGHT ? '#000' : '#fff';
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function drawCell(
  context: CanvasRenderingContext2D,
  { color, text, isBeyond }: NumbersCell,
  look: NumbersLook,
  { left, top, cellWidth, cellHeight }: NumbersPlace,
  font: number,
): void {
  context.globalAlpha = isBeyond ? FAINT : 1;
  if (color) {
    const [red, green, blue] = color.map((part) => Math.round(part * 255));
    context.fillStyle = `rgb(${String(red)} ${String(green)} ${String(blue)})`;
    context.fillRect(left, top, cellWidth - 1, cellHeight - 1);
  } else {
    context.globalAlpha = EMPTY;
    context.strokeStyle = look.line;
    context.lineWidth = 1;
    context.strokeRect(left + 0.5, top + 0.5, cellWidth - 2, cellHeight - 2);
  }
  context.globalAlpha = 1;
  if (isBeyond) hatch(context, look, { left, top, cellWidth, cellHeight });
  if (font === 0 || text === '') return;
  context.font = `${String(font)}px ${look.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const x = left + (cellWidth - 1) / 2;
  const y = top + cellHeight / 2;
  if (isBeyond) {
    // On hatched ground a number needs a plate.
    const half = context.measureText(text).width / 2 + 2;
    context.fillStyle = look.ground;
    context.fillRect(x - half, y - font / 2 - 1, 2 * half, font + 2);
    context.fillStyle = look.faint;
  } else {
    context.fillStyle = color ? inkOnColor(color) : look.faint;
  }
  context.fillText(text, x, y + 0.5);
}

/** Slanted lines: here the picture has ended. */
function hatch(
  context: CanvasRenderingContext2D,
  look: NumbersLook,
  { left, top, cellWidth, cellHeight }: NumbersPlace,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, cellWidth - 1, cellHeight - 1);
  context.clip();
  context.globalAlpha = FAINT;
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = left - cellHeight; x < left + cellWidth; x += HATCH) {
    context.moveTo(x, top + cellHeight);
    context.lineTo(x + cellHeight, top);
  }
  context.stroke();
  context.restore();
}

function drawLabels(
  context: CanvasRenderingContext2D,
  { row, column, rows, columns, look }: NumbersSpec,
  { left, top, cellWidth, cellHeight }: NumbersPlace,
): void {
  if (cellHeight < LEAST_HEIGHT || cellWidth < LEAST_WIDTH) return;
  context.font = `${String(LABEL_FONT)}px ${look.font}`;
  context.fillStyle = look.faint;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (let index = 0; index < rows; index += 1) {
    context.fillText(label(row + index), left - 5, top + (index + 0.5) * cellHeight);
  }
  context.textAlign = 'center';
  for (let index = 0; index < columns; index += 1) {
    context.fillText(label(column + index), left + (index + 0.5) * cellWidth, top - 7);
  }
}

function label(index: number): string {
  return String(index).replace('-', '\u2212');
}

/** The largest font in which every number fits; 0 where none does. */
function fontFor(
  context: CanvasRenderingContext2D,
  { cells, look }: NumbersSpec,
  { cellWidth, cellHeight }: NumbersPlace,
): number {
  if (cellWidth < LEAST_WIDTH || cellHeight < LEAST_HEIGHT) return 0;
  const wanted = Math.min(LARGEST_FONT, cellHeight * FONT_SHARE);
  context.font = `${String(wanted)}px ${look.font}`;
  const longest = cells.reduce((most, { text }) => (text.length > most.length ? text : most), '');
  const width = context.measureText(longest).width;
  const font = Math.min(wanted, (wanted * (cellWidth - 2 * SPACE)) / Math.max(1, width));
  return font < LEAST_FONT ? 0 : font;
}

function strokeFrame(
  context: CanvasRenderingContext2D,
  spec: NumbersSpec,
  { left, top, cellWidth, cellHeight }: NumbersPlace,
  { row, column, rows, columns }: NumbersFrame,
  width: number,
  inset: number,
): void {
  context.lineWidth = width;
  context.strokeRect(
    left + (column - spec.column) * cellWidth - 0.5 + inset / 2,
    top + (row - spec.row) * cellHeight - 0.5 + inset / 2,
    columns * cellWidth - inset,
    rows * cellHeight - inset,
  );
}
