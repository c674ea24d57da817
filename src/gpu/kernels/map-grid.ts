/** The view of all channels of a layer, or of some of them in any order, in one draw. */
import type { Owned } from '../../base/index.ts';
import type { ColorScale, GridLayout, Shape3 } from '../../math/index.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';
import { COLOR_SCALE_FIELDS, colorScaleParams } from './color-scale.ts';
import type { ColoredMap } from './color-scale.ts';

export const MAP_GRID = defineKernel({
  name: 'map_grid',
  file: 'view/map_grid.wgsl',
  stage: 'fragment',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'channel_stats', kind: 'read' },
    { name: 'layer_stats', kind: 'read' },
    { name: 'colormap', kind: 'read' },
    { name: 'order', kind: 'read' },
  ],
  params: {
    tiles_per_row: 'u32',
    tile_width: 'u32',
    tile_height: 'u32',
    gap: 'u32',
    count: 'u32',
    height: 'u32',
    width: 'u32',
    ...COLOR_SCALE_FIELDS,
    dead_alpha: 'f32',
  },
  variants: [{}, { flags: ['CELLS'] }],
});

/** Parameters of the view. */
export type MapGridFields = typeof MAP_GRID.params;

/** The prepared view of one layer. */
export interface MapGridDraw extends Draw<MapGridFields> {
  /** Tile i shows channel `channels[i]`; at first, and for tiles not named, channel i. */
  setOrder(channels: readonly number[]): void;
}

/** How the maps are coloured. */
export interface MapGridScale extends ColorScale {
  /** Alpha of channels whose largest value is 0, from 0 to 1; 1 if left out. */
  readonly dimDead?: number;
}

/**
 * A draw of the channels of `input`, coloured by its statistics (see `prepareStatistics`). Draws nothing until its
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
    crisp = false,
  }: ColoredMap & {
    /** Whether it is used only with layouts that are `isCrisp`, which cost less to draw. */
    readonly crisp?: boolean;
  },
): Promise<Owned<MapGridDraw>> {
  const kernel = await gpu.renderKernel(MAP_GRID, format, { flags: crisp ? ['CELLS'] : [] });
  const channels = Uint32Array.from({ length: input.shape[0] }, (_, index) => index);
  const order: Owned<GpuBuffer> = gpu.bufferFrom(`${label}.order`, channels);
  const draw = kernel.prepare({
    label,
    params: {
      tiles_per_row: 0,
      tile_width: 0,
      tile_height: 0,
      gap: 0,
      count: 0,
      height: 0,
      width: 0,
      ...colorScaleParams({ scale: 'layer' }),
      dead_alpha: 1,
    },
    resources: {
      input: input.buffer,
      channel_stats: channelStats,
      layer_stats: layerStats,
      colormap,
      order,
    },
  });
  return {
    ...draw,
    setOrder: (shown) => {
      gpu.upload(
        order,
        channels.map((channel) => Math.min(channels.length - 1, shown[channel] ?? channel)),
      );
    },
    dispose: () => {
      draw.dispose();
      order.dispose();
    },
  };
}

/** Whether tiles are whole multiples of the map, so that each pixel shows one cell. */
export function isCrisp(layout: GridLayout, [, height, width]: Shape3): boolean {
  return layout.tileWidth % width === 0 && layout.tileHeight % height === 0;
}

/** The parameters that show a layer of `shape` in `layout`, whose tiles may be fewer than its channels. */
export function mapGridParams(
  layout: GridLayout,
  [channels, height, width]: Shape3,
  scale: MapGridScale,
): StructValues<MapGridFields> {
  return {
    tiles_per_row: layout.columns,
    tile_width: layout.tileWidth,
    tile_height: layout.tileHeight,
    gap: layout.gap,
    count: Math.min(layout.count, channels),
    height,
    width,
    ...colorScaleParams(scale),
    dead_alpha: scale.dimDead ?? 1,
  };
}
