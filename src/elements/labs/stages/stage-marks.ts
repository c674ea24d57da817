/** What is marked of what a person points at: parts of the input, weights, cells of the output. Pure. */
import { inputsOfTap, outputsOf, patchOf } from '../../../math/lab/index.ts';
import type { LabCell, LabWindow } from '../../../math/lab/index.ts';
import type { LabFocus, LabScene } from '../../../session/index.ts';

/** What belongs together. */
export interface StageMarks {
  readonly input: readonly LabWindow[];
  /** Cells of the kernel as it is written. */
  readonly kernel: readonly LabCell[];
  readonly output: readonly LabWindow[];
  /** How many cells of the other side there are. */
  readonly count: number;
}

const NOTHING: StageMarks = { input: [], kernel: [], output: [], count: 0 };

let last: { scene: LabScene; focus: LabFocus; marks: StageMarks } | null = null;

/** All that belongs to what is pointed at. The latest answer is kept, as several elements ask for it. */
export function marksOf(scene: LabScene, focus: LabFocus | null): StageMarks {
  if (!focus) return NOTHING;
  if (last?.scene !== scene || last.focus !== focus) {
    last = { scene, focus, marks: findMarks(scene, focus) };
  }
  return last.marks;
}

/** From a weight as written to the tap it is applied at, and back. */
export function turned({ settings, geometry }: LabScene, { row, column }: LabCell): LabCell {
  const isTurned = settings.lab === 'convolution' && settings.flip;
  const [rows, columns] = geometry.kernel;
  return isTurned ? { row: rows - 1 - row, column: columns - 1 - column } : { row, column };
}

/** The cells of a window that are read, tap by tap. */
export function tapsIn({ geometry }: LabScene, span: LabWindow): readonly LabCell[] {
  const [rows, columns] = geometry.kernel;
  return Array.from({ length: rows * columns }, (_, place) => ({
    row: span.row + Math.floor(place / columns) * geometry.dilation[0],
    column: span.column + (place % columns) * geometry.dilation[1],
  }));
}

/** Cells whose values stand beyond the border where the window of an output cell reaches there: mirrored, repeated, from the other side. */
export function copiedFor({ geometry, input }: LabScene, cell: LabCell): readonly LabCell[] {
  const [, height, width] = input;
  return patchOf(geometry, { height, width }, cell).flatMap(({ at, cell: real }) =>
    real && (real.row !== at.row || real.column !== at.column) ? [real] : [],
  );
}

/** Whether a cell lies in one of the parts. */
export function isAmong(parts: readonly LabWindow[], { row, column }: LabCell): boolean {
  return parts.some(
    (part) =>
      row >= part.row &&
      column >= part.column &&
      row < part.row + part.rows &&
      column < part.column + part.columns,
  );
}

/** Rectangles as the path of an SVG whose unit is a cell. */
export function partsPath(parts: readonly LabWindow[]): string {
  return parts
    .map(({ row, column, rows, columns }) => {
      const width = String(columns);
      return `M${String(column)} ${String(row)}h${width}v${String(rows)}h-${width}z`;
    })
    .join('');
}

/** All cells from number `shown` on, in row-major order. */
export function veilPath(shown: number, rows: number, columns: number): string {
  const row = Math.floor(shown / columns);
  const column = shown % columns;
  if (row >= rows) return '';
  return partsPath([
    { row, column, rows: 1, columns: columns - column },
    { row: row + 1, column: 0, rows: rows - row - 1, columns },
  ]);
}

/** One cell as a part. */
export function cellPart({ row, column }: LabCell): LabWindow {
  return { row, column, rows: 1, columns: 1 };
}

function findMarks(scene: LabScene, { stage, cell }: LabFocus): StageMarks {
  const [, height, width] = scene.input;
  const input = { height, width };
  const output = { height: scene.output[1], width: scene.output[2] };
  if (stage === 'input') {
    const uses = outputsOf(scene.geometry, input, output, cell);
    const outputs = new Map(
      uses.map((use) => [use.output.row * output.width + use.output.column, use]),
    );
    return {
      input: [cellPart(cell)],
      kernel: uses.map(({ tap }) => turned(scene, tap)),
      output: [...outputs.values()].map((use) => cellPart(use.output)),
      count: outputs.size,
    };
  }
  if (stage === 'output') return NOTHING;
  const { rows, columns } = inputsOfTap(scene.geometry, input, output, turned(scene, cell));
  const across = runs(columns);
  return {
    input: runs(rows).flatMap(([row, tall]) =>
      across.map(([column, wide]) => ({ row, column, rows: tall, columns: wide })),
    ),
    kernel: [cell],
    output: [],
    count: rows.length * columns.length,
  };
}

/** Ascending numbers as runs of neighbours: first and count. */
function runs(numbers: readonly number[]): readonly (readonly [first: number, count: number])[] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const before = found.at(-1);
    if (before && before[0] + before[1] === number) before[1] += 1;
    else found.push([number, 1]);
  }
  return found;
}
