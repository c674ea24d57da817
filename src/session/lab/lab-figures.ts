/** Pictures that are drawn here and need no file: shapes, noise, and small squares of whole numbers. Knows no lab and no canvas. */
import { createRandom } from '../../base/index.ts';
import type { Bilingual } from '../types.ts';

/** A figure by its id, with the name that people read. */
export interface LabFigure {
  readonly id: string;
  readonly title: Bilingual;
}

/** RGBA bytes of a figure. */
export interface FigurePixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

type Color = readonly [red: number, green: number, blue: number];
/** Colour of a cell whose middle is at x, y, in shares of the side. */
type Drawing = (x: number, y: number) => Color;

const WHITE = 255;
const RGBA = 4;
const SEED = 7;

/** Rows of whole numbers: their bytes are the numbers. */
const NUMBERS = new Map<string, readonly (readonly number[])[]>(
  Object.entries({
    steps: [
      [1, 2, 0, 3, 1],
      [0, 5, 6, 5, 2],
      [2, 6, 9, 6, 0],
      [1, 5, 6, 5, 3],
      [3, 0, 2, 1, 1],
    ],
    // The square of numbers with which max pooling is nearly always explained.
    pool: [
      [1, 1, 2, 4],
      [5, 6, 7, 8],
      [3, 2, 1, 0],
      [1, 2, 3, 4],
    ],
    // Side by side, three of the windows of 2 x 2 have two equal maxima; at stride 1 the 9 wins four windows.
    ties: [
      [5, 5, 2, 1],
      [4, 9, 3, 3],
      [7, 1, 6, 2],
      [7, 0, 2, 6],
    ],
  }),
);

/** An F, dark and light; it has no symmetry. */
const LETTER = [
  '..........',
  '..######..',
  '..######..',
  '..##......',
  '..#####...',
  '..#####...',
  '..##......',
  '..##......',
  '..##......',
  '..........',
];

/** What `HOOK_KERNEL` looks for, and where it stands in the figure: as it is, turned, twice as large; in shares of the side. */
const HOOK = ['#....', '#....', '#....', '#....', '#####'];
const HOOKS: readonly { readonly x: number; readonly y: number; readonly form: HookForm }[] = [
  { x: 0.09, y: 0.12, form: 'upright' },
  { x: 0.66, y: 0.06, form: 'upright' },
  { x: 0.4, y: 0.34, form: 'upright' },
  { x: 0.09, y: 0.66, form: 'turned' },
  { x: 0.53, y: 0.62, form: 'large' },
];
const HOOK_WEIGHT = 0.1;
type HookForm = 'upright' | 'turned' | 'large';

/** Single white cells, in shares of the side. */
const POINTS = [
  [0.25, 0.22],
  [0.72, 0.36],
  [0.4, 0.72],
] as const;

const DRAWINGS = new Map<string, (side: number) => Drawing>(
  Object.entries<(side: number) => Drawing>({
    circle: (side) => grey(disc(0.5, 0.5, 0.34, side)),
    letter: () =>
      grey((x, y) =>
        LETTER[cellOf(y, LETTER.length)]?.[cellOf(x, LETTER.length)] === '#' ? 1 : 0,
      ),
    points: (side) => {
      const white = new Set(POINTS.map(([x, y]) => keyOf(cellOf(x, side), cellOf(y, side))));
      return grey((x, y) => (white.has(keyOf(cellOf(x, side), cellOf(y, side))) ? 1 : 0));
    },
    hooks: (side) => {
      const white = new Set(HOOKS.flatMap((hook) => hookCells(hook, side)));
      return grey((x, y) => (white.has(keyOf(cellOf(x, side), cellOf(y, side))) ? 1 : 0));
    },
    stripes: () => grey(stripes),
    lights: (side) => {
      const [red, green, blue] = [
        disc(0.5, 0.36, 0.27, side),
        disc(0.36, 0.62, 0.27, side),
        disc(0.64, 0.62, 0.27, side),
      ];
      return (x, y) => [WHITE * red(x, y), WHITE * green(x, y), WHITE * blue(x, y)];
    },
    noise: () => {
      const random = createRandom(SEED);
      const byte = (): number => Math.floor((WHITE + 1) * random());
      return () => [byte(), byte(), byte()];
    },
  }),
);

