/** The view of a picture with one channel's map over it. */
import type { Owned } from '../../base/index.ts';
import { completeOverlay } from '../../math/index.ts';
import type { Extent, OverlayView, Shape3 } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
import type { StructValues } from '../struct.ts';
import { COLOR_SCALE_FIELDS, colorScaleParams } from './color-scale.ts';
import type { ColoredMap } from './color-scale.ts';
import { expectShape } from './shapes.ts';

export const OVERLAY = defineKernel({
  name: 'overlay',
  file: 'view/overlay.wgsl',
  stage: 'fragment',
  bindings: [
    { name: 'picture', kind: 'read' },
    { name: 'input', kind: 'read' },
    { name: 'channel_stats', kind: 'read' },
    { name: 'layer_stats', kind: 'read' },
    { name: 'colormap', kind: 'read' },
  ],
  params: {
    channel: 'u32',
    height: 'u32',
    width: 'u32',
    ...COLOR_SCALE_FIELDS,
    picture_width: 'u32',
    picture_height: 'u32',
    target_width: 'u32',
    target_height: 'u32',
    source_x: 'f32',
    source_y: 'f32',
    source_width: 'f32',
    source_height: 'f32',
    focus_x: 'f32',
    focus_y: 'f32',
    focus_width: 'f32',
    focus_height: 'f32',
    map_x: 'f32',
    map_y: 'f32',
    jump_x: 'f32',
    jump_y: 'f32',
    mode: 'u32',
    blend: 'u32',
    alpha: 'f32',
    level: 'f32',
    map_smooth: 'u32',
    picture_smooth: 'u32',
    accent_red: 'f32',
    accent_green: 'f32',
    accent_blue: 'f32',
  },
  variants: [{}],
});

const MODES = { heat: 0, masked: 1, contour: 2, map: 3 } as const;
const BLENDS = { normal: 0, screen: 1, multiply: 2 } as const;

/** Parameters of the view. */
export type OverlayFields = typeof OVERLAY.params;
/** The prepared view of one picture with one layer. */
export type OverlayDraw = Draw<OverlayFields>;

/**
 * A draw of `picture` [3, H, W], RGB 0..255, with a channel of `input` over it; at first channel 0, stretched over the
 * whole picture. `setParams(overlayParams(...))` shows anything else. Throws ShapeError.
 */
export async function prepareOverlay(
  gpu: Gpu,
  label: string,
  format: GPUTextureFormat,
  {
    picture,
    input,
    channelStats,
    layerStats,
    colormap,
  }: ColoredMap & { readonly picture: BlockedTensor },
): Promise<Owned<OverlayDraw>> {
  const [, height, width] = picture.shape;
  expectShape(label, 'picture', picture.shape, [3, height, width]);
  const kernel = await gpu.renderKernel(OVERLAY, format);
  const [, rows, columns] = input.shape;
  const placement = { x: 0, y: 0, jumpX: width / columns, jumpY: height / rows };
  return kernel.prepare({
    label,
    params: overlayParams(
      picture.shape,
      input.shape,
      { width, height },
      { channel: 0, mode: 'heat', scale: 'layer', placement },
    ),
    resources: {
      picture: picture.buffer,
      input: input.buffer,
      channel_stats: channelStats,
      layer_stats: layerStats,
      colormap,
    },
  });
}

/** The parameters that show `view` of a layer of shape `map` over a picture, on a target of `target` pixels. */
export function overlayParams(
  [, pictureHeight, pictureWidth]: Shape3,
  [, height, width]: Shape3,
  target: Extent,
  view: OverlayView,
): StructValues<OverlayFields> {
  const full = completeOverlay(view, { width: pictureWidth, height: pictureHeight });
  const { source, focus, placement, accent } = full;
  return {
    channel: full.channel,
    height,
    width,
    ...colorScaleParams(view),
    picture_width: pictureWidth,
    picture_height: pictureHeight,
    target_width: target.width,
    target_height: target.height,
    source_x: source.x,
    source_y: source.y,
    source_width: source.width,
    source_height: source.height,
    focus_x: focus.x,
    focus_y: focus.y,
    focus_width: focus.width,
    focus_height: focus.height,
    map_x: placement.x,
    map_y: placement.y,
    jump_x: placement.jumpX,
    jump_y: placement.jumpY,
    mode: MODES[full.mode],
    blend: BLENDS[full.blend],
    alpha: full.alpha,
    level: full.level,
    map_smooth: full.smoothMap ? 1 : 0,
    picture_smooth: full.smoothPicture ? 1 : 0,
    accent_red: accent[0],
    accent_green: accent[1],
    accent_blue: accent[2],
  };
}
