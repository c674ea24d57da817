/** The view of a picture that is already a tensor. */
import type { Owned } from '../../base/index.ts';
import type { Extent, Rectangle, Shape3 } from '../../math/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
import type { StructValues } from '../struct.ts';
import { expectShape } from './shapes.ts';

export const PICTURE_VIEW = defineKernel({
  name: 'picture',
  file: 'view/picture.wgsl',
  stage: 'fragment',
  bindings: [{ name: 'picture', kind: 'read' }],
  params: {
    width: 'u32',
    height: 'u32',
    target_width: 'u32',
    target_height: 'u32',
    source_x: 'f32',
    source_y: 'f32',
    source_width: 'f32',
    source_height: 'f32',
    smoothing: 'u32',
  },
  variants: [{}],
});

/** Parameters of the view. */
export type PictureFields = typeof PICTURE_VIEW.params;
/** The prepared view of one picture. */
export type PictureDraw = Draw<PictureFields>;

/** A draw of `picture` [3, H, W], RGB 0..255, over the whole target, at first of the picture's size. Throws ShapeError. */
export async function preparePictureView(
  gpu: Gpu,
  label: string,
  format: GPUTextureFormat,
  { picture }: { readonly picture: BlockedTensor },
): Promise<Owned<PictureDraw>> {
  const [, height, width] = picture.shape;
  expectShape(label, 'picture', picture.shape, [3, height, width]);
  const kernel = await gpu.renderKernel(PICTURE_VIEW, format);
  return kernel.prepare({
    label,
    params: pictureViewParams(picture.shape, { width, height }, { smooth: false }),
    resources: { picture: picture.buffer },
  });
}

/** The parameters that show `source` (pixels of the picture; all of it if left out) on `target` pixels. */
export function pictureViewParams(
  [, height, width]: Shape3,
  target: Extent,
  { source, smooth }: { readonly source?: Rectangle; readonly smooth: boolean },
): StructValues<PictureFields> {
  return {
    width,
    height,
    target_width: target.width,
    target_height: target.height,
    source_x: source?.x ?? 0,
    source_y: source?.y ?? 0,
    source_width: source?.width ?? width,
    source_height: source?.height ?? height,
    smoothing: smooth ? 1 : 0,
  };
}
