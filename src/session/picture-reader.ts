/** Turns a file, an address or a sample into decoded pixels, or says why it cannot. Knows no GPU and no element. */
import { PictureError } from '../base/index.ts';
import { readImageHeader } from '../io/index.ts';

/** Decoded pixels, ready to be copied to the GPU. Whoever holds it calls `bitmap.close()`. */
export interface DecodedPicture {
  readonly bitmap: ImageBitmap;
  /** Size of the picture itself; the bitmap may be smaller. */
  readonly width: number;
  readonly height: number;
  /** It moves, and this is its first frame. */
  readonly animated: boolean;
}

/** Pictures of more pixels than this are refused before decoding. */
export const MAX_PIXELS = 100_000_000;
/** Longer sides are reduced to this while decoding: four times the largest network input is enough. */
const MAX_BITMAP_SIDE = 2048;
const DECODE_OPTIONS: ImageBitmapOptions = {
  premultiplyAlpha: 'none',
  imageOrientation: 'from-image',
};

/** Decodes an image file. Throws PictureError: zero-size, not-an-image, too-large, decode. */
export async function decodePicture(blob: Blob, name: string): Promise<DecodedPicture> {
  if (blob.size === 0) {
    throw new PictureError('picture-zero-size', `${name} is empty.`, { name });
  }
  const header = readImageHeader(new Uint8Array(await blob.arrayBuffer()));
  if (!header) {
    throw new PictureError('picture-not-an-image', `${name} is not an image.`, { name });
  }
  const { width, height } = header;
  if (width === 0 || height === 0) {
    throw new PictureError('picture-zero-size', `${name} is 0 pixels wide or high.`, { name });
  }
  if (width !== null && height !== null && width * height > MAX_PIXELS) {
    throw new PictureError(
      'picture-too-large',
      `${name} has ${String(width)} x ${String(height)} pixels, more than can be decoded.`,
      { name, width, height, limit: MAX_PIXELS / 1_000_000 },
    );
  }
  const decoded = await createImageBitmap(blob, DECODE_OPTIONS).catch((cause: unknown) => {
    const message = `${name} is damaged: it cannot be decoded.`;
    throw new PictureError('picture-decode', message, { name }, { cause });
  });
  const size = { width: decoded.width, height: decoded.height };
  return { bitmap: await reduce(decoded), ...size, animated: header.animated };
}

/** Fetches an image. Throws PictureError: unreachable, cors, http. */
export async function fetchPicture(url: string, signal: AbortSignal): Promise<Blob> {
  const address = parseAddress(url);
  const response = await fetch(address, { signal }).catch(async (cause: unknown) => {
    signal.throwIfAborted();
    const reason = (await answersOpaquely(address, signal))
      ? 'picture-cors'
      : 'picture-unreachable';
    throw new PictureError(reason, `${url} cannot be read from this page.`, { url }, { cause });
  });
  if (!response.ok) {
    throw new PictureError('picture-http', `${url} answered ${String(response.status)}.`, {
      url,
      status: response.status,
    });
  }
  return response.blob();
}

function parseAddress(url: string): URL {
  try {
    const address = new URL(url, document.baseURI);
    if (['http:', 'https:', 'data:', 'blob:'].includes(address.protocol)) return address;
  } catch {
    // Told below, like an address of another kind.
  }
  throw new PictureError('picture-unreachable', `${url} is not an address of a picture.`, { url });
}

/** Whether the host answers at all: then it was its CORS rule that kept the picture from us. */
async function answersOpaquely(address: URL, signal: AbortSignal): Promise<boolean> {
  if (address.origin === location.origin) return false;
  return fetch(address, { mode: 'no-cors', signal }).then(
    () => true,
    () => false,
  );
}

async function reduce(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const scale = MAX_BITMAP_SIDE / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1) return bitmap;
  const reduced = await createImageBitmap(bitmap, {
    premultiplyAlpha: 'none',
    resizeWidth: Math.max(1, Math.round(bitmap.width * scale)),
    resizeHeight: Math.max(1, Math.round(bitmap.height * scale)),
    resizeQuality: 'high',
  });
  bitmap.close();
  return reduced;
}
