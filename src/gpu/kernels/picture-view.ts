/** The view of a picture that is already a tensor. */
import type { Owned } from '../../base/index.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Draw } from '../kernel.ts';
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
    smoothing: 'u32',
  },
  variants: [{}],
});

/** Parameters of the view: size of picture and target in pixels, 1 to smooth. */
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
    params: { width, height, target_width: width, target_height: height, smoothing: 0 },
    resources: { picture: picture.buffer },
  });
}
