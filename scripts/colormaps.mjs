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
function bytesOf(colour) {
  const short = /^#(..)(..)(..)$/.exec(colour);
  if (short) return short.slice(1).map((part) => parseInt(part, 16));
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour);
  if (!parts) throw new Error(`${colour} is no colour.`);
  return parts.slice(1).map(Number);
}

/** The letter that stands for no change; those around it for steps up and down. */
const STILL = 'N'.charCodeAt(0);
const MOST = 13;

/** @param {(t: number) => string} interpolate */
function stepsOf(interpolate) {
  let before = [0, 0, 0];
  let letters = '';
  const [first, ...others] = Array.from({ length: 256 }, (_, i) => bytesOf(interpolate(i / 255)));
  before = first ?? before;
  for (const colour of others) {
    colour.forEach((byte, channel) => {
      const step = byte - (before[channel] ?? 0);
      if (Math.abs(step) > MOST) throw new Error(`A step of ${step.toString()} is too large.`);
      letters += String.fromCharCode(STILL + step);
    });
    before = colour;
  }
  return { first, letters };
}

const entries = Object.entries(TABLES).map(([name, interpolate]) => {
  const { first, letters } = stepsOf(interpolate);
  const lines = (letters.match(/.{1,90}/g) ?? []).map((line) => `      '${line}',`);
  const key = /\W/.test(name) ? `'${name}'` : name;
  return `  ${key}: decode([${(first ?? []).join(', ')}],\n    [\n${lines.join('\n')}\n    ].join(''),\n  ),`;
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

const STILL = 'N'.charCodeAt(0);
const RGB = 3;

/** From the first colour on, each letter is a step of one channel: N none, the letters behind it up, before it down. */
function decode(first: readonly number[], steps: string): Uint8Array {
  const colors = new Uint8Array(RGB + steps.length);
  colors.set(first);
  for (let i = 0; i < steps.length; i += 1) {
    colors[RGB + i] = (colors[i] ?? 0) + steps.charCodeAt(i) - STILL;
  }
  return colors;
}

/** 256 colours of each map, RGB bytes one after the other. */
export const COLORMAPS: Readonly<Record<ColormapName, Uint8Array>> = {
${entries.join('\n')}
};
`;
writeFileSync(new URL('../src/math/colormaps.ts', import.meta.url), text);
