/** Where everything stands on a drawing of a lab, before it is scaled. Pure arithmetic. */
import type { PaddedGeometry, Rectangle, Shape3 } from '../../../math/index.ts';
import { LABEL_HEIGHT, LABEL_WIDTH } from '../stages/draw-numbers.ts';

/** What must find room. */
export interface FrameContent {
  readonly input: Shape3;
  readonly output: Shape3;
  readonly geometry: Pick<PaddedGeometry, 'kernel' | 'before' | 'after'>;
  /** Lines of text below the stages. */
  readonly lines: number;
  /** Cells of pictures are whole pixels once everything is scaled so. */
  readonly scale: number;
}

/** See `layOutFrame`. */
export interface FrameLayout {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  /** Middle of the line of the heading. */
  readonly heading: number;
  /** Middles of the lines that name the upper and the lower boxes. */
  readonly names: readonly [number, number];
  /** Left edges of the three columns, and how wide each is. */
  readonly columns: readonly [number, number, number];
  readonly column: number;
  /** Middles of the gaps between the columns. */
  readonly gaps: readonly [number, number];
  /** The input with what is beyond its border, and the output. */
  readonly input: Rectangle;
  readonly output: Rectangle;
  /** Side of a cell of both; a part of a pixel where pictures are large. */
  readonly cell: number;
  /** Room for numbers with their labels. */
  readonly kernel: Rectangle;
  readonly around: Rectangle;
  readonly products: Rectangle;
  readonly beside: Rectangle;
  /** Middle of the line with the sum, and of each line below it. */
  readonly sum: number;
  readonly facts: readonly number[];
}

const MARGIN = 24;
const COLUMN = 280;
const GAP = 36;
const HEADING = 28;
const NAME = 30;
const SECTION = 10;
const MAGNIFIED = 272;
const LARGEST_CELL = 40;
const KERNEL_CELL = { width: 54, height: 42 } as const;
/** Free space that the labels need beside them. */
const SPACE = 3;
const SUM = 44;
const LINE = 20;

/** Three columns (input, kernel, output), each with what is magnified of it below; the same for every cursor of a scene. */
export function layOutFrame({ input, output, geometry, lines, scale }: FrameContent): FrameLayout {
  const { kernel, before, after } = geometry;
  const step = COLUMN + GAP;
  const columns = [MARGIN, MARGIN + step, MARGIN + 2 * step] as const;
  const padded = [before[0] + input[1] + after[0], before[1] + input[2] + after[1]] as const;
  const longest = Math.max(...padded, output[1], output[2]);
  const cell = cellSide(COLUMN / longest, scale);
  const grid = {
    width: Math.min(COLUMN, kernel[1] * KERNEL_CELL.width + LABEL_WIDTH + SPACE),
    height: Math.min(MAGNIFIED, kernel[0] * KERNEL_CELL.height + LABEL_HEIGHT + SPACE),
  };
  const upper = MARGIN + HEADING + NAME;
  const upperHeight = Math.ceil(Math.max(padded[0] * cell, output[1] * cell, grid.height));
  const lower = upper + upperHeight + SECTION + NAME;
  const end = lower + MAGNIFIED;
  const firstFact = end + SUM + SECTION;

  const place = (index: 0 | 1 | 2, top: number, room: number, size: Size): Rectangle => ({
    x: Math.round(columns[index] + (COLUMN - size.width) / 2),
    y: Math.round(top + (room - size.height) / 2),
    ...size,
  });
  const picture = (index: 0 | 2, rows: number, across: number): Rectangle =>
    place(index, upper, upperHeight, { width: across * cell, height: rows * cell });
  const magnified = { width: COLUMN, height: MAGNIFIED };
  return {
    width: columns[2] + COLUMN + MARGIN,
    height: firstFact + lines * LINE + MARGIN,
    margin: MARGIN,
    heading: MARGIN + HEADING / 2,
    names: [upper - NAME / 2, lower - NAME / 2],
    columns,
    column: COLUMN,
    gaps: [columns[1] - GAP / 2, columns[2] - GAP / 2],
    input: picture(0, ...padded),
    output: picture(2, output[1], output[2]),
    cell,
    kernel: place(1, upper, upperHeight, grid),
    around: place(0, lower, MAGNIFIED, magnified),
    products: place(1, lower, MAGNIFIED, grid),
    beside: place(2, lower, MAGNIFIED, magnified),
    sum: end + SUM / 2,
    facts: Array.from({ length: lines }, (_, index) => firstFact + (index + 0.5) * LINE),
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A whole number of pixels after scaling, where one fits. */
function cellSide(room: number, scale: number): number {
  const side = Math.min(room, LARGEST_CELL);
  return side * scale >= 1 ? Math.floor(side * scale) / scale : side;
}
