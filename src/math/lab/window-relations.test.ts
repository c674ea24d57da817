/** Against what is found by asking every product one by one, and against the gradients of the reference. */
import { describe, expect, it, test } from 'vitest';
import {
  OUTPUT_MODES,
  PADDING_MODES,
  kernelExtent,
  paddedCell,
  paddedOutput,
  paddingFor,
} from '../padding.ts';
import type { PaddedGeometry } from '../padding.ts';
import { maxPool, paddedConvolutionInputGradient } from '../reference/index.ts';
import { poolOutput } from '../shapes.ts';
import type { Pair } from '../shapes.ts';
import {
  inputsOfTap,
  neighbourhood,
  outputsOf,
  patchOf,
  poolGeometry,
  tiesOf,
  windowSpan,
  winnerOf,
} from './window-relations.ts';
import type { MapExtent } from './window-relations.ts';

const STEPS = [1, 2, 3, 4];
/** Rows and columns of kernels and of maps: even, odd, single, and kernels larger than the map. */
const KERNELS: readonly Pair[] = [
  [1, 2],
  [3, 3],
  [4, 1],
  [2, 4],
];
const MAPS: readonly Pair[] = [
  [1, 4],
  [3, 5],
  [7, 2],
];

interface Setting {
  readonly geometry: PaddedGeometry;
  readonly input: MapExtent;
  readonly output: MapExtent;
}

/** A product, in words that sort nowhere: output, tap, virtual cell, real cell. */
interface Product {
  readonly output: Pair;
  readonly tap: Pair;
  readonly at: Pair;
  readonly cell: Pair | null;
}

function* settings(stride: Pair, dilation: Pair): Generator<Setting> {
  for (const kernel of KERNELS) {
    for (const mode of OUTPUT_MODES) {
      for (const isFlipped of [false, true]) {
        const rows = paddingFor(mode, kernel[0], dilation[0], isFlipped);
        const columns = paddingFor(mode, kernel[1], dilation[1], isFlipped);
        for (const padding of PADDING_MODES) {
          for (const [height, width] of MAPS) {
            const geometry = {
              kernel,
              stride,
              dilation,
              before: [rows[0], columns[0]],
              after: [rows[1], columns[1]],
              padding,
              value: 7,
            } as const;
            if (!fits(geometry, height, width)) continue;
            const shape = paddedOutput([1, height, width], 1, geometry);
            yield {
              geometry,
              input: { height, width },
              output: { height: shape[1], width: shape[2] },
            };
          }
        }
      }
    }
  }
}

function fits({ kernel, dilation, before, after }: PaddedGeometry, ...map: number[]): boolean {
  return [0, 1].every(
    (axis) =>
      kernelExtent(kernel[axis]!, dilation[axis]!) <= map[axis]! + before[axis]! + after[axis]!,
  );
}

/** Every product there is, as the reference goes through them. */
function products({ geometry, input, output }: Setting): readonly Product[] {
  const { kernel, stride, dilation, before, padding } = geometry;
  const found: Product[] = [];
  for (let y = 0; y < output.height; y += 1) {
    for (let x = 0; x < output.width; x += 1) {
      for (let v = 0; v < kernel[0]; v += 1) {
        for (let u = 0; u < kernel[1]; u += 1) {
          const at = [
            y * stride[0] + v * dilation[0] - before[0],
            x * stride[1] + u * dilation[1] - before[1],
          ] as const;
          const row = paddedCell(padding, at[0], input.height);
          const column = paddedCell(padding, at[1], input.width);
          const cell = row < 0 || column < 0 ? null : ([row, column] as const);
          found.push({ output: [y, x], tap: [v, u], at, cell });
        }
      }
    }
  }
  return found;
}

const cellOf = ([row, column]: Pair) => ({ row, column });
const isAt = (pair: Pair | null, row: number, column: number): boolean =>
  pair !== null && pair[0] === row && pair[1] === column;

function* cellsOf(rows: number, columns: number) {
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) yield { row, column };
  }
}

const combinations = STEPS.flatMap((stride) =>
  STEPS.map((dilation) => [stride, dilation] as const),
);