/** All figures, in the order of the menu. */
export const LAB_FIGURES: readonly LabFigure[] = [
  { id: 'circle', title: { en: 'Circle', ja: '円' } },
  { id: 'letter', title: { en: 'Letter F', ja: '文字 F' } },
  { id: 'points', title: { en: 'Single points', ja: '点' } },
  { id: 'hooks', title: { en: 'Hooks', ja: 'かぎ形' } },
  { id: 'stripes', title: { en: 'Stripes', ja: '縞' } },
  { id: 'lights', title: { en: 'Three lights', ja: '光の三原色' } },
  { id: 'noise', title: { en: 'Colour noise', ja: 'カラーノイズ' } },
  { id: 'steps', title: { en: 'Numbers 5 × 5', ja: '数値 5 × 5' } },
  { id: 'pool', title: { en: 'Numbers 4 × 4', ja: '数値 4 × 4' } },
  { id: 'ties', title: { en: 'Equal maxima 4 × 4', ja: '同値の最大値 4 × 4' } },
];

/** Side of `HOOK_KERNEL`: the hook and a cell around it, so that thicker strokes do not fit. */
export const HOOK_KERNEL_SIDE = HOOK.length + 2;

/** Rows of weights that are 0.1 on the hook and -0.1 everywhere else. */
export const HOOK_KERNEL: readonly number[] = Array.from(
  { length: HOOK_KERNEL_SIDE ** 2 },
  (_, place) => {
    const [row, column] = [Math.floor(place / HOOK_KERNEL_SIDE), place % HOOK_KERNEL_SIDE];
    return isHook(row - 1, column - 1) ? HOOK_WEIGHT : -HOOK_WEIGHT;
  },
);

/** The figure as a square of `side` cells; figures of numbers have their own size. Null for an unknown id. */
export function figurePixels(id: string, side: number): FigurePixels | null {
  const numbers = NUMBERS.get(id);
  if (numbers) {
    return paint(numbers[0]?.length ?? 0, numbers.length, (column, row) => {
      const value = numbers[row]?.[column] ?? 0;
      return [value, value, value];
    });
  }
  const drawing = DRAWINGS.get(id)?.(side);
  if (!drawing) return null;
  return paint(side, side, (column, row) => drawing((column + 0.5) / side, (row + 0.5) / side));
}

/** The values that should be black and white: least and largest of a figure of numbers; null for 0 and 255. */
export function figureLimits(id: string): { readonly low: number; readonly high: number } | null {
  const numbers = NUMBERS.get(id)?.flat();
  return numbers ? { low: Math.min(...numbers), high: Math.max(...numbers) } : null;
}

function paint(
  width: number,
  height: number,
  color: (column: number, row: number) => Color,
): FigurePixels {
  const data = new Uint8ClampedArray(RGBA * width * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      data.set([...color(column, row), WHITE], RGBA * (row * width + column));
    }
  }
  return { data, width, height };
}

function grey(shade: (x: number, y: number) => number): Drawing {
  return (x, y) => {
    const value = WHITE * shade(x, y);
    return [value, value, value];
  };
}

/** A disc whose edge is as soft as one cell. */
function disc(
  centreX: number,
  centreY: number,
  radius: number,
  side: number,
): (x: number, y: number) => number {
  return (x, y) => {
    const inside = radius - Math.hypot(x - centreX, y - centreY);
    return Math.min(1, Math.max(0, inside * side + 0.5));
  };
}

/** Four fields: stripes that stand, lie, fall and rise. */
function stripes(x: number, y: number): number {
  const periods = 6;
  const isRight = x >= 0.5;
  const along = y < 0.5 ? (isRight ? y : x) : isRight ? x + y : x - y;
  return modulo(along * 2 * periods, 2) < 1 ? 1 : 0;
}

/** The cells of a hook that lie in the picture. */
function hookCells(
  { x, y, form }: { readonly x: number; readonly y: number; readonly form: HookForm },
  side: number,
): string[] {
  const scale = form === 'large' ? 2 : 1;
  const length = HOOK.length * scale;
  const cells: string[] = [];
  for (let row = 0; row < length; row += 1) {
    for (let column = 0; column < length; column += 1) {
      const [v, u] = [Math.floor(row / scale), Math.floor(column / scale)];
      const isInk = form === 'turned' ? isHook(HOOK.length - 1 - u, v) : isHook(v, u);
      if (isInk) cells.push(keyOf(cellOf(x, side) + column, cellOf(y, side) + row));
    }
  }
  return cells;
}

function isHook(row: number, column: number): boolean {
  return HOOK[row]?.[column] === '#';
}

/** Cell of `count` in which a share of the side lies. */
function cellOf(share: number, count: number): number {
  return Math.floor(share * count);
}

function keyOf(column: number, row: number): string {
  return `${String(column)},${String(row)}`;
}

function modulo(value: number, period: number): number {
  return ((value % period) + period) % period;
}
