/** How values of any size become colours: what shaders/view/lab_picture.wgsl draws, pixel by pixel, also where no GPU is. */
import type { Tensor3 } from '../tensor.ts';

/** Ways to show values, see `shareOf`; `mask` is one colour where a value is above zero, and nothing elsewhere. */
export const LAB_DISPLAYS = ['clamp', 'absolute', 'diverging', 'wrap', 'mask'] as const;

/** One of `LAB_DISPLAYS`. */
export type LabDisplay = (typeof LAB_DISPLAYS)[number];

/** A colour with alpha, 0..1, premultiplied. */
export type LabColor = readonly [red: number, green: number, blue: number, alpha: number];

/** How a map is shown. */
export interface LabLook {
  readonly display: LabDisplay;
  /** What is black in `clamp`. */
  readonly low: number;
  /** What is white; in `diverging` the end of the colour map. */
  readonly high: number;
  /** Of `mask`; kingfisher blue if left out. */
  readonly mask?: LabColor;
}

const KINGFISHER_BLUE: LabColor = [0.298, 0.761, 0.933, 1];
const NOT_FINITE: LabColor = [1, 0, 1, 1];
const NOTHING: LabColor = [0, 0, 0, 0];
const WHITE = 255;
const BYTES = 256;
const RGB = 3;
const RGBA = 4;

/** The colour of a mask. */
export function maskColor({ mask }: LabLook): LabColor {
  return mask ?? KINGFISHER_BLUE;
}

/** What `wrap` multiplies by, as f32: 255 / high, so that values of 0..255 stay what they are. */
export function wrapFactor({ high }: LabLook): number {
  return high > 0 ? Math.fround(WHITE / high) : 0;
}

/** The colour of a cell of one or three channels. `colormap`: 256 colours, RGB bytes one after the other. */
export function displayColor(
  values: readonly number[],
  look: LabLook,
  colormap: Uint8Array,
): LabColor {
  if (!values.every((value) => Number.isFinite(value))) return NOT_FINITE;
  if (look.display === 'mask') return Math.max(...values) > 0 ? maskColor(look) : NOTHING;
  const share = shareOf(look);
  const [red = 0, green, blue] = values.map((value) => share(value));
  if (green !== undefined && blue !== undefined) return [red, green, blue, 1];
  if (look.display !== 'diverging') return [red, red, red, 1];
  const first = RGB * Math.floor(red * WHITE + 0.5);
  const byte = (index: number): number => (colormap[first + index] ?? 0) / WHITE;
  return [byte(0), byte(1), byte(2), 1];
}

/** A map of one or three channels as the RGBA bytes that ImageData takes: alpha is not premultiplied. */
export function paintPicture(
  { shape: [channels, height, width], data }: Tensor3,
  look: LabLook,
  colormap: Uint8Array,
): Uint8ClampedArray<ArrayBuffer> {
  const cells = height * width;
  const bytes = new Uint8ClampedArray(RGBA * cells);
  const share = shareOf(look);
  const isMapped = look.display === 'diverging' && channels === 1;
  const mask = look.display === 'mask' ? straight(maskColor(look)) : null;
  const magenta = straight(NOT_FINITE);
  for (let cell = 0; cell < cells; cell += 1) {
    const at = RGBA * cell;
    const red = data[cell] ?? 0;
    const green = channels === 1 ? red : (data[cells + cell] ?? 0);
    const blue = channels === 1 ? red : (data[2 * cells + cell] ?? 0);
    // Not finite as soon as one of them is not: NaN - NaN and Infinity - Infinity are no numbers.
    if (red - red + (green - green) + (blue - blue) !== 0) {
      bytes.set(magenta, at);
    } else if (mask) {
      if (red > 0 || green > 0 || blue > 0) bytes.set(mask, at);
    } else if (isMapped) {
      const first = RGB * Math.floor(share(red) * WHITE + 0.5);
      bytes[at] = colormap[first] ?? 0;
      bytes[at + 1] = colormap[first + 1] ?? 0;
      bytes[at + 2] = colormap[first + 2] ?? 0;
      bytes[at + RGB] = WHITE;
    } else {
      bytes[at] = share(red) * WHITE;
      bytes[at + 1] = share(green) * WHITE;
      bytes[at + 2] = share(blue) * WHITE;
      bytes[at + RGB] = WHITE;
    }
  }
  return bytes;
}

/** From a value to its place between black and white, 0..1. */
function shareOf(look: LabLook): (value: number) => number {
  const { display, low, high } = look;
  if (display === 'wrap') {
    const factor = wrapFactor(look);
    // Multiplied as f32, then what `astype(uint8)` does: the part behind the point is cut off, the rest counts modulo 256.
    return (value) => {
      const whole = Math.trunc(Math.fround(value * factor));
      return (whole - BYTES * Math.floor(whole / BYTES)) / WHITE;
    };
  }
  if (display === 'clamp') return high > low ? (value) => cut((value - low) / (high - low)) : zero;
  if (display === 'diverging') {
    return high > 0 ? (value) => cut(0.5 + (0.5 * value) / high) : () => 0.5;
  }
  return high > 0 ? (value) => cut(Math.abs(value) / high) : zero;
}

function zero(): number {
  return 0;
}

function cut(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Bytes whose colour is not multiplied by alpha. */
function straight([red, green, blue, alpha]: LabColor): readonly number[] {
  const part = alpha > 0 ? WHITE / alpha : 0;
  return [red * part, green * part, blue * part, alpha * WHITE];
}
