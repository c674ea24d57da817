/** Marks, numbers and sums of a small scene, against what is counted by hand or by the reference. */
import { expect, test } from 'vitest';
import type { PaddedGeometry } from '../../../math/index.ts';
import { neighbourhood, windowSpan, windowValues } from '../../../math/lab/index.ts';
import type { LabCell } from '../../../math/lab/index.ts';
import { paddedConvolution } from '../../../math/reference/index.ts';
import type { LabNumbers, LabPlane, LabScene, LabSettings } from '../../../session/index.ts';
import { cellsBetween } from './cells-between.ts';
import { cellAtPoint, placeNumbers } from './draw-numbers.ts';
import { numbersSpec } from './numbers-spec.ts';
import type { NumbersRequest } from './numbers-spec.ts';
import { stageExtent } from './stage-extent.ts';
import { stepOfKey } from './stage-keys.ts';
import { isAmong, marksOf, partsPath, turned, veilPath } from './stage-marks.ts';
import { picturesOf } from './stage-planes.ts';
import { windowPool, windowSum } from './window-terms.ts';

const SIDE = 6;
const LEAST = 9;
const INPUT = {
  shape: [3, SIDE, SIDE],
  data: Float32Array.from({ length: 3 * SIDE * SIDE }, (_, place) => (place * 7) % 23),
} as const;
const GEOMETRY: PaddedGeometry = {
  kernel: [3, 2],
  stride: [1, 1],
  dilation: [1, 2],
  before: [1, 1],
  after: [1, 1],
  padding: 'edge',
  value: 0,
};
const WEIGHTS = Float32Array.from({ length: 18 }, (_, place) => place - 6);
const OUTPUT = paddedConvolution(INPUT, { ...GEOMETRY, weights: WEIGHTS, outputs: 1, groups: 1 });

function sceneWith(part: Partial<LabScene>, settings: Partial<LabSettings> = {}): LabScene {
  return {
    settings: { lab: 'convolution', flip: true, channels: 'sum', ...settings } as LabSettings,
    title: { en: '', ja: '' },
    input: INPUT.shape,
    output: OUTPUT.shape,
    geometry: GEOMETRY,
    weights: WEIGHTS,
    planes: ['input', 'output', 'parts'],
    ...part,
  };
}

function numbersAt(scene: LabScene, cursor: LabCell): LabNumbers {
  const span = neighbourhood(windowSpan(scene.geometry, cursor), LEAST);
  const beside = { row: cursor.row - 4, column: cursor.column - 4, rows: LEAST, columns: LEAST };
  const { padding: mode, value } = scene.geometry;
  const nothing = { mode: 'constant', value: NaN } as const;
  return {
    scene,
    cursor,
    patches: {
      input: { ...span, channels: 3, data: windowValues(INPUT, span, { mode, value }) },
      output: { ...beside, channels: 1, data: windowValues(OUTPUT, beside, nothing) },
    },
  };
}

test('the products of every window add up to the output of the reference', () => {
  const scene = sceneWith({});
  const [, rows, columns] = OUTPUT.shape;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const numbers = numbersAt(scene, { row, column });
      const sum = windowSum(numbers, 1);
      expect(sum?.parts).toHaveLength(3);
      const total = sum?.parts.reduce((all, part) => all + part, 0);
      expect(total).toBeCloseTo(OUTPUT.data[row * columns + column] ?? NaN, 3);
      expect(sum?.output).toBe(OUTPUT.data[row * columns + column]);
      const part = sum?.terms.reduce((all, { product }) => all + product, 0);
      expect(part).toBeCloseTo(sum?.parts[1] ?? NaN, 6);
    }
  }
});

test('a pooling names the first of equal values by its cell of the input', () => {
  const geometry: PaddedGeometry = {
    ...GEOMETRY,
    kernel: [2, 2],
    dilation: [1, 1],
    stride: [2, 2],
    before: [0, 0],
    after: [0, 0],
  };
  const scene = sceneWith({ geometry }, { lab: 'pooling' });
  const numbers = numbersAt(scene, { row: 1, column: 1 });
  const window = { row: 2, column: 2, rows: 2, columns: 2 };
  const input = { ...window, channels: 1, data: Float32Array.of(4, 4, 4, 4) };
  const pool = windowPool({ ...numbers, patches: { ...numbers.patches, input } }, 0);
  expect(pool).toMatchObject({ winner: 0, at: { row: 2, column: 2 }, ties: 4, sum: 16 });
});

