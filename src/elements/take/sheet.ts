/** A picture with its legend and caption on one sheet, ready to be saved. Knows no session. */
import type { Extent } from '../../math/index.ts';
import type { PageStyle } from './page-style.ts';
import { wrapText } from './wrap-text.ts';

/** What the colours mean. */
export interface SheetLegend {
  /** CSS colours from left to right, at equal distances. */
  readonly colors: readonly string[];
  /** The numbers at the ends. */
  readonly low: string;
  readonly high: string;
  /** What the colours are scaled to. */
  readonly says: string;
}

/** What a sheet shows. */
export interface Sheet {
  /** Size of the picture, pixels. */
  readonly size: Extent;
  /** Draws it with its corner at the origin; called once, in the same task as `composeSheet`. */
  readonly draw: (context: CanvasRenderingContext2D) => void;
  readonly legend: SheetLegend;
  readonly title: string;
  /** Facts below the title, each on lines of its own. */
  readonly facts: readonly string[];
}

/** Who made it; stands beside the title. */
const MARK = 'Kawasemi';
/** Lengths in pixels; the sheet is made for screens with two of them a CSS pixel. */
const MARGIN = 32;
const LEAST_WIDTH = 880;
const LEADING = 40;
const SECTION = 24;
const GAP = 16;
const BAR_HEIGHT = 24;
const LONGEST_BAR = 960;
const TITLE_SIZE = 28;
const TEXT_SIZE = 24;

interface Line {
  readonly text: string;
  readonly font: string;
  readonly color: string;
}

/** Draws the sheet at once, so that canvases painted in this task are still whole. Throws where there is no 2D canvas. */
export function composeSheet(sheet: Sheet, style: PageStyle): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.lang = style.language;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gave no 2D canvas.');
  const room = Math.max(LEAST_WIDTH, sheet.size.width);
  const mark = { text: MARK, font: bold(style), color: style.accent };
  const { says, told } = linesOf(sheet, style, mark, context, room);
  const legendTop = MARGIN + sheet.size.height + SECTION;
  const saysTop = legendTop + LEADING;
  const toldTop = saysTop + says.length * LEADING + GAP;
  canvas.width = room + 2 * MARGIN;
  canvas.height = toldTop + told.length * LEADING + MARGIN;

  context.fillStyle = style.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.save();
  context.translate(MARGIN + Math.floor((room - sheet.size.width) / 2), MARGIN);
  sheet.draw(context);
  context.restore();
  context.textBaseline = 'middle';
  drawLegend(context, sheet.legend, style, legendTop + LEADING / 2, room);
  writeAll(context, says, saysTop);
  writeAll(context, told, toldTop);
  context.textAlign = 'right';
  write(context, mark, MARGIN + room, toldTop + LEADING / 2);
  return canvas;
}

/** What the legend says, and the title with the facts, in lines that fit. */
function linesOf(
  { legend, title, facts }: Sheet,
  style: PageStyle,
  mark: Line,
  context: CanvasRenderingContext2D,
  room: number,
): { readonly says: readonly Line[]; readonly told: readonly Line[] } {
  const fit = (text: string, font: string, color: string, width: number): Line[] => {
    context.font = font;
    const measure = (part: string): number => context.measureText(part).width;
    return wrapText(text, width, measure).map((line) => ({ text: line, font, color }));
  };
  context.font = mark.font;
  const beside = room - context.measureText(mark.text).width - GAP;
  return {
    says: fit(legend.says, regular(style), style.soft, room),
    told: [
      ...fit(title, bold(style), style.ink, beside),
      ...facts.flatMap((fact) => fit(fact, regular(style), style.soft, room)),
    ],
  };
}

/** The number of the lower end, the colours, the number of the upper end. */
function drawLegend(
  context: CanvasRenderingContext2D,
  { colors, low, high }: SheetLegend,
  style: PageStyle,
  middle: number,
  room: number,
): void {
  context.font = regular(style);
  const [before, after] = [low, high].map((text) => context.measureText(text).width + GAP);
  const left = MARGIN + (before ?? 0);
  const width = Math.min(LONGEST_BAR, room - (before ?? 0) - (after ?? 0));
  const gradient = context.createLinearGradient(left, 0, left + width, 0);
  colors.forEach((color, i) => gradient.addColorStop(i / Math.max(1, colors.length - 1), color));
  context.fillStyle = gradient;
  context.fillRect(left, middle - BAR_HEIGHT / 2, width, BAR_HEIGHT);
  const text = { font: regular(style), color: style.ink };
  write(context, { ...text, text: low }, MARGIN, middle);
  write(context, { ...text, text: high }, left + width + GAP, middle);
}

function writeAll(context: CanvasRenderingContext2D, lines: readonly Line[], top: number): void {
  lines.forEach((line, index) => write(context, line, MARGIN, top + (index + 0.5) * LEADING));
}

function write(context: CanvasRenderingContext2D, line: Line, x: number, y: number): void {
  context.font = line.font;
  context.fillStyle = line.color;
  context.fillText(line.text, x, y);
}

function bold({ font }: PageStyle): string {
  return `600 ${TITLE_SIZE}px ${font}`;
}

function regular({ font }: PageStyle): string {
  return `${TEXT_SIZE}px ${font}`;
}
