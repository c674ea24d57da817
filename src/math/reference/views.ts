/** What the views draw, pixel by pixel, the obvious way: RGBA bytes, premultiplied. */
import { COLORMAPS } from '../colormaps.ts';
import type { ColormapName } from '../colormaps.ts';
import type { GridLayout } from '../grid-layout.ts';
import type { Extent } from '../resample.ts';
import type { Tensor3 } from '../tensor.ts';
import { channelStatistics, layerStatistics } from './statistics.ts';

const NOT_FINITE = [255, 0, 255];
/** Samples of a shrunken map along each axis of a pixel. */
const MOST_TAPS = 8;

/** All channels of a layer in a grid. */
export function mapGrid(
  tensor: Tensor3,
  layout: GridLayout,
  scale: 'layer' | 'channel',
  colormap: ColormapName,
): Uint8Array {
  const [, height, width] = tensor.shape;
  const channels = channelStatistics(tensor);
  const layer = layerStatistics(channels);
  const bytes = new Uint8Array(layout.width * layout.height * 4);
  for (let pixel = 0; pixel < layout.width * layout.height; pixel += 1) {
    const x = pixel % layout.width;
    const y = Math.floor(pixel / layout.width);
    const tileColumn = Math.floor(x / (layout.tileWidth + layout.gap));
    const tileRow = Math.floor(y / (layout.tileHeight + layout.gap));
    const insideX = x - tileColumn * (layout.tileWidth + layout.gap);
    const insideY = y - tileRow * (layout.tileHeight + layout.gap);
    const channel = tileRow * layout.columns + tileColumn;
    const statistics = channels[channel];
    if (tileColumn >= layout.columns || !statistics || channel >= layout.count) continue;
    if (insideX >= layout.tileWidth || insideY >= layout.tileHeight) continue;

    const values = taps(insideY, height, layout.tileHeight).flatMap((row) =>
      taps(insideX, width, layout.tileWidth).map(
        (column) => tensor.data[(channel * height + row) * width + column] ?? 0,
      ),
    );
    const [low, high] =
      scale === 'layer' ? [Math.min(0, layer[0]), layer[1]] : [statistics[0], statistics[1]];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const share = high > low ? Math.min(1, Math.max(0, (mean - low) / (high - low))) : 0;
    const color = values.every((value) => Number.isFinite(value))
      ? COLORMAPS[colormap].subarray(3 * Math.round(share * 255))
      : NOT_FINITE;
    bytes.set([color[0] ?? 0, color[1] ?? 0, color[2] ?? 0, 255], 4 * pixel);
  }
  return bytes;
}

/** Cells of a map (along one axis) that pixel `inside` of its tile shows. */
function taps(inside: number, cells: number, tile: number): number[] {
  const first = Math.floor((inside * cells) / tile);
  const count = Math.max(1, Math.floor(((inside + 1) * cells) / tile) - first);
  const step = Math.ceil(count / MOST_TAPS);
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => first + i * step);
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
