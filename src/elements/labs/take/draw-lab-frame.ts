/** Draws a lab at one position of the window: pictures, kernel, the numbers around it, the sum and the caption. Pure. */
import { fill } from '../../../i18n/index.ts';
import type { Extent, Rectangle } from '../../../math/index.ts';
import { windowSpan } from '../../../math/lab/index.ts';
import { drawNumbers, placeNumbers } from '../stages/draw-numbers.ts';
import type { NumbersSpec } from '../stages/draw-numbers.ts';
import { tapsIn } from '../stages/stage-marks.ts';
import { kernelGrid, neighbourGrid, productsGrid, sumLines } from './frame-grids.ts';
import { layOutFrame } from './frame-layout.ts';
import type { FrameLayout } from './frame-layout.ts';
import type { LabFrame } from './frame-types.ts';

type Context = CanvasRenderingContext2D;

/** A text, and how it looks. */
interface Line {
  readonly text: string;
  readonly size: number;
  readonly color: string;
  readonly align: CanvasTextAlign;
  readonly isBold?: boolean;
}

/** Who made it. */
const MARK = 'Kawasemi';
const TITLE = 18;
const NAME = 13;
const TEXT = 12;
const SUM = 16;
const OPERATOR = 20;
const FRAME = 2;
/** A frame is at least so wide, also around a cell that is smaller. */
const LEAST_FRAME = 6;
const VEIL = 0.88;
const TAP = 0.45;
const HATCH = 6;
const EDGE = 'rgb(0 0 0 / 55%)';
const NAMES = ['R', 'G', 'B'];

/** Size of the drawing of `frame`, pixels. */
export function labFrameSize(frame: LabFrame): Extent {
  const { width, height } = layoutOf(frame);
  return { width: Math.ceil(width * frame.scale), height: Math.ceil(height * frame.scale) };
}

/** Draws it with its corner at the origin, over everything that is there. */
export function drawLabFrame(context: Context, frame: LabFrame): void {
  const layout = layoutOf(frame);
  const { style, scale, words } = frame;
  context.save();
  context.scale(scale, scale);
  context.fillStyle = style.ground;
  context.fillRect(0, 0, Math.ceil(layout.width), Math.ceil(layout.height));
  context.textBaseline = 'middle';
  drawWords(context, frame, layout);
  drawInput(context, frame, layout);
  drawOutput(context, frame, layout);
  drawGrid(context, kernelGrid(frame, words.take.on.maximumName), layout.kernel);
  drawGrid(context, neighbourGrid(frame, 'input'), layout.around);
  drawGrid(context, productsGrid(frame), layout.products);
  drawGrid(context, neighbourGrid(frame, 'output'), layout.beside);
  drawSum(context, frame, layout);
  context.restore();
}

function layoutOf({ scene, caption, scale }: LabFrame): FrameLayout {
  const { input, output, geometry } = scene;
  return layOutFrame({ input, output, geometry, lines: caption.facts.length, scale });
}

/** Heading, names of the boxes, signs between them, and facts. */
function drawWords(context: Context, frame: LabFrame, layout: FrameLayout): void {
  const { style, caption, scene } = frame;
  const title = { size: TITLE, isBold: true };
  const put = (line: Line, x: number, y: number): void => write(context, frame, line, x, y);
  put(
    { ...title, text: caption.heading, color: style.ink, align: 'left' },
    layout.margin,
    layout.heading,
  );
  const right = layout.width - layout.margin;
  put({ ...title, text: MARK, color: style.accent, align: 'right' }, right, layout.heading);
  const soft = { color: style.soft, align: 'center' } as const;
  namesOf(frame).forEach((row, line) => {
    row.forEach((text, index) => {
      const x = (layout.columns[index] ?? 0) + layout.column / 2;
      put({ ...soft, text, size: NAME }, x, layout.names[line] ?? 0);
    });
  });
  const [first, second] = layout.gaps;
  const signs = scene.weights ? ['∗', '='] : ['→', '→'];
  const middle = layout.kernel.y + layout.kernel.height / 2;
  [first, second].forEach((x, index) => {
    put({ ...soft, text: signs[index] ?? '', size: OPERATOR }, x, middle);
  });
  const below = layout.products.y + layout.products.height / 2;
  ['→', scene.weights ? 'Σ' : '→'].forEach((text, index) => {
    put({ ...soft, text, size: OPERATOR }, layout.gaps[index] ?? 0, below);
  });
  caption.facts.forEach((text, index) => {
    const line = { text, size: TEXT, color: style.soft, align: 'left' } as const;
    put(line, layout.margin, layout.facts[index] ?? 0);
  });
}

/** What stands above each of the upper boxes, and of the lower ones. */
function namesOf({
  scene,
  cursor,
  words,
  language,
  channel,
}: LabFrame): readonly (readonly string[])[] {
  const { on } = words.take;
  const { settings, geometry, input, output, weights } = scene;
  const sized = (text: string, [rows, columns]: readonly [number, number]): string =>
    fill(text, { rows, columns }, language);
  const letter = input[0] > 1 ? ` (${NAMES[channel] ?? ''})` : '';
  const ofOutput = output[0] > 1 ? letter : '';
  const pooled = settings.pool.kind === 'max' ? on.maximum : on.average;
  const kernel = sized(settings.flip ? on.turned : on.kernel, geometry.kernel);
  const slice = settings.channels === 'sum' ? letter : '';
  const { row, column } = windowSpan(geometry, cursor);
  return [
    [
      sized(on.input, [input[1], input[2]]),
      weights ? kernel + slice : pooled,
      sized(on.output, [output[1], output[2]]),
    ],
    [
      fill(on.around, { row: minus(row), column: minus(column) }, language) + letter,
      (weights ? on.products : on.values) + letter,
      fill(on.result, { row: cursor.row, column: cursor.column }, language) + ofOutput,
    ],
  ];
}

