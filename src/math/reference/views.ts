/** What the views draw, pixel by pixel, the obvious way: RGBA bytes, premultiplied. */
import type { ColorScale, Limits } from '../color-scale.ts';
import { scaleLimits, scaleShare } from '../color-scale.ts';
import { COLORMAPS } from '../colormaps.ts';
import type { ColormapName } from '../colormaps.ts';
import type { GridLayout } from '../grid-layout.ts';
import type { Extent } from '../resample.ts';
import type { Tensor3 } from '../tensor.ts';
import { boxUnder, channelSampler, meanIn } from './cells.ts';
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

/** Channels of a layer in a grid. */
export function mapGrid(tensor: Tensor3, layout: GridLayout, view: GridView): Uint8Array {
  const statistics = channelStatistics(tensor);
  const limits = channelLimits(tensor, view);
  const bytes = new Uint8Array(layout.width * layout.height * 4);
  const tile = { width: layout.tileWidth, height: layout.tileHeight };
  for (let pixel = 0; pixel < layout.width * layout.height; pixel += 1) {
    const x = pixel % layout.width;
    const y = Math.floor(pixel / layout.width);
    const tileColumn = Math.floor(x / (layout.tileWidth + layout.gap));
    const tileRow = Math.floor(y / (layout.tileHeight + layout.gap));
    const insideX = x - tileColumn * (layout.tileWidth + layout.gap);
    const insideY = y - tileRow * (layout.tileHeight + layout.gap);
    const index = tileRow * layout.columns + tileColumn;
    if (tileColumn >= layout.columns || index >= layout.count) continue;
    if (insideX >= layout.tileWidth || insideY >= layout.tileHeight) continue;

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

/** An RGB 0..255 tensor over a whole target. */
export function pictureView({ shape, data }: Tensor3, target: Extent, smooth: boolean): Uint8Array {
  const [, height, width] = shape;
  const at = (channel: number, y: number, x: number): number =>
    data[(channel * height + clamp(y, height)) * width + clamp(x, width)] ?? 0;
  const bytes = new Uint8Array(target.width * target.height * 4);
  for (let pixel = 0; pixel < target.width * target.height; pixel += 1) {
    const x = (((pixel % target.width) + 0.5) * width) / target.width;
    const y = ((Math.floor(pixel / target.width) + 0.5) * height) / target.height;
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
