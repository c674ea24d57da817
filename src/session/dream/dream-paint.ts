/** Bytes of pictures as something that can be drawn. The only part of dreams that needs a page's canvases. */
import type { DreamPicture } from './dream-types.ts';

/** Makes a picture of RGBA bytes; into the image of `before` where that is given and fits. */
export type PaintDream = (
  pixels: Uint8ClampedArray<ArrayBuffer>,
  size: number,
  before?: DreamPicture | null,
) => DreamPicture;

/** Paints into canvases. */
export const paintDream: PaintDream = (pixels, size, before) => {
  const known = before?.image;
  const isFit = known instanceof OffscreenCanvas && known.width === size;
  const image = isFit ? known : new OffscreenCanvas(size, size);
  // Kept where the processor reads and writes: hundreds of them are drawn small, and none is drawn with.
  const context = image.getContext('2d', { willReadFrequently: true });
  context?.putImageData(new ImageData(pixels, size, size), 0, 0);
  return { image, x: 0, y: 0, size };
};
