/** From the bytes of a picture to values: grey as Pillow makes it, or red, green and blue. Knows no files. */
import type { Tensor3 } from '../tensor.ts';

const RGBA = 4;
/** What red, green and blue weigh in Pillow's "L", in parts of 65536, and the half that rounds. */
const RED = 19_595;
const GREEN = 38_470;
const BLUE = 7471;
const HALF = 32_768;
const SHIFT = 16;

/** The grey of a colour of bytes, as Pillow's "L". */
export function greyOf(r: number, g: number, b: number): number {
  return (RED * r + GREEN * g + BLUE * b + HALF) >> SHIFT;
}

/** RGBA bytes as a map: red, green and blue, or one channel of grey, each byte divided by `divisor`. Alpha is passed over. */
export function pixelValues(
  rgba: Uint8Array | Uint8ClampedArray,
  height: number,
  width: number,
  channels: 1 | 3,
  divisor: number,
): Tensor3 {
  const cells = height * width;
  const data = new Float32Array(channels * cells);
  for (let cell = 0; cell < cells; cell += 1) {
    const at = RGBA * cell;
    const [r, g, b] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
    if (channels === 1) {
      data[cell] = greyOf(r, g, b) / divisor;
    } else {
      data[cell] = r / divisor;
      data[cells + cell] = g / divisor;
      data[2 * cells + cell] = b / divisor;
    }
  }
  return { shape: [channels, height, width], data };
}
