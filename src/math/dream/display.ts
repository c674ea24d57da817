/** How the numbers of a picture that grows become one to look at, and the noise and sizes that it begins with. */
import { createRandom } from '../../base/index.ts';
import type { Tensor3 } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import type { Display, DreamRecipe, PixelStart } from './recipe-types.ts';
import { normalArray } from './spectrum.ts';

/** Red, green and blue. */
export type ColorTriple = readonly [red: number, green: number, blue: number];

/** The middle of what is shown where a picture is standardised. */
const MIDDLE = 0.5;

/** RGB 0..1 of a picture of 0..range. */
export function displayed({ shape, data }: Tensor3, display: Display, range: number): Tensor3 {
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  if (display.kind === 'clip') return { shape, data: data.map((value) => clip(value / range)) };
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const square = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  const factor = display.deviation / (Math.sqrt(square) + display.epsilon);
  return { shape, data: data.map((value) => clip((value - mean) * factor + MIDDLE)) };
}

/** Without the pixels of a margin on every side. */
export function cropped({ shape, data }: Tensor3, margin: number): Tensor3 {
  if (margin === 0) return { shape, data };
  const [channels, height, width] = shape;
  const inner = [channels, height - 2 * margin, width - 2 * margin] as const;
  const made = new Float32Array(sizeOf(inner));
  for (let row = 0; row < channels * inner[1]; row += 1) {
    const [channel, y] = [Math.floor(row / inner[1]), row % inner[1]];
    const from = (channel * height + y + margin) * width + margin;
    made.set(data.subarray(from, from + inner[2]), row * inner[2]);
  }
  return { shape: inner, data: made };
}

/** Noise of a square picture to begin with; `mean` is the mean color, in the range of the picture. */
export function startPixels(
  size: number,
  seed: number,
  { distribution, center, spread }: PixelStart,
  mean: ColorTriple,
): Tensor3 {
  const shape = [3, size, size] as const;
  const length = sizeOf(shape);
  const random = createRandom(seed);
  const noise =
    distribution === 'normal'
      ? normalArray(length, seed, spread)
      : Float32Array.from({ length }, () => spread * (2 * random() - 1));
  const data = noise.map((value, index) => {
    const color = mean[Math.floor(index / (size * size))] ?? 0;
    return value + (center === 'mean' ? color : center);
  });
  return { shape, data };
}

/** Sides of the picture in its octaves: the first, then each enlarged. */
export function octaveSizes({ size, octaves }: DreamRecipe): readonly number[] {
  if (!octaves) return [size];
  const sizes = [size];
  for (let n = 1; n < octaves.count; n += 1) {
    sizes.push(Math.floor((sizes.at(-1) ?? size) * octaves.factor));
  }
  return sizes;
}
