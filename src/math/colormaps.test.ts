/** The tables of colours are those of d3-scale-chromatic, and each map keeps what its kind promises. */
import { describe, expect, test } from 'vitest';
import * as chromatic from 'd3-scale-chromatic';
import { COLORMAPS, DIVERGING, SEQUENTIAL } from './colormaps.ts';
import type { ColormapName } from './colormaps.ts';

const SOURCES: readonly (readonly [ColormapName, (t: number) => string])[] = [
  ['viridis', chromatic.interpolateViridis],
  ['magma', chromatic.interpolateMagma],
  ['inferno', chromatic.interpolateInferno],
  ['cividis', chromatic.interpolateCividis],
  ['blue-red', (t) => chromatic.interpolateRdBu(1 - t)],
  ['purple-orange', (t) => chromatic.interpolatePuOr(1 - t)],
];

function bytesOf(color: string): number[] {
  const hex = /^#(..)(..)(..)$/.exec(color);
  if (hex) return hex.slice(1).map((part) => parseInt(part, 16));
  return [...color.matchAll(/\d+/g)].map(Number);
}

/** Luminance of sRGB bytes, 0..1 (WCAG). */
function luminance(color: Uint8Array): number {
  const [red = 0, green = 0, blue = 0] = Array.from(color, (byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const luminances = (name: ColormapName): number[] =>
  Array.from({ length: 256 }, (_, i) => luminance(COLORMAPS[name].subarray(3 * i, 3 * i + 3)));

describe('colour maps', () => {
  test.each(SOURCES)('%s is the table of its source', (name, source) => {
    for (let i = 0; i < 256; i += 1) {
      expect([...COLORMAPS[name].subarray(3 * i, 3 * i + 3)]).toEqual(bytesOf(source(i / 255)));
    }
  });

  test('grey is grey', () => {
    COLORMAPS.grey.forEach((byte, i) => {
      expect(byte).toBe(Math.floor(i / 3));
    });
  });

  test.each(SEQUENTIAL)('%s grows brighter', (name) => {
    const light = luminances(name);
    light.slice(1).forEach((value, i) => {
      expect(value - (light[i] ?? 0)).toBeGreaterThan(-0.002);
    });
    expect((light.at(-1) ?? 0) - (light[0] ?? 0)).toBeGreaterThan(0.5);
  });

  test.each(DIVERGING)('%s is brightest in the middle and dark at both ends', (name) => {
    const light = luminances(name);
    const middle = light[127] ?? 0;
    expect(middle).toBeGreaterThan(0.8);
    for (const end of [light[0] ?? 1, light[255] ?? 1]) expect(end).toBeLessThan(0.12);
  });
});
