/** What the views draw, pixel by pixel, the obvious way: RGBA bytes, premultiplied. */
import type { ColorScale, Limits } from '../color-scale.ts';
import { scaleLimits, scaleShare } from '../color-scale.ts';
import { COLORMAPS } from '../colormaps.ts';
import type { ColormapName } from '../colormaps.ts';
import type { GridLayout } from '../grid-layout.ts';
import type { Extent, Rectangle } from '../resample.ts';
import type { Tensor3 } from '../tensor.ts';
import { boxUnder, channelSampler, meanIn, mixedAt } from './cells.ts';
import { channelStatistics, layerStatistics } from './statistics.ts';

/** Red, green, blue, 0..1. */
type Color = readonly [red: number, green: number, blue: number];

const NOT_FINITE: Color = [1, 0, 1];

/** What is asked of a grid of maps. */
interface GridView extends ColorScale {
  readonly colormap: ColormapName;
  /** Channel of each tile; channel i in tile i if left out. */
  readonly order?: readonly number[];
  /** Alpha of channels whose largest value is 0; 1 if left out. */
  readonly dimDead?: number;
}

/** Every pixel of a grid that lies on a tile: its own number, that of the tile, and where it lies on it. */
function* tilePixels(
  layout: GridLayout,
): Generator<{ pixel: number; index: number; x: number; y: number }> {
  const pitchX = layout.tileWidth + layout.gap;
  const pitchY = layout.tileHeight + layout.gap;
  for (let pixel = 0; pixel < layout.width * layout.height; pixel += 1) {
    const column = pixel % layout.width;
    const row = Math.floor(pixel / layout.width);
    const index = Math.floor(row / pitchY) * layout.columns + Math.floor(column / pitchX);
    const [x, y] = [column % pitchX, row % pitchY];
    if (column >= layout.columns * pitchX || index >= layout.count) continue;
    if (x < layout.tileWidth && y < layout.tileHeight) yield { pixel, index, x, y };
  }
}

/** Channels of a layer in a grid. */
export function mapGrid(tensor: Tensor3, layout: GridLayout, view: GridView): Uint8Array {
  const statistics = channelStatistics(tensor);
  const limits = channelLimits(tensor, view);
  const bytes = new Uint8Array(layout.width * layout.height * 4);
  const tile = { width: layout.tileWidth, height: layout.tileHeight };
  for (const { pixel, index, x: insideX, y: insideY } of tilePixels(layout)) {
    const channel = view.order?.[index] ?? index;
    const box = boxUnder(insideX, insideY, tile, tensor.shape);
    const value = meanIn(channelSampler(tensor, channel), box, tensor.shape);
    const alpha = statistics[channel]?.[1] === 0 ? (view.dimDead ?? 1) : 1;
    const color = colorOf(view, limits(channel), value);
    const shown = Number.isNaN(value) ? 1 : alpha;
    bytes.set(toBytes([...color.map((part) => part * shown), shown]), 4 * pixel);
  }
  return bytes;
}

/** What is asked of the view of one channel, see `shaders/view/map_single.wgsl`. */
interface SingleView extends ColorScale {
  readonly colormap: ColormapName;
  readonly channel: number;
  readonly style?: 'color' | 'glow' | 'mask' | 'contour';
  readonly level?: number;
  readonly accent?: Color;
  readonly smooth?: boolean;
}

/** Half of a contour, and half a pixel on which it fades. */
const LINE = 1.5;
const LEAST_SLOPE = 1e-5;

/** One channel over a whole target. */
export function mapSingle(tensor: Tensor3, target: Extent, view: SingleView): Uint8Array {
  const [, height, width] = tensor.shape;
  const limits = channelLimits(tensor, view)(view.channel);
  const sample = channelSampler(tensor, view.channel);
  const mixed = (x: number, y: number): number =>
    mixedAt(sample, ((x + 0.5) * width) / target.width, ((y + 0.5) * height) / target.height);
  const shareAt = (x: number, y: number): number => {
    const value = mixed(x, y);
    return Number.isNaN(value) ? NaN : scaleShare(view, limits, value);
  };
  const bytes = new Uint8Array(target.width * target.height * 4);
  for (let pixel = 0; pixel < target.width * target.height; pixel += 1) {
    const x = pixel % target.width;
    const y = Math.floor(pixel / target.width);
    if (view.style === 'contour') {
      const line = lineAt(shareAt, x, y, view.level ?? 0.5);
      const accent = view.accent ?? [0.298, 0.761, 0.933];
      bytes.set(toBytes([...accent.map((part) => part * line), line]), 4 * pixel);
      continue;
    }
    const grows = width <= target.width && height <= target.height;
    const value =
      view.smooth && grows
        ? mixed(x, y)
        : meanIn(sample, boxUnder(x, y, target, tensor.shape), tensor.shape);
    const share = scaleShare(view, limits, value);
    const strength = view.diverging ? Math.abs(2 * share - 1) : share;
    if (view.style === 'mask' && !Number.isNaN(value)) {
      bytes.set(toBytes([0, 0, 0, 1 - strength]), 4 * pixel);
    } else if (view.style === 'glow' && !Number.isNaN(value)) {
      const color = colorOf(view, limits, value).map((part) => part * strength);
      bytes.set(toBytes([...color, strength]), 4 * pixel);
    } else {
      bytes.set(toBytes([...colorOf(view, limits, value), 1]), 4 * pixel);
    }
  }
  return bytes;
}

