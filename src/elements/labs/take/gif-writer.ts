/** Frames as an animated GIF: one palette for all, and of each frame only what changed. Knows no canvas. */
import type * as Gifenc from 'gifenc';
import type { GifPalette, GifStream } from 'gifenc';
import type { Extent } from '../../../math/index.ts';

/** The encoder, which is loaded when it is needed. */
export type GifLibrary = Pick<typeof Gifenc, 'GIFEncoder' | 'quantize' | 'nearestColorIndex'>;

/** Colours of a GIF; the last one stands for what stays as it was. */
const COLORS = 256;
const SAME = COLORS - 1;
const LEAVE = 1;
const RGB_MASK = 0xffffff;
const BYTE = 0xff;
const GREEN = 8;
const BLUE = 16;

/** A palette of `fixed` and what stands best for the pixels of the samples. */
export function paletteOf(
  library: GifLibrary,
  samples: readonly Uint8ClampedArray[],
  fixed: GifPalette,
): GifPalette {
  const all = new Uint8ClampedArray(samples.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const sample of samples) {
    all.set(sample, start);
    start += sample.length;
  }
  const found = library.quantize(all, SAME - fixed.length);
  return [...fixed, ...found].slice(0, SAME);
}

/** Writes frames of one size one after the other. */
export class GifWriter {
  readonly #library: GifLibrary;
  readonly #size: Extent;
  readonly #palette: GifPalette;
  readonly #stream: GifStream;
  readonly #known = new Map<number, number>();
  #before: Uint32Array | null = null;

  constructor(library: GifLibrary, size: Extent, palette: GifPalette) {
    this.#library = library;
    this.#size = size;
    this.#palette = palette;
    this.#stream = library.GIFEncoder();
  }

  /** Adds a frame of RGBA bytes that stays for `delay` ms. */
  add(rgba: Uint8ClampedArray, delay: number): void {
    const { width, height } = this.#size;
    const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
    const before = this.#before;
    this.#before = pixels.slice();
    const indices = new Uint8Array(pixels.length).fill(SAME);
    for (let place = 0; place < pixels.length; place += 1) {
      const pixel = pixels[place] ?? 0;
      if (pixel !== before?.[place]) indices[place] = this.#indexOf(pixel & RGB_MASK);
    }
    const options = { delay, dispose: LEAVE };
    if (before) {
      const same = { transparent: true, transparentIndex: SAME };
      this.#stream.writeFrame(indices, width, height, { ...options, ...same });
    } else {
      const palette = this.#whole();
      this.#stream.writeFrame(indices, width, height, { ...options, palette, repeat: 0 });
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.#stream.finish();
    return this.#stream.bytes();
  }

  /** Always as many colours, so that the last one is there. */
  #whole(): GifPalette {
    const missing = COLORS - this.#palette.length;
    return [...this.#palette, ...Array.from({ length: missing }, () => [0, 0, 0])];
  }

  /** `color`: red in the lowest byte, as little-endian machines read RGBA. */
  #indexOf(color: number): number {
    const known = this.#known.get(color);
    if (known !== undefined) return known;
    const rgb = [color & BYTE, (color >> GREEN) & BYTE, (color >> BLUE) & BYTE];
    const index = this.#library.nearestColorIndex(this.#palette, rgb);
    this.#known.set(color, index);
    return index;
  }
}
