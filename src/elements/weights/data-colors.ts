/** Colours of numbers on the page: the same tables as on the GPU. Pure arithmetic. */
import { COLORMAPS } from '../../math/index.ts';
import type { ColormapName } from '../../math/index.ts';

const LAST = 255;
/** Relative luminance (WCAG 2.2) from which black is easier to read than white. */
const BRIGHT = 0.179;

type Rgb = readonly [red: number, green: number, blue: number];

/** The colour at a place of the map, 0..1, bytes. */
export function colorAt(name: ColormapName, share: number): Rgb {
  const at = Math.round(Math.min(1, Math.max(0, share)) * LAST) * 3;
  const [red = 0, green = 0, blue = 0] = COLORMAPS[name].subarray(at, at + 3);
  return [red, green, blue];
}

/** Black or white, whichever can be read on `color`. */
export function inkOn([red, green, blue]: Rgb): '#000' | '#fff' {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > BRIGHT ? '#000' : '#fff';
}

function linear(byte: number): number {
  const value = byte / LAST;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Where a signed value stands on a map from -largest to largest, 0..1. */
export function signedShare(value: number, largest: number): number {
  return largest > 0 ? 0.5 + (0.5 * value) / largest : 0.5;
}
