/** The colours of values, and whole pictures of them. */
import { expect, test } from 'vitest';
import { randomArray } from '../../base/index.ts';
import { COLORMAPS } from '../colormaps.ts';
import type { Shape3 } from '../tensor.ts';
import { LAB_DISPLAYS, displayColor, paintPicture } from './display.ts';
import type { LabLook } from './display.ts';

const COLORMAP = COLORMAPS['blue-red'];
const BYTES = { low: 0, high: 255 };

const greyByte = (value: number, look: LabLook): number =>
  Math.round(255 * displayColor([value], look, COLORMAP)[0]);

test.each([
  [{ display: 'clamp', low: -1, high: 3 }, [-2, -1, 0, 1, 3, 9], [0, 0, 64, 128, 255, 255]],
  [{ display: 'clamp', low: 3, high: 3 }, [2, 3, 4], [0, 0, 0]],
  [{ display: 'absolute', low: 7, high: 5 }, [-9, -5, -1, 0, 2], [255, 255, 51, 0, 102]],
  [{ display: 'absolute', low: 0, high: 0 }, [-1, 0, 1], [0, 0, 0]],
] as const)('%j', (look, values, bytes) => {
  expect(values.map((value) => greyByte(value, look))).toEqual(bytes);
});

/** Values of f32 and what `astype(uint8)` of NumPy 2.4.6 makes of them. */
const WRAPPED = [
  [-1, 255],
  [-0.5, 0],
  [0.999, 0],
  [255.9, 255],
  [256, 0],
  [257, 1],
  [-255.5, 1],
  [-256, 0],
  [-257, 255],
  [511.7, 255],
  [1000, 232],
  [-1000, 24],
] as const;
/** The same of 255 times the value. */
const WRAPPED_PARTS = [
  [-0.25, 193],
  [-0.003, 0],
  [0.5, 127],
  [1, 255],
  [1.004, 0],
  [1.5, 126],
  [0.1, 25],
  [0.7, 178],
  [2.25, 61],
] as const;

test('wrap is what NumPy does to a picture of bytes', () => {
  for (const [value, byte] of WRAPPED) {
    expect(greyByte(Math.fround(value), { display: 'wrap', ...BYTES })).toBe(byte);
  }
  for (const [value, byte] of WRAPPED_PARTS) {
    expect(greyByte(Math.fround(value), { display: 'wrap', low: 0, high: 1 })).toBe(byte);
  }
});

test('diverging: the colour map for one channel, each channel by itself for three', () => {
  const look: LabLook = { display: 'diverging', low: 0, high: 2 };
  const colors = [-9, 0, 2].map((value) => displayColor([value], look, COLORMAP));
  const bytes = colors.map((color) => color.map((part) => Math.round(255 * part)));
  const of = (index: number) => [...COLORMAP.subarray(3 * index, 3 * index + 3), 255];
  expect(bytes).toEqual([of(0), of(128), of(255)]);
  expect(displayColor([-2, 0, 1], look, COLORMAP)).toEqual([0, 0.5, 0.75, 1]);
});

test('mask: a colour where a value is above zero, else nothing', () => {
  const mask = [0.1, 0.2, 0.3, 0.5] as const;
  const look: LabLook = { display: 'mask', ...BYTES, mask };
  expect(displayColor([0.001], look, COLORMAP)).toEqual(mask);
  expect(displayColor([0], look, COLORMAP)).toEqual([0, 0, 0, 0]);
  expect(displayColor([-1, 0, -3], look, COLORMAP)).toEqual([0, 0, 0, 0]);
  expect(displayColor([-1, 0, 3], look, COLORMAP)).toEqual(mask);
  // ImageData is not premultiplied.
  const tensor = { shape: [1, 1, 2], data: Float32Array.of(1, -1) } as const;
  expect([...paintPicture(tensor, look, COLORMAP)]).toEqual([51, 102, 153, 128, 0, 0, 0, 0]);
});

test('what is not finite is magenta', () => {
  for (const display of LAB_DISPLAYS) {
    const look: LabLook = { display, ...BYTES };
    for (const value of [NaN, Infinity, -Infinity]) {
      expect(displayColor([1, value, 1], look, COLORMAP)).toEqual([1, 0, 1, 1]);
      const tensor = { shape: [1, 1, 1], data: Float32Array.of(value) } as const;
      expect([...paintPicture(tensor, look, COLORMAP)]).toEqual([255, 0, 255, 255]);
    }
  }
});

test.each(
  LAB_DISPLAYS.flatMap((display) => ([1, 3] as const).map((channels) => ({ display, channels }))),
)('a picture of $channels channels is its colours, $display', ({ display, channels }) => {
  const shape: Shape3 = [channels, 7, 5];
  const data = randomArray(channels * 35, 3, -300, 600);
  data[4] = NaN;
  const look: LabLook = { display, low: -20, high: 200 };
  const bytes = paintPicture({ shape, data }, look, COLORMAP);
  expect(bytes).toHaveLength(4 * 35);
  for (let cell = 0; cell < 35; cell += 1) {
    const values = Array.from({ length: channels }, (_, c) => data[c * 35 + cell] ?? 0);
    const expected = displayColor(values, look, COLORMAP).map((part) => 255 * part);
    const painted = [...bytes.subarray(4 * cell, 4 * cell + 4)];
    painted.forEach((byte, i) => {
      expect(Math.abs(byte - (expected[i] ?? NaN))).toBeLessThanOrEqual(0.5 + 1e-9);
    });
  }
});
