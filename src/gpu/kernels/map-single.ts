/** The view of one channel of a layer over a whole target. */
import type { Owned } from '../../base/index.ts';
import type { ColorScale, Extent, Shape3 } from '../../math/index.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
import type { StructValues } from '../struct.ts';
import { COLOR_SCALE_FIELDS, colorScaleParams } from './color-scale.ts';
import type { ColoredMap } from './color-scale.ts';

export const MAP_SINGLE = defineKernel({
  name: 'map_single',
  file: 'view/map_single.wgsl',
  stage: 'fragment',
  bindings: [
    { name: 'input', kind: 'read' },
    { name: 'channel_stats', kind: 'read' },
    { name: 'layer_stats', kind: 'read' },
    { name: 'colormap', kind: 'read' },
  ],
  params: {
    channel: 'u32',
    height: 'u32',
    width: 'u32',
    target_width: 'u32',
    target_height: 'u32',
    smoothing: 'u32',
    ...COLOR_SCALE_FIELDS,
  },
  variants: [{}],
});

/** Parameters of the view. */
export type MapSingleFields = typeof MAP_SINGLE.params;
/** The prepared view of one layer, a channel at a time. */
export type MapSingleDraw = Draw<MapSingleFields>;

/** Which channel, and how it is coloured. */
export interface MapSingleView extends ColorScale {
  readonly channel: number;
  /** Mixes neighbouring cells where the map is not larger than the target. */
  readonly smooth?: boolean;
}

/** A draw of channel 0 of `input` at its own size; `setParams(mapSingleParams(...))` shows another. */
export async function prepareMapSingle(
  gpu: Gpu,
  label: string,
  format: GPUTextureFormat,
  { input, channelStats, layerStats, colormap }: ColoredMap,
): Promise<Owned<MapSingleDraw>> {
  const [, height, width] = input.shape;
  const kernel = await gpu.renderKernel(MAP_SINGLE, format);
  return kernel.prepare({
    label,
    params: mapSingleParams(input.shape, { width, height }, { channel: 0, scale: 'layer' }),
    resources: {
      input: input.buffer,
      channel_stats: channelStats,
      layer_stats: layerStats,
      colormap,
    },
  });
}

/** The parameters that show a channel of a layer of `shape` on a target of `target` pixels. */
export function mapSingleParams(
  [, height, width]: Shape3,
  target: Extent,
  view: MapSingleView,
): StructValues<MapSingleFields> {
  return {
    channel: view.channel,
    height,
    width,
    target_width: target.width,
    target_height: target.height,
    smoothing: view.smooth ? 1 : 0,
    ...colorScaleParams(view),
  };
}