function minus(value: number): string {
  return String(value).replace('-', '−');
}

/** The picture with what is beyond its border, and the window on it. */
function drawInput(context: Context, frame: LabFrame, { input: box, cell }: FrameLayout): void {
  const { scene, cursor, pictures, style } = frame;
  const { input, geometry } = scene;
  const [, height, width] = input;
  const [above, left] = geometry.before;
  const at = (row: number, column: number, rows: number, columns: number): Rectangle => ({
    x: box.x + (column + left) * cell,
    y: box.y + (row + above) * cell,
    width: columns * cell,
    height: rows * cell,
  });
  if (above + left + geometry.after[0] + geometry.after[1] > 0) {
    context.fillStyle = style.raised;
    context.fillRect(box.x, box.y, box.width, box.height);
    hatch(context, box, style.line);
    stroke(context, box, style.line, 1);
  }
  drawPicture(context, pictures.input, at(0, 0, height, width));
  const span = windowSpan(geometry, cursor);
  if (geometry.dilation[0] * geometry.dilation[1] > 1) {
    context.fillStyle = style.window;
    context.globalAlpha = TAP;
    for (const tap of tapsIn(scene, span)) {
      const { x, y } = at(tap.row, tap.column, 1, 1);
      context.fillRect(x, y, cell, cell);
    }
    context.globalAlpha = 1;
  }
  framed(context, at(span.row, span.column, span.rows, span.columns), style.window);
}

/** The output as far as the window has come. */
function drawOutput(context: Context, frame: LabFrame, { output: box, cell }: FrameLayout): void {
  const { scene, cursor, pictures, shown, style } = frame;
  const [, height, width] = scene.output;
  drawPicture(context, pictures.output, box);
  if (shown !== null && shown < height * width) {
    const row = Math.floor(shown / width);
    const column = shown % width;
    context.globalAlpha = VEIL;
    context.fillStyle = style.raised;
    context.fillRect(box.x + column * cell, box.y + row * cell, (width - column) * cell, cell);
    const below = (height - row - 1) * cell;
    context.fillRect(box.x, box.y + (row + 1) * cell, width * cell, below);
    context.globalAlpha = 1;
  }
  const x = box.x + cursor.column * cell;
  const y = box.y + cursor.row * cell;
  framed(context, { x, y, width: cell, height: cell }, style.window);
}

/** Slanted lines: here is no picture. */
function hatch(context: Context, { x, y, width, height }: Rectangle, color: string): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  for (let left = x - height; left < x + width; left += HATCH) {
    context.moveTo(left, y + height);
    context.lineTo(left + height, y);
  }
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}

/** Numbers in the middle of their room. */
function drawGrid(context: Context, spec: NumbersSpec | null, box: Rectangle): void {
  if (!spec) return;
  context.save();
  context.translate(box.x, box.y);
  drawNumbers(context, spec, placeNumbers(spec, box.width, box.height));
  context.restore();
}

function drawSum(context: Context, frame: LabFrame, layout: FrameLayout): void {
  const line = { size: SUM, color: frame.style.ink, align: 'center', isBold: true } as const;
  const room = layout.width - 2 * layout.margin;
  context.font = fontOf(frame, line);
  const lines = sumLines(frame);
  const text = lines.find((one) => context.measureText(one).width <= room) ?? lines.at(-1) ?? '';
  write(context, frame, { ...line, text }, layout.width / 2, layout.sum);
}

/** Every cell sharp, unless there are more of them than pixels. */
function drawPicture(context: Context, picture: CanvasImageSource, box: Rectangle): void {
  context.imageSmoothingEnabled = 'width' in picture && Number(picture.width) > box.width;
  context.drawImage(picture, box.x, box.y, box.width, box.height);
}

/** The frame of a window, never too small to be seen. */
function framed(context: Context, box: Rectangle, color: string): void {
  const grow = (side: number): number => Math.max(0, LEAST_FRAME - side) / 2;
  const [dx, dy] = [grow(box.width), grow(box.height)];
  const seen = {
    x: box.x - dx,
    y: box.y - dy,
    width: box.width + 2 * dx,
    height: box.height + 2 * dy,
  };
  stroke(context, seen, EDGE, FRAME + 2);
  stroke(context, seen, color, FRAME);
}

function stroke(
  context: Context,
  { x, y, width, height }: Rectangle,
  color: string,
  line: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = line;
  context.strokeRect(x, y, width, height);
}

function write(context: Context, frame: LabFrame, line: Line, x: number, y: number): void {
  context.font = fontOf(frame, line);
  context.fillStyle = line.color;
  context.textAlign = line.align;
  context.fillText(line.text, x, y);
}

function fontOf({ style }: LabFrame, { size, isBold = false }: Omit<Line, 'text'>): string {
  return `${isBold ? '600 ' : ''}${String(size)}px ${style.font}`;
}
