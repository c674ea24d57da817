/** Writes src/math/colormaps.ts: tables of 256 sRGB colours, taken from d3-scale-chromatic. */
import { writeFileSync } from 'node:fs';
import * as chromatic from 'd3-scale-chromatic';

const TABLES = {
  viridis: chromatic.interpolateViridis,
  magma: chromatic.interpolateMagma,
  inferno: chromatic.interpolateInferno,
  cividis: chromatic.interpolateCividis,
  grey: (/** @type {number} */ t) =>
    `rgb(${Math.round(255 * t)}, ${Math.round(255 * t)}, ${Math.round(255 * t)})`,
  // Diverging, the low end cold and the high end warm.
  'blue-red': (/** @type {number} */ t) => chromatic.interpolateRdBu(1 - t),
  'purple-orange': (/** @type {number} */ t) => chromatic.interpolatePuOr(1 - t),
};

/** @param {string} colour `#rrggbb` or `rgb(r, g, b)` */
function hexOf(colour) {
  const short = /^#(..)(..)(..)$/.exec(colour);
  if (short) return short.slice(1).join('');
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour);
  if (!parts) throw new Error(`${colour} is no colour.`);
  return parts
    .slice(1)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('');
}

const entries = Object.entries(TABLES).map(([name, interpolate]) => {
  const hex = Array.from({ length: 256 }, (_, i) => hexOf(interpolate(i / 255))).join('');
  const lines = (hex.match(/.{1,90}/g) ?? []).map((line) => `      '${line}',`);
  return `  ${/\W/.test(name) ? `'${name}'` : name}: decode(\n    [\n${lines.join('\n')}\n    ].join(''),\n  ),`;
});

const text = `/**
 * Perceptually uniform colour maps, 256 colours each. Written by scripts/colormaps.mjs from d3-scale-chromatic
 * (ISC licence; viridis, magma, inferno by S. van der Walt and N. Smith, cividis by J. Nunez et al., the diverging
 * ones after C. Brewer); a test compares. Do not edit by hand.
 */

/** A colour map from dark to bright. */
export type SequentialName = 'viridis' | 'magma' | 'inferno' | 'cividis' | 'grey';
/** A colour map with a neutral middle, for values on both sides of zero. */
export type DivergingName = 'blue-red' | 'purple-orange';
/** A colour map by name. */
export type ColormapName = SequentialName | DivergingName;

export const SEQUENTIAL: readonly SequentialName[] = [
  'viridis', 'magma', 'inferno', 'cividis', 'grey',
];
export const DIVERGING: readonly DivergingName[] = ['blue-red', 'purple-orange'];

function decode(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** 256 colours of each map, RGB bytes one after the other. */
export const COLORMAPS: Readonly<Record<ColormapName, Uint8Array>> = {
${entries.join('\n')}
};
`;
writeFileSync(new URL('../src/math/colormaps.ts', import.meta.url), text);
