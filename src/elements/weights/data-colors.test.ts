/** Colours of numbers: the ends of the tables, and ink that can be read on every one of them. */
import { describe, expect, it } from 'vitest';
import { COLORMAPS } from '../../math/index.ts';
import type { ColormapName } from '../../math/index.ts';
import { colorAt, inkOn, signedShare } from './data-colors.ts';

const NAMES = Object.keys(COLORMAPS) as ColormapName[];
const SHARES = Array.from({ length: 41 }, (_, i) => i / 40);

function contrast(color: readonly number[], ink: string): number {
  const [r = 0, g = 0, b = 0] = color.map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return ink === '#000' ? (luminance + 0.05) / 0.05 : 1.05 / (luminance + 0.05);
}

describe('colorAt', () => {
  it('goes from the first to the last colour and stays there', () => {
    expect(colorAt('grey', 0)).toEqual([...COLORMAPS.grey.subarray(0, 3)]);
    expect(colorAt('viridis', 1)).toEqual([...COLORMAPS.viridis.subarray(-3)]);
    expect(colorAt('viridis', 7)).toEqual(colorAt('viridis', 1));
    expect(colorAt('viridis', -1)).toEqual(colorAt('viridis', 0));
  });
});

describe('inkOn', () => {
  it.each(NAMES)('can be read everywhere on %s', (name) => {
    for (const share of SHARES) {
      const color = colorAt(name, share);
      expect(contrast(color, inkOn(color))).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('signedShare', () => {
  it('has zero in the middle', () => {
    expect([-2, 0, 2].map((value) => signedShare(value, 2))).toEqual([0, 0.5, 1]);
    expect(signedShare(1, 0)).toBe(0.5);
  });
});