describe.each(combinations)('stride %i, dilation %i', (stride, dilation) => {
  /** The other axis has other steps. */
  const all = [...settings([stride, 5 - stride], [dilation, 5 - dilation])];

  it('has enough settings to say something', () => {
    expect(all.length).toBeGreaterThan(200);
    expect(new Set(all.map(({ geometry }) => geometry.padding)).size).toBe(PADDING_MODES.length);
  });

  it('patch of an output, outputs of a cell, cells of a tap', () => {
    for (const setting of all) {
      const { geometry, input, output } = setting;
      const every = products(setting);
      const failed: unknown[] = [];
      const compare = (found: unknown, expected: unknown): void => {
        if (JSON.stringify(found) !== JSON.stringify(expected)) failed.push({ found, expected });
      };
      for (const cell of cellsOf(output.height, output.width)) {
        const own = every.filter((one) => isAt(one.output, cell.row, cell.column));
        const expected = own.map(({ tap, at, cell: real }) => ({
          tap: cellOf(tap),
          at: cellOf(at),
          cell: real && cellOf(real),
        }));
        compare(patchOf(geometry, input, cell), expected);
        const span = windowSpan(geometry, cell);
        compare(cellOf(own[0]!.at), { row: span.row, column: span.column });
        const last = { row: span.row + span.rows - 1, column: span.column + span.columns - 1 };
        compare(cellOf(own.at(-1)!.at), last);
      }
      for (const cell of cellsOf(input.height, input.width)) {
        const own = every.filter((one) => isAt(one.cell, cell.row, cell.column));
        const expected = own.map((one) => ({ output: cellOf(one.output), tap: cellOf(one.tap) }));
        compare(outputsOf(geometry, input, output, cell), expected);
      }
      for (const tap of cellsOf(...geometry.kernel)) {
        const own = every.filter((one) => isAt(one.tap, tap.row, tap.column));
        const found = inputsOfTap(geometry, input, output, tap);
        const product = found.rows.flatMap((row) => found.columns.map((column) => [row, column]));
        const cells = own.flatMap((one) => (one.cell ? [one.cell] : []));
        const sorted = [...new Set(cells.map(([row, column]) => row * input.width + column))]
          .sort((a, b) => a - b)
          .map((place) => [Math.floor(place / input.width), place % input.width]);
        compare(product, sorted);
        compare(
          found.constant,
          own.some((one) => one.cell === null),
        );
      }
      expect(failed, JSON.stringify(setting)).toEqual([]);
    }
  });

  it('a cell takes part as often as its gradient counts where all else is 1', () => {
    for (const { geometry, input, output } of all) {
      const { kernel } = geometry;
      const ones = (length: number) => new Float32Array(length).fill(1);
      const counts = paddedConvolutionInputGradient(
        [1, input.height, input.width],
        { shape: [1, output.height, output.width], data: ones(output.height * output.width) },
        { ...geometry, weights: ones(kernel[0] * kernel[1]), outputs: 1, groups: 1 },
      );
      const found = [...cellsOf(input.height, input.width)].map(
        (cell) => outputsOf(geometry, input, output, cell).length,
      );
      expect(found).toEqual([...counts.data]);
    }
  });
});

test('a weight that is only laid on the constant has no cells', () => {
  const [height, width] = [1, 5];
  const [before, after] = [paddingFor('same', 3, 1, false), paddingFor('same', 3, 1, false)];
  const geometry: PaddedGeometry = {
    ...poolGeometry(3, 1),
    before: [before[0], after[0]],
    after: [before[1], after[1]],
  };
  const found = inputsOfTap(geometry, { height, width }, { height, width }, { row: 0, column: 1 });
  expect(found).toEqual({ rows: [], columns: [0, 1, 2, 3, 4], constant: true });
});

test('a neighbourhood has a margin of one, the least size, and the odd cell before', () => {
  const span = { row: -1, column: 10, rows: 3, columns: 4 };
  expect(neighbourhood(span, 1)).toEqual({ row: -2, column: 9, rows: 5, columns: 6 });
  expect(neighbourhood(span, 9)).toEqual({ row: -4, column: 7, rows: 9, columns: 9 });
  for (let size = 1; size <= 9; size += 1) {
    for (let least = 1; least <= 12; least += 1) {
      const window = neighbourhood({ row: 0, column: 0, rows: size, columns: size }, least);
      const after = window.row + window.rows - size;
      expect(window.rows).toBe(Math.max(least, size + 2));
      expect([0, 1]).toContain(-window.row - after);
      expect(after).toBeGreaterThanOrEqual(1);
    }
  }
});

describe('pooling', () => {
  /** Few values, so that many are alike. */
  const data = Float32Array.from({ length: 7 * 6 }, (_, place) => (place * place * 5) % 4);
  const input = { shape: [1, 7, 6], data } as const;
  const extent = { height: 7, width: 6 };

  it.each(STEPS.flatMap((size) => STEPS.map((stride) => [size, stride] as const)))(
    'window %i, stride %i: the winners of the reference, and all cells like them',
    (size, stride) => {
      const geometry = poolGeometry(size, stride);
      const shape = poolOutput(input.shape, size, stride);
      expect(paddedOutput(input.shape, 1, geometry)).toEqual(shape);
      const { output, winners } = maxPool(input, size, stride);
      let place = 0;
      for (const cell of cellsOf(shape[1], shape[2])) {
        const cells = patchOf(geometry, extent, cell).map((tap) => tap.cell!);
        const values = Float32Array.from(cells, ({ row, column }) => data[row * 6 + column]!);
        const { row, column } = cells[winnerOf(values)]!;
        expect(row * 6 + column).toBe(winners[place]);
        const ties = tiesOf(values);
        expect(ties[0]).toBe(winnerOf(values));
        expect(ties).toHaveLength(values.filter((value) => value === output.data[place]).length);
        expect(ties.every((tie) => values[tie] === output.data[place])).toBe(true);
        place += 1;
      }
      expect(place).toBe(winners.length);
    },
  );

  it('passes over what is no number', () => {
    expect(winnerOf(Float32Array.of(NaN, -2, -1, -1))).toBe(2);
    expect(tiesOf(Float32Array.of(NaN, -2, -1, -1))).toEqual([2, 3]);
    expect(tiesOf(Float32Array.of(NaN, NaN))).toEqual([0]);
    expect(tiesOf(Float32Array.of(-Infinity, -Infinity))).toEqual([0, 1]);
  });
});
