/** Cells of one channel under a pixel, the obvious way: means by area. */
import type { Tensor3 } from '../tensor.ts';

/** Reads a value at whole coordinates. */
type Sampler = (row: number, column: number) => number;

/** From `low` to `high` along both axes. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Cells; less is rounding. */
const LEAST_AREA = 1e-9;

/** A channel of a tensor; coordinates beyond the border are those of the border. */
export function channelSampler({ shape, data }: Tensor3, channel: number): Sampler {
  const [, height, width] = shape;
  return (row, column) =>
    data[(channel * height + clamp(row, height)) * width + clamp(column, width)] ?? NaN;
}

/** The part of the map that pixel (x, y) of a target shows, in cells. */
export function boxUnder(
  x: number,
  y: number,
  target: { readonly width: number; readonly height: number },
  [, height, width]: Tensor3['shape'],
): Box {
  return {
    left: (x * width) / target.width,
    right: ((x + 1) * width) / target.width,
    top: (y * height) / target.height,
    bottom: ((y + 1) * height) / target.height,
  };
}

/** Mean by area of the cells in a box; NaN where one of them is not finite, 0 where there is none. */
export function meanIn(sample: Sampler, box: Box, [, height, width]: Tensor3['shape']): number {
  let sum = 0;
  let total = 0;
  for (let row = Math.max(0, Math.floor(box.top)); row < Math.min(height, box.bottom); row += 1) {
    for (
      let column = Math.max(0, Math.floor(box.left));
      column < Math.min(width, box.right);
      column += 1
    ) {
      const tall = Math.min(box.bottom, row + 1) - Math.max(box.top, row);
      const wide = Math.min(box.right, column + 1) - Math.max(box.left, column);
      if (tall * wide <= LEAST_AREA) continue;
      const value = sample(row, column);
      if (!Number.isFinite(value)) return NaN;
      sum += value * tall * wide;
      total += tall * wide;
    }
  }
  return total > 0 ? sum / total : 0;
}

/** Mix of the four cells around a point, by distance; NaN where one of them is not finite. */
export function mixedAt(sample: Sampler, x: number, y: number): number {
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const right = x - 0.5 - left;
  const down = y - 0.5 - top;
  const mixed =
    (1 - down) * (1 - right) * sample(top, left) +
    (1 - down) * right * sample(top, left + 1) +
    down * (1 - right) * sample(top + 1, left) +
    down * right * sample(top + 1, left + 1);
  return Number.isFinite(mixed) ? mixed : NaN;
}

function clamp(index: number, size: number): number {
  return Math.min(size - 1, Math.max(0, index));
}
