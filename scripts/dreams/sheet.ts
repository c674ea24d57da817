/** Puts square pictures of one size side by side in rows. Knows no file. */
import type { Pixels } from '../lib/webp.mjs';

/** How tiles lie in a sheet. */
export interface SheetLayout {
  readonly columns: number;
  readonly rows: number;
}

const USUAL_COLUMNS = 16;
/** The most pixels of a side that WebP can hold. */
const MOST_PIXELS = 16_383;
const RGB = 3;
const RGBA = 4;
const OPAQUE = 255;
/** Where there is no tile. */
const GREY = 128;

/** Rows of 16 tiles, of more where they would become too many. Throws RangeError when no sheet is large enough. */
export function layoutOf(count: number, size: number): SheetLayout {
  let columns = Math.min(count, USUAL_COLUMNS);
  while (Math.ceil(count / columns) * size > MOST_PIXELS) columns *= 2;
  if (columns * size > MOST_PIXELS) {
    throw new RangeError(
      `${count} pictures of ${size} pixels are too large for one sheet; choose a smaller --size or fewer --channels.`,
    );
  }
  return { columns, rows: Math.ceil(count / columns) };
}

/** The sheet of tiles, each RGB of size x size, in the order of reading. */
export function sheetOf(tiles: readonly Uint8Array[], size: number): Pixels {
  const { columns, rows } = layoutOf(tiles.length, size);
  const [width, height] = [columns * size, rows * size];
  const data = new Uint8ClampedArray(width * height * RGBA);
  for (let at = 0; at < data.length; at += RGBA) data.set([GREY, GREY, GREY, OPAQUE], at);
  tiles.forEach((tile, index) => {
    const left = (index % columns) * size;
    const top = Math.floor(index / columns) * size;
    for (let pixel = 0; pixel < size * size; pixel += 1) {
      const place = (top + Math.floor(pixel / size)) * width + left + (pixel % size);
      data.set(tile.subarray(pixel * RGB, (pixel + 1) * RGB), place * RGBA);
    }
  });
  return { data, width, height };
}

/** RGB of RGBA. */
export function withoutAlpha(pixels: ArrayLike<number>): Uint8Array {
  return Uint8Array.from({ length: (pixels.length / RGBA) * RGB }, (_, index) => {
    const pixel = Math.floor(index / RGB);
    return pixels[pixel * RGBA + (index % RGB)] ?? 0;
  });
}
