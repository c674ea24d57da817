/** The view of all channels of a layer in one draw. */
import type { Owned } from '../../base/index.ts';
import { COLORMAPS } from '../../math/index.ts';
import type { ColormapName, GridLayout, Shape3 } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';

export const MAP_GRID = defineKernel({
  name: 'map_grid',
  file: 'view/map_grid.wgsl',
  stage: 'fragment',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'channel_stats', kind: 'read' },
    { name: 'layer_stats', kind: 'read' },
    { name: 'colormap', kind: 'read' },
  ],
  params: {
    columns: 'u32',
    tile_width: 'u32',
    tile_height: 'u32',
    gap: 'u32',
    count: 'u32',
    height: 'u32',
    width: 'u32',
    by_channel: 'u32',
  },
  variants: [{}],
});

/** Parameters of the view. */
export type MapGridFields = typeof MAP_GRID.params;
/** The prepared view of one layer. */
export type MapGridDraw = Draw<MapGridFields>;

const RGB = 3;
const RGBA = 4;

/** A colour map as the view reads it: 256 opaque colours. */
export function uploadColormap(gpu: Gpu, label: string, name: ColormapName): Owned<GpuBuffer> {
  const bytes = COLORMAPS[name];
  const colors = new Float32Array((bytes.length / RGB) * RGBA).map((_, i) => {
    const channel = i % RGBA;
    return channel < RGB ? (bytes[Math.floor(i / RGBA) * RGB + channel] ?? 0) / 255 : 1;
  });
  return gpu.bufferFrom(label, colors);
}

/**
 * A draw of every channel of `input`, coloured by its statistics (see `prepareStatistics`). Draws nothing until its
 * parameters are set, see `mapGridParams`.
 */
export async function prepareMapGrid(
  gpu: Gpu,
  label: string,
  format: GPUTextureFormat,
  {
    input,
    channelStats,
    layerStats,
    colormap,
  }: {
    readonly input: BlockedTensor;
    readonly channelStats: GpuBuffer;
    readonly layerStats: GpuBuffer;
    readonly colormap: GpuBuffer;
  },
): Promise<Owned<MapGridDraw>> {
  const kernel = await gpu.renderKernel(MAP_GRID, format);
  return kernel.prepare({
    label,
    params: {
      columns: 0,
      tile_width: 0,
      tile_height: 0,
      gap: 0,
      count: 0,
      height: 0,
      width: 0,
      by_channel: 0,
    },
    resources: {
      input: input.buffer,
      channel_stats: channelStats,
      layer_stats: layerStats,
      colormap,
    },
  });
}

/** The parameters that show a layer of `shape` in `layout`, on one scale for the layer or one for each channel. */
export function mapGridParams(
  layout: GridLayout,
  [, height, width]: Shape3,
  scale: 'layer' | 'channel',
): StructValues<MapGridFields> {
  return {
    columns: layout.columns,
    tile_width: layout.tileWidth,
    tile_height: layout.tileHeight,
    gap: layout.gap,
    count: layout.count,
    height,
    width,
    by_channel: scale === 'channel' ? 1 : 0,
  };
}