/** How much of a pixel is line: its distance from where the share is `level`, by the slope around it. */
function lineAt(
  shareAt: (x: number, y: number) => number,
  x: number,
  y: number,
  level: number,
): number {
  const slope =
    Math.hypot(shareAt(x + 1, y) - shareAt(x - 1, y), shareAt(x, y + 1) - shareAt(x, y - 1)) / 2;
  const distance = Math.abs(shareAt(x, y) - level) / slope;
  if (!(slope > LEAST_SLOPE) || Number.isNaN(distance)) return 0;
  return Math.min(1, Math.max(0, LINE - distance));
}

/** What is asked of a grid of learned values, see `shaders/view/weight_grid.wgsl`. */
interface WeightView {
  readonly colormap: ColormapName;
  /** The output whose slices are shown; null: filters of three inputs as RGB. */
  readonly output: number | null;
  readonly swap: boolean;
  readonly largest: number;
}

/** Learned values `at(output, input, tap)` of kernels of rows x columns as tiles. */
export function weightGrid(
  at: (output: number, input: number, tap: number) => number,
  [rows, columns]: readonly [number, number],
  layout: GridLayout,
  { colormap, output, swap, largest }: WeightView,
): Uint8Array {
  const bytes = new Uint8Array(layout.width * layout.height * 4);
  const share = (weight: number): number =>
    Math.min(1, Math.max(0, 0.5 + (0.5 * weight) / largest));
  for (const { pixel, index: tile, x: insideX, y: insideY } of tilePixels(layout)) {
    const tap =
      Math.floor((insideY * rows) / layout.tileHeight) * columns +
      Math.floor((insideX * columns) / layout.tileWidth);
    if (output === null) {
      const colors = [0, 1, 2].map((input) => share(at(tile, input, tap)));
      bytes.set(toBytes([...(swap ? colors.reverse() : colors), 1]), 4 * pixel);
    } else {
      const first = 3 * Math.floor(share(at(output, tile, tap)) * 255 + 0.5);
      bytes.set([...COLORMAPS[colormap].subarray(first, first + 3), 255], 4 * pixel);
    }
  }
  return bytes;
}

/** The limits in use for each channel. */
function channelLimits(tensor: Tensor3, scale: ColorScale): (channel: number) => Limits {
  const channels = channelStatistics(tensor);
  const [lo, hi] = layerStatistics(channels);
  return (channel) => {
    const [least = 0, most = 0] = channels[channel] ?? [];
    return scaleLimits(scale, { lo, hi }, { lo: least, hi: most });
  };
}

/** The colour of a value; magenta for NaN. */
function colorOf(
  view: ColorScale & { readonly colormap: ColormapName },
  limits: Limits,
  value: number,
): Color {
  if (Number.isNaN(value)) return NOT_FINITE;
  const first = 3 * Math.floor(scaleShare(view, limits, value) * 255 + 0.5);
  const [red = 0, green = 0, blue = 0] = COLORMAPS[view.colormap].subarray(first);
  return [red / 255, green / 255, blue / 255];
}

function toBytes(parts: readonly number[]): number[] {
  return parts.map((part) => Math.round(255 * Math.min(1, Math.max(0, part))));
}

/** A part of an RGB 0..255 tensor, all of it if left out, over a whole target; transparent beyond the border. */
export function pictureView(
  { shape, data }: Tensor3,
  target: Extent,
  smooth: boolean,
  source: Rectangle = { x: 0, y: 0, width: shape[2], height: shape[1] },
): Uint8Array {
  const [, height, width] = shape;
  const at = (channel: number, y: number, x: number): number =>
    data[(channel * height + clamp(y, height)) * width + clamp(x, width)] ?? 0;
  const bytes = new Uint8Array(target.width * target.height * 4);
  for (let pixel = 0; pixel < target.width * target.height; pixel += 1) {
    const x = source.x + (((pixel % target.width) + 0.5) * source.width) / target.width;
    const row = Math.floor(pixel / target.width);
    const y = source.y + ((row + 0.5) * source.height) / target.height;
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const left = Math.floor(x - 0.5);
      const top = Math.floor(y - 0.5);
      const right = x - 0.5 - left;
      const down = y - 0.5 - top;
      const value = smooth
        ? (1 - down) * (1 - right) * at(channel, top, left) +
          (1 - down) * right * at(channel, top, left + 1) +
          down * (1 - right) * at(channel, top + 1, left) +
          down * right * at(channel, top + 1, left + 1)
        : at(channel, Math.floor(y), Math.floor(x));
      bytes[4 * pixel + channel] = Math.round(Math.min(255, Math.max(0, value)));
    }
    bytes[4 * pixel + 3] = 255;
  }
  return bytes;
}

function clamp(index: number, size: number): number {
  return Math.min(size - 1, Math.max(0, index));
}
