/**
 * Geometry of an antialiased resize: which part of a picture is taken, and which pixels a target pixel is made of.
 * Filter and rounding as in Pillow (src/libImaging/Resample.c, BILINEAR). Knows no pixels.
 */

/** Width and height in pixels. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** A part of a picture in pixels, not always whole. */
export interface Rectangle extends Extent {
  readonly x: number;
  readonly y: number;
}

/** `crop` keeps the aspect and loses the sides, `stretch` keeps everything and loses the aspect. */
export type Fit = 'crop' | 'stretch';

/** Along one axis: target pixel i is the sum of `weights[i * taps + k] * source[spans[2 i] + k]`, k < spans[2 i + 1]. */
export interface ResampleTaps {
  /** Pairs of first source pixel and number of pixels. */
  readonly spans: Uint32Array;
  /** `taps` weights for each target pixel, padded with zeros; those of a pixel add up to 1. */
  readonly weights: Float32Array;
  readonly taps: number;
  /** Source pixels in use: from `first`, up to but without `end`. */
  readonly first: number;
  readonly end: number;
}

/** The largest centred part of `source` with the aspect of `target`, or all of it. */
export function sourceRectangle(source: Extent, target: Extent, fit: Fit): Rectangle {
  const surplus = source.width * target.height - source.height * target.width;
  if (fit === 'stretch' || surplus === 0) return { x: 0, y: 0, ...sizeOnly(source) };
  if (surplus > 0) {
    const width = (source.height * target.width) / target.height;
    return { x: (source.width - width) / 2, y: 0, width, height: source.height };
  }
  const height = (source.width * target.height) / target.width;
  return { x: 0, y: (source.height - height) / 2, width: source.width, height };
}

/**
 * Taps of a triangle filter that shrinks or stretches `length` pixels from `start` on to `targetSize` pixels. It
 * reaches over the ends of that part, as Pillow's `box` does, but not over those of the picture (0..sourceSize).
 */
export function triangleTaps(
  sourceSize: number,
  start: number,
  length: number,
  targetSize: number,
): ResampleTaps {
  const scale = length / targetSize;
  const support = Math.max(1, scale);
  const rows = Array.from({ length: targetSize }, (_, i) => {
    const center = start + (i + 0.5) * scale;
    const low = Math.max(0, Math.trunc(center - support + 0.5));
    const high = Math.min(sourceSize, Math.trunc(center + support + 0.5));
    const weights = Array.from({ length: high - low }, (__, k) =>
      Math.max(0, 1 - Math.abs((low + k + 0.5 - center) / support)),
    );
    return normalised(low, weights);
  });
  const taps = Math.max(...rows.map(({ weights }) => weights.length));
  const spans = new Uint32Array(2 * targetSize);
  const table = new Float32Array(taps * targetSize);
  rows.forEach(({ low, weights }, i) => {
    spans.set([low, weights.length], 2 * i);
    table.set(weights, taps * i);
  });
  const first = Math.min(...rows.map(({ low }) => low));
  const end = Math.max(...rows.map(({ low, weights }) => low + weights.length));
  return { spans, weights: table, taps, first, end };
}

/** Without the zeros at either end, adding up to 1. */
function normalised(low: number, weights: readonly number[]): { low: number; weights: number[] } {
  const from = weights.findIndex((weight) => weight > 0);
  const to = weights.findLastIndex((weight) => weight > 0) + 1;
  const kept = weights.slice(from, to);
  const sum = kept.reduce((total, weight) => total + weight, 0);
  return { low: low + from, weights: kept.map((weight) => weight / sum) };
}

function sizeOnly({ width, height }: Extent): Extent {
  return { width, height };
}