test('an input cell marks what reads it, a weight what it is laid on, turned where the kernel is', () => {
  const scene = sceneWith({});
  const corner = marksOf(scene, { stage: 'input', cell: { row: 0, column: 0 } });
  // Edge padding: the corner is read by its copies as well.
  expect(corner.output.map(({ row, column }) => [row, column])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  expect(turned(scene, { row: 0, column: 0 })).toEqual({ row: 2, column: 1 });
  expect(turned(sceneWith({}, { flip: false }), { row: 0, column: 0 })).toEqual({
    row: 0,
    column: 0,
  });
  const strided = sceneWith({
    geometry: { ...GEOMETRY, stride: [2, 1], padding: 'constant' },
    output: [1, 3, 6],
  });
  const met = marksOf(strided, { stage: 'kernel', cell: { row: 0, column: 0 } });
  expect(met.input).toEqual([
    { row: 1, column: 1, rows: 1, columns: 5 },
    { row: 3, column: 1, rows: 1, columns: 5 },
    { row: 5, column: 1, rows: 1, columns: 5 },
  ]);
  expect(met.count).toBe(15);
});

test('what is pointed at on the output marks nothing, and nothing is marked without a focus', () => {
  const scene = sceneWith({});
  expect(marksOf(scene, null).count).toBe(0);
  expect(marksOf(scene, { stage: 'output', cell: { row: 1, column: 1 } }).input).toEqual([]);
});

test('paths are rectangles, and the veil begins at the cell that was not passed', () => {
  expect(partsPath([{ row: 1, column: 2, rows: 3, columns: 4 }])).toBe('M2 1h4v3h-4z');
  expect(veilPath(5, 3, 4)).toBe('M1 1h3v1h-3zM0 2h4v1h-4z');
  expect(veilPath(12, 3, 4)).toBe('');
  expect(isAmong([{ row: 1, column: 2, rows: 3, columns: 4 }], { row: 3, column: 5 })).toBe(true);
  expect(isAmong([{ row: 1, column: 2, rows: 3, columns: 4 }], { row: 4, column: 5 })).toBe(false);
});

function request(part: Partial<NumbersRequest>, cursor: LabCell): NumbersRequest {
  return {
    numbers: numbersAt(sceneWith({}), cursor),
    side: 'input',
    plane: 'input',
    channel: 0,
    rows: 7,
    columns: 7,
    shown: null,
    linked: [],
    colorOf: () => [0, 0, 0],
    look: { ground: '', line: '', faint: '', accent: '', pin: '', font: '' },
    ...part,
  };
}

test('the magnified part holds the window with its taps, and knows what lies beyond the border', () => {
  const spec = numbersSpec(request({ rows: 3, columns: 3 }, { row: 0, column: 0 }));
  expect(spec).toMatchObject({ row: -1, column: -1, rows: 3, columns: 3 });
  expect(spec?.frame).toEqual({ row: -1, column: -1, rows: 3, columns: 3 });
  expect(spec?.cells.map(({ isBeyond }) => isBeyond)).toEqual([
    ...[true, true, true],
    ...[true, false, false],
    ...[true, false, false],
  ]);
  const taps = [true, false, true];
  expect(spec?.cells.map(({ mark }) => mark === 'tap')).toEqual([...taps, ...taps, ...taps]);
  // Edge: the corner is repeated.
  expect(spec?.cells.slice(0, 2).map(({ text }) => text)).toEqual(['0', '0']);
});

test('output cells that the window has not passed are empty', () => {
  const cursor = { row: 2, column: 2 };
  const spec = numbersSpec(
    request({ side: 'output', plane: 'output', rows: 3, columns: 3, shown: 2 * 6 + 3 }, cursor),
  );
  const hasText = spec?.cells.map(({ text }) => text !== '');
  expect(hasText).toEqual([true, true, true, true, true, false, false, false, false]);
});

test('of a plane that has no numbers there is nothing', () => {
  expect(numbersSpec(request({ plane: 'target' }, { row: 0, column: 0 }))).toBeNull();
});

test('every point of a magnified cell finds it', () => {
  const part = { row: -2, column: 3, rows: 5, columns: 7 };
  const place = placeNumbers(part, 300, 180);
  for (let row = 0; row < part.rows; row += 1) {
    for (let column = 0; column < part.columns; column += 1) {
      const x = place.left + (column + 0.5) * place.cellWidth;
      const y = place.top + (row + 0.5) * place.cellHeight;
      expect(cellAtPoint(part, place, x, y)).toEqual({ row: row - 2, column: column + 3 });
    }
  }
  expect(place.left + part.columns * place.cellWidth).toBeLessThanOrEqual(300);
  expect(place.top + part.rows * place.cellHeight).toBeLessThanOrEqual(180);
  expect(cellAtPoint(part, place, place.left - 1, place.top)).toBeNull();
});

test('the input takes room for its padding; the output has cells of the same size, but is no smaller than half', () => {
  const scene = sceneWith({});
  expect(stageExtent(scene, 'input')).toEqual({
    row: -1,
    column: -1,
    rows: 8,
    columns: 8,
    share: 1,
  });
  expect(stageExtent(scene, 'output')).toMatchObject({ rows: 6, columns: 6, share: 0.75 });
  expect(stageExtent(sceneWith({ output: [1, 2, 2] }), 'output').share).toBe(0.5);
});

test('keys stay inside the output, and the way of a pointer has no gaps', () => {
  const shape = [1, 3, 4] as const;
  const corner = { row: 0, column: 3 };
  expect(stepOfKey('ArrowRight', corner, shape)).toEqual(corner);
  expect(stepOfKey('ArrowUp', corner, shape)).toEqual(corner);
  expect(stepOfKey('PageDown', corner, shape)).toEqual({ row: 2, column: 3 });
  expect(stepOfKey('Home', corner, shape)).toEqual({ row: 0, column: 0 });
  expect(stepOfKey('a', corner, shape)).toBeNull();
  const way = cellsBetween({ row: 0, column: 0 }, { row: 2, column: 5 });
  expect(way).toHaveLength(6);
  expect(way.at(-1)).toEqual({ row: 2, column: 5 });
  expect(cellsBetween(corner, corner)).toEqual([corner]);
});

test.each<[readonly LabPlane[], string[], string[]]>([
  [['input', 'output'], ['input'], ['output']],
  [
    ['input', 'output', 'upstream', 'inputGradient'],
    ['input', 'inputGradient'],
    ['output', 'upstream'],
  ],
  [['input', 'output', 'target'], ['input'], ['output', 'target']],
  [
    ['input', 'output', 'inputBefore', 'outputBefore'],
    ['inputBefore', 'input'],
    ['outputBefore', 'output'],
  ],
])('of %j each side shows its own', (planes, input, output) => {
  const scene = sceneWith({ planes });
  expect(picturesOf(scene, 'input').map(({ plane }) => plane)).toEqual(input);
  expect(picturesOf(scene, 'output').map(({ plane }) => plane)).toEqual(output);
});

test('channels that are convolved alone are not added up', () => {
  // One kernel, as often as there are channels.
  const weights = Float32Array.from({ length: 18 }, (_, place) => (place % 6) - 2);
  const alone = paddedConvolution(INPUT, { ...GEOMETRY, weights, outputs: 3, groups: 3 });
  const scene = sceneWith({ weights, output: alone.shape }, { channels: 'each' });
  const cursor = { row: 2, column: 3 };
  const numbers = numbersAt(scene, cursor);
  const beside = { row: -2, column: -1, rows: LEAST, columns: LEAST };
  const data = windowValues(alone, beside, { mode: 'constant', value: NaN });
  const output = { ...beside, channels: 3, data };
  for (const channel of [0, 1, 2]) {
    const sum = windowSum({ ...numbers, patches: { ...numbers.patches, output } }, channel);
    expect(sum?.parts).toHaveLength(1);
    expect(sum?.parts[0]).toBeCloseTo(sum?.output ?? NaN, 3);
  }
});
