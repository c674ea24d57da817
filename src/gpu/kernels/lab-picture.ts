/** The view of a map of one or three channels whose values may be of any size. */
import type { Owned } from '../../base/index.ts';
import type { Extent, Shape3 } from '../../math/index.ts';
import { LAB_DISPLAYS, maskColor, wrapFactor } from '../../math/lab/index.ts';
import type { LabLook } from '../../math/lab/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import type { StructValues } from '../struct.ts';
import { expectShape } from './shapes.ts';

const RGB = 3;
const BYTES: LabLook = { display: 'clamp', low: 0, high: 255 };

export const LAB_PICTURE = defineKernel({
  name: 'lab_picture',
  file: 'view/lab_picture.wgsl',
  stage: 'fragment',
  bindings: [
    { name: 'picture', kind: 'read' },
    { name: 'colormap', kind: 'read' },
  ],
  params: {
    width: 'u32',
    height: 'u32',
    target_width: 'u32',
    target_height: 'u32',
    channels: 'u32',
    display: 'u32',
    low: 'f32',
    high: 'f32',
    factor: 'f32',
    mask_red: 'f32',
    mask_green: 'f32',
    mask_blue: 'f32',
    mask_alpha: 'f32',
  },
  variants: [{}],
});

/** Parameters of the view. */
export type LabPictureFields = typeof LAB_PICTURE.params;
/** The prepared view of one map. */
export type LabPictureDraw = Draw<LabPictureFields>;

/**
 * A draw of `picture` [1 or 3, H, W] over the whole target, at first of its size and with 255 as white. `colormap`: from
 * `uploadColormap`, for one channel in `diverging`. Throws ShapeError.
 */
export async function prepareLabPicture(
  gpu: Gpu,
  label: string,
  format: GPUTextureFormat,
  { picture, colormap }: { readonly picture: BlockedTensor; readonly colormap: GpuBuffer },
): Promise<Owned<LabPictureDraw>> {
  const [channels, height, width] = picture.shape;
  if (channels !== 1) expectShape(label, 'picture', picture.shape, [RGB, height, width]);
  const kernel = await gpu.renderKernel(LAB_PICTURE, format);
  return kernel.prepare({
    label,
    params: labPictureParams(picture.shape, { width, height }, BYTES),
    resources: { picture: picture.buffer, colormap },
  });
}

/** The parameters that show a map of `shape` on `target` pixels. */
export function labPictureParams(
  [channels, height, width]: Shape3,
  target: Extent,
  look: LabLook,
): StructValues<LabPictureFields> {
  const [red, green, blue, alpha] = maskColor(look);
  return {
    width,
    height,
    target_width: target.width,
    target_height: target.height,
    channels,
    display: LAB_DISPLAYS.indexOf(look.display),
    low: look.low,
    high: look.high,
    factor: wrapFactor(look),
    mask_red: red,
    mask_green: green,
    mask_blue: blue,
    mask_alpha: alpha,
  };
}
