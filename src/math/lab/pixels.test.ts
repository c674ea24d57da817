/** Grey as Pillow makes it, and where each byte goes. */
import { expect, test } from 'vitest';
import { greyOf, pixelValues } from './pixels.ts';

/** Red, green, blue, and what `Image.convert("L")` of Pillow 12.3.0 makes of them. */
const FROM_PILLOW = [
  [0, 0, 0, 0],
  [255, 255, 255, 255],
  [255, 0, 0, 76],
  [0, 255, 0, 150],
  [0, 0, 255, 29],
  [1, 2, 3, 2],
  [12, 200, 77, 130],
  [254, 253, 255, 254],
  [128, 127, 129, 128],
  [3, 1, 0, 1],
  [0, 0, 4, 0],
  [0, 0, 5, 1],
  [200, 100, 50, 124],
  [17, 254, 1, 154],
] as const;

test.each(FROM_PILLOW)('the grey of %i, %i, %i is %i', (r, g, b, grey) => {
  expect(greyOf(r, g, b)).toBe(grey);
});

const TWO_PIXELS = Uint8Array.of(255, 0, 51, 7, 12, 200, 77, 0);

test('three channels one after the other, alpha passed over', () => {
  const { shape, data } = pixelValues(TWO_PIXELS, 1, 2, 3, 1);
  expect(shape).toEqual([3, 1, 2]);
  expect([...data]).toEqual([255, 12, 0, 200, 51, 77]);
  const parts = pixelValues(Uint8ClampedArray.from(TWO_PIXELS), 1, 2, 3, 255).data;
  expect(parts).toEqual(Float32Array.from([255, 12, 0, 200, 51, 77], (value) => value / 255));
});

test('one channel of grey', () => {
  const { shape, data } = pixelValues(TWO_PIXELS, 2, 1, 1, 1);
  expect(shape).toEqual([1, 2, 1]);
  expect([...data]).toEqual([82, 130]);
  expect(pixelValues(TWO_PIXELS, 2, 1, 1, 255).data[1]).toBe(Math.fround(130 / 255));
});
