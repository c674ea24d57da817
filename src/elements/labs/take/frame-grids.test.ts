/** The numbers on a drawing of a lab: products, what is pooled, and the line that adds them up. */
import { describe, expect, it } from 'vitest';
import { labEn } from '../../../i18n/words/lab/index.en.ts';
import { poolGeometry } from '../../../math/lab/index.ts';
import type { LabPatch, LabScene, LabSettings } from '../../../session/index.ts';
import { kernelGrid, productsGrid, productsOf, sumLines } from './frame-grids.ts';
import type { LabFrame } from './frame-types.ts';

const SETTINGS = {
  lab: 'convolution',
  channels: 'grey',
  pool: { kind: 'max', size: 2, stride: 2 },
} as LabSettings;
const GEOMETRY = poolGeometry(2, 2);

function patch(channels: number, rows: number, columns: number, data: number[]): LabPatch {
  return { row: 0, column: 0, rows, columns, channels, data: Float32Array.from(data) };
}

function frameOf(
  scene: Partial<LabScene>,
  input: LabPatch,
  output: LabPatch,
  channel = 0,
  wins?: LabPatch,
): LabFrame {
  const whole = {
    settings: SETTINGS,
    input: [input.channels, input.rows, input.columns],
    output: [output.channels, output.rows, output.columns],
    geometry: GEOMETRY,
    weights: null,
    ...scene,
  } as LabScene;
  const cursor = { row: 0, column: 1 };
  return {
    scene: whole,
    cursor,
    numbers: { scene: whole, cursor, patches: { input, output, ...(wins ? { wins } : {}) } },
    channel,
    words: labEn,
    language: 'en',
    style: { ink: '#fff' },
    colorOf: () => [0, 0, 0],
  } as unknown as LabFrame;
}

const textsOf = ({ cells }: ReturnType<typeof kernelGrid>): string[] =>
  cells.map(({ text }) => text);
const ROW = [1, 2, 3, 4, 5, 6, 7, 8];
const WEIGHTS = Float32Array.of(1, -2, 0, 0.5);

describe('a convolution', () => {
  const frame = frameOf({ weights: WEIGHTS }, patch(1, 2, 4, ROW), patch(1, 1, 2, [0, -1]));

  it('multiplies each cell of the window by its weight', () => {
    expect(productsOf(frame, 0)).toEqual([3, -8, 0, 4]);
    expect(textsOf(kernelGrid(frame, 'max'))).toEqual(['1', '−2', '0', '0.5']);
    expect(textsOf(productsGrid(frame))).toEqual(['3', '−8', '0', '4']);
  });

  it('adds up, in a long line and in a short one', () => {
    expect(sumLines(frame)).toEqual(['3 + (−8) + 0 + 4 = −1', 'Sum of 4 products = −1']);
  });

  it('reads each tap of a dilated window', () => {
    const geometry = { ...GEOMETRY, stride: [1, 1], dilation: [1, 2] } as const;
    const dilated = frameOf(
      { weights: WEIGHTS, geometry },
      patch(1, 2, 4, ROW),
      patch(1, 1, 2, [0, 0]),
    );
    expect(productsOf(dilated, 0)).toEqual([2, -8, 0, 4]);
  });

  it('adds three channels, each with weights of its own', () => {
    const settings = { ...SETTINGS, channels: 'sum' } as const;
    const weights = Float32Array.of(1, 1, 1, 1, 0, 0, 0, 1, -1, 0, 0, 0);
    const input = patch(3, 2, 4, [...ROW, ...ROW, ...ROW]);
    const summed = frameOf({ weights, settings }, input, patch(1, 1, 2, [0, 27]), 2);
    expect(productsOf(summed, 2)).toEqual([-3, 0, 0, 0]);
    expect(textsOf(kernelGrid(summed, 'max'))).toEqual(['−1', '0', '0', '0']);
    expect(sumLines(summed)).toEqual(['R 22 + G 8 + B (−3) = 27', 'Sum of 12 products = 27']);
  });
});

describe('a pooling', () => {
  const pooling = { ...SETTINGS, lab: 'pooling' } as const;

  it('takes the largest, and marks it', () => {
    const wins = patch(1, 2, 4, [0, 0, 0, 0, 0, 0, 0, 1]);
    const input = patch(1, 2, 4, ROW);
    const frame = frameOf({ settings: pooling }, input, patch(1, 1, 2, [6, 8]), 0, wins);
    expect(sumLines(frame)[0]).toBe('max(3, 4, 7, 8) = 8');
    expect(productsGrid(frame).cells.map(({ mark }) => mark)).toEqual([null, null, null, 'win']);
    expect(textsOf(kernelGrid(frame, 'max'))).toEqual(['max', 'max', 'max', 'max']);
  });

  it('takes the mean of a channel', () => {
    const settings = { ...pooling, pool: { kind: 'average', size: 2, stride: 2 } } as const;
    const input = patch(3, 2, 4, [...ROW, ...ROW.map((value) => -value), ...ROW]);
    const output = patch(3, 1, 2, [0, 5.5, 0, -5.5, 0, 5.5]);
    const frame = frameOf({ settings }, input, output, 1);
    expect(sumLines(frame)[0]).toBe('G: ((−3) + (−4) + (−7) + (−8)) / 4 = −5.5');
    expect(textsOf(kernelGrid(frame, 'max'))[0]).toBe('1/4');
  });
});
