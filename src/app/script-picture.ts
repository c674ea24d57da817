/** Pictures that a script hands over, of whatever kind. Fetched when a script does. */
import { PictureError, ShapeError } from '../base/index.ts';
import { sizeOf } from '../math/index.ts';
import type { Shape3, Tensor3 } from '../math/index.ts';
import { decodePicture, fetchPicture } from '../session/index.ts';
import type { Session } from '../session/index.ts';

/** A picture for `setPicture`: an address, an image file, decoded pixels, or a CHW tensor in network space. */
export type PictureArgument = string | Blob | ImageBitmap | Tensor3;

/** Shows it. Throws PictureError, ShapeError. */
export async function setPicture(session: Session, picture: PictureArgument): Promise<void> {
  if (typeof picture === 'string') {
    const blob = await fetchPicture(picture, new AbortController().signal);
    await showBlob(session, blob, picture, shareable(picture));
  } else if (picture instanceof Blob) {
    await showBlob(session, picture, picture instanceof File ? picture.name : 'picture', null);
  } else if (picture instanceof ImageBitmap) {
    await showBitmap(session, picture);
  } else {
    await showTensor(session, picture);
  }
}

async function showBlob(
  session: Session,
  blob: Blob,
  name: string,
  url: string | null,
): Promise<void> {
  const decoded = await decodePicture(blob, name);
  const { width, height } = decoded;
  const summary = { title: { en: name, ja: name }, width, height, sample: null, url };
  await session.showPicture(decoded, summary);
}

/** The whole address, where others can reach the picture by it. */
function shareable(address: string): string | null {
  const { href, protocol } = new URL(address, document.baseURI);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}

/** A copy is taken, so that the caller's bitmap stays the caller's. */
async function showBitmap(session: Session, picture: ImageBitmap): Promise<void> {
  const bitmap = await createImageBitmap(picture, { premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  const title = { en: 'Picture from a script', ja: 'スクリプトからの画像' };
  await session.showPicture(
    { bitmap, width, height, animated: false },
    { title, width, height, sample: null, url: null },
  );
}

/** What a script hands over may be anything, whatever its declared type. */
async function showTensor(
  session: Session,
  given: { shape?: unknown; data?: unknown },
): Promise<void> {
  const { shape, data } = given;
  if (!isShape(shape) || !(data instanceof Float32Array)) {
    throw new PictureError('picture-not-an-image', 'This is no picture and no {data, shape}.', {
      name: 'setPicture',
    });
  }
  if (shape[0] !== 3 || data.length !== sizeOf(shape)) {
    const shapes = `${shape.join(' x ')} with ${String(data.length)} values`;
    throw new ShapeError('shape-mismatch', `setPicture takes [3, H, W], not ${shapes}`, {
      operation: 'setPicture',
      shapes,
    });
  }
  await session.showTensor({ shape, data: data.slice() });
}

function isShape(shape: unknown): shape is Shape3 {
  return Array.isArray(shape) && shape.length === 3 && shape.every(Number.isInteger);
}
