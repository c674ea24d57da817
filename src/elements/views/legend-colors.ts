/** The colours of a legend as CSS. Pure arithmetic. */
import { COLORMAPS, scaleShare } from '../../math/index.ts';
import type { ColormapName, Limits } from '../../math/index.ts';

const STOPS = 32;
const LAST = 255;

/** The colour at a place of a map, 0..1. */
function colorAt(name: ColormapName, share: number): string {
  const at = Math.round(share * LAST) * 3;
  return `rgb(${COLORMAPS[name].subarray(at, at + 3).join(' ')})`;
}

/** A colour map from left to right, as it is. */
export function plainGradient(name: ColormapName): string {
  return gradient((share) => colorAt(name, share));
}

/** What is needed to colour a value. */
export interface LegendColors {
  readonly colormap: ColormapName;
  readonly diverging: boolean;
  readonly gamma: number;
}

/** The colours of the values between `limits`, value by value from left to right. */
export function scaledGradient(
  { colormap, diverging, gamma }: LegendColors,
  limits: Limits,
): string {
  const { lo, hi } = limits;
  return gradient((share) => {
    const value = lo + share * (hi - lo);
    return colorAt(colormap, scaleShare({ scale: 'fixed', diverging, gamma }, limits, value));
  });
}

/** The colours of what lies below and above the limits. */
export function endColors(name: ColormapName): readonly [low: string, high: string] {
  return [colorAt(name, 0), colorAt(name, 1)];
}

function gradient(colorOf: (share: number) => string): string {
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => colorOf(i / STOPS));
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}
