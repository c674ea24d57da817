/** Animated GIFs: what is written is read back frame by frame and pixel by pixel. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { GifWriter, paletteOf } from './gif-writer.ts';
import type { GifLibrary } from './gif-writer.ts';

const library = createRequire(import.meta.url)('gifenc') as GifLibrary;
const SIZE = { width: 16, height: 12 };
const CELLS = SIZE.width * SIZE.height;
const GREY = [64, 64, 64];
const BLUE = [76, 194, 238];
const ORANGE = [243, 154, 78];

/** A grey picture with a blue cell in place `place` and an orange one at the end. */
function picture(place: number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * CELLS);
  for (let cell = 0; cell < CELLS; cell += 1) {
    const color = cell === place ? BLUE : cell === CELLS - 1 ? ORANGE : GREY;
    rgba.set([...color, 255], 4 * cell);
  }
  return rgba;
}

/** Indices of a frame, and what it says of itself; every frame is as large as the first. */
interface Frame {
  readonly transparent: number | null;
  readonly delay: number;
  readonly indices: readonly number[];
}

function read(bytes: Uint8Array): { readonly palette: number[][]; readonly frames: Frame[] } {
  const at = (index: number): number => bytes[index] ?? 0;
  const colors = 2 ** ((at(10) & 7) + 1);
  const palette = Array.from({ length: colors }, (_, i) => [
    at(13 + 3 * i),
    at(14 + 3 * i),
    at(15 + 3 * i),
  ]);
  const frames: Frame[] = [];
  let place = 13 + 3 * colors;
  let [transparent, delay]: [number | null, number] = [null, 0];
  while (at(place) !== 0x3b) {
    const isImage = at(place) === 0x2c;
    if (!isImage && at(place + 1) === 0xf9) {
      transparent = at(place + 3) & 1 ? at(place + 6) : null;
      delay = at(place + 4) + 256 * at(place + 5);
    }
    place += isImage ? 10 : 2;
    const codeSize = isImage ? at(place++) : 0;
    const data: number[] = [];
    for (; at(place) > 0; place += 1 + at(place)) {
      data.push(...bytes.subarray(place + 1, place + 1 + at(place)));
    }
    place += 1;
    if (isImage) frames.push({ transparent, delay, indices: unpack(data, codeSize) });
  }
  return { palette, frames };
}

/** LZW as GIF has it. */
function unpack(data: readonly number[], codeSize: number): number[] {
  const clear = 2 ** codeSize;
  const plain = (): number[][] =>
    Array.from({ length: clear + 2 }, (_, i) => (i < clear ? [i] : []));
  const found: number[] = [];
  let table = plain();
  let size = codeSize + 1;
  let before: number[] | null = null;
  for (let bit = 0; bit + size <= 8 * data.length;) {
    let code = 0;
    for (let i = 0; i < size; i += 1, bit += 1) {
      code |= (((data[bit >> 3] ?? 0) >> (bit & 7)) & 1) << i;
    }
    if (code === clear + 1) break;
    if (code === clear) {
      table = plain();
      size = codeSize + 1;
      before = null;
      continue;
    }
    const entry: number[] = table[code] ?? [...(before ?? []), before?.[0] ?? 0];
    found.push(...entry);
    if (before && table.length < 4096) table.push([...before, entry[0] ?? 0]);
    if (table.length === 2 ** size && size < 12) size += 1;
    before = entry;
  }
  return found;
}

describe('GifWriter', () => {
  it('writes pictures that read back as they were', () => {
    const places = [3, 40, 41, 100];
    const pictures = places.map(picture);
    const writer = new GifWriter(library, SIZE, paletteOf(library, pictures, [BLUE, ORANGE]));
    pictures.forEach((rgba, index) => writer.add(rgba, 100 + 10 * index));
    const bytes = writer.finish();
    expect(new TextDecoder().decode(bytes.subarray(0, 6))).toBe('GIF89a');
    const { palette, frames } = read(bytes);
    expect(frames.map(({ delay }) => delay)).toEqual([10, 11, 12, 13]);
    const shown = new Array<number>(CELLS).fill(0);
    frames.forEach(({ indices, transparent }, index) => {
      expect(indices).toHaveLength(CELLS);
      indices.forEach((color, cell) => {
        if (color !== transparent) shown[cell] = color;
      });
      const rgba = shown.flatMap((color) => [...(palette[color] ?? []), 255]);
      expect(rgba).toEqual([...(pictures[index] ?? [])]);
    });
  });

  it('writes only what changed', () => {
    const pictures = [picture(3), picture(4)];
    const writer = new GifWriter(library, SIZE, paletteOf(library, pictures, [BLUE]));
    for (const rgba of pictures) writer.add(rgba, 100);
    const [first, second] = read(writer.finish()).frames;
    expect(first?.transparent).toBeNull();
    expect(second?.indices.filter((color) => color !== second.transparent)).toHaveLength(2);
  });

  it('keeps the colours it is told to keep, whatever else there is', () => {
    const many = new Uint8ClampedArray(4 * 4096);
    for (let i = 0; i < 4096; i += 1)
      many.set([i & 255, (i >> 4) & 255, (i * 7) & 255, 255], 4 * i);
    const palette = paletteOf(library, [many], [BLUE, ORANGE]);
    expect(palette.slice(0, 2)).toEqual([BLUE, ORANGE]);
    expect(palette.length).toBeLessThanOrEqual(255);
    expect(palette.length).toBeGreaterThan(200);
  });
});
