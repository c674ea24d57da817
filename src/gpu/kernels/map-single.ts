/** The view of one channel of a layer: its colours, clearer the weaker it is or not, black with holes, or a contour. */
import type { Owned } from '../../base/index.ts';
import type { ColorScale, Extent, Shape3 } from '../../math/index.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
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
    { name: 'choice', kind: 'read' },
  ],
  params: {
    channel: 'u32',
    height: 'u32',
    width: 'u32',
    origin_x: 'u32',
    origin_y: 'u32',
    target_width: 'u32',
    target_height: 'u32',
    ...COLOR_SCALE_FIELDS,
    style: 'u32',
    level: 'f32',
    red: 'f32',
    green: 'f32',
    blue: 'f32',
  },
  variants: [{}, { flags: ['CELLS'] }, { flags: ['SMOOTH'] }, { flags: ['CONTOUR'] }],
});

/** How the values under a pixel are found, see the shader. Each is a kernel of its own: a branch not taken costs too. */
export type MapSampling = 'area' | 'cells' | 'smooth' | 'contour';

/** Parameters of the view. */
export type MapSingleFields = typeof MAP_SINGLE.params;
/** The prepared view of one layer, a channel at a time. */
export type MapSingleDraw = Draw<MapSingleFields>;

const STYLES = { color: 0, mask: 1, glow: 2 } as const;
/** Stands for the channel that the `choice` buffer names. */
const CHOSEN = 0xffff_ffff;
const KINGFISHER_BLUE = [0.298, 0.761, 0.933] as const;

/** Which channel, and how it is painted. */
export interface MapSingleView extends ColorScale {
  /** `chosen`: the one that the `choice` buffer names on the GPU. */
  readonly channel: number | 'chosen';
  readonly style?: keyof typeof STYLES;
  /** Of the contour: a place on the colour map, 0..1. */
  readonly level?: number;
  /** Of the contour, sRGB 0..1; kingfisher blue if left out. */
  readonly accent?: readonly [red: number, green: number, blue: number];
  /** Upper left corner on the target, device pixels. */
  readonly origin?: { readonly x: number; readonly y: number };
}

/**
 * The sampling of a map on a target: `smooth` only where the map is not larger than it, the cells themselves where it is
 * as large.
 */
export function mapSampling(
  [, height, width]: Shape3,
  target: Extent,
  { style, smooth }: { readonly style: keyof typeof STYLES | 'contour'; readonly smooth: boolean },
): MapSampling {
  if (style === 'contour') return 'contour';
  if (width === target.width && height === target.height) return 'cells';
  return smooth && width <= target.width && height <= target.height ? 'smooth' : 'area';
}

/** A draw of channel 0 of `input` at its own size; `setParams(mapSingleParams(...))` shows another. */
export async function prepareMapSingle(
  gpu: Gpu,
  label: string,
  format: GPUTextureFormat,
  {
    input,
    channelStats,
    layerStats,
    colormap,
    choice,
    sampling,
  }: ColoredMap & {
    /** From `prepareStrongest`: the channel that `chosen` stands for. */
    readonly choice: GpuBuffer;
    readonly sampling: MapSampling;
  },
): Promise<Owned<MapSingleDraw>> {
  const [, height, width] = input.shape;
  const flags = sampling === 'area' ? [] : [sampling.toUpperCase()];
  const kernel = await gpu.renderKernel(MAP_SINGLE, format, { flags });
  return kernel.prepare({
    label,
    params: mapSingleParams(input.shape, { width, height }, { channel: 0, scale: 'layer' }),
    resources: {
      input: input.buffer,
      channel_stats: channelStats,
      layer_stats: layerStats,
      colormap,
      choice,
    },
  });
}

/** The parameters that show a channel of a layer of `shape` on `target` pixels. */
export function mapSingleParams(
  [, height, width]: Shape3,
  target: Extent,
  view: MapSingleView,
): StructValues<MapSingleFields> {
  const [red, green, blue] = view.accent ?? KINGFISHER_BLUE;
  return {
    channel: view.channel === 'chosen' ? CHOSEN : view.channel,
    height,
    width,
    origin_x: view.origin?.x ?? 0,
    origin_y: view.origin?.y ?? 0,
    target_width: target.width,
    target_height: target.height,
    ...colorScaleParams(view),
    style: STYLES[view.style ?? 'color'],
    level: view.level ?? 0.5,
    red,
    green,
    blue,
  };
}
