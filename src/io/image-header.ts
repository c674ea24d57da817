/**
 * Reads what an image file says of itself in its first bytes: format, size, whether it moves. So a picture can be
 * refused, with a reason, before anything is decoded. Knows no DOM.
 */

/** Facts from the header. `width` and `height` are null where the format hides them too deep. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'avif';
  readonly width: number | null;
  readonly height: number | null;
  readonly animated: boolean;
}

/** The header of an image file, or null when the bytes are no image that browsers decode. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) return null;
  if (view.getUint32(0) === 0x8950_4e47) return readPng(view);
  if (view.getUint16(0) === 0xffd8) return readJpeg(view);
  const tag = text(view, 0, 4);
  if (tag === 'GIF8') return readGif(view);
  if (tag === 'RIFF' && text(view, 8, 4) === 'WEBP') return readWebp(view);
  if (tag.startsWith('BM') && bytes.length >= 26) {
    const height = Math.abs(view.getInt32(22, true));
    return { format: 'bmp', width: view.getInt32(18, true), height, animated: false };
  }
  if (text(view, 4, 4) === 'ftyp' && /^avi[fs]/.test(text(view, 8, 4))) {
    return { format: 'avif', width: null, height: null, animated: text(view, 8, 4) === 'avis' };
  }
  return null;
}

function readPng(view: DataView): ImageHeader | null {
  if (view.byteLength < 24) return null;
  let animated = false;
  let offset = 8;
  while (offset + 8 <= view.byteLength) {
    const length = view.getUint32(offset);
    const type = text(view, offset + 4, 4);
    if (type === 'acTL') animated = true;
    if (type === 'IDAT' || type === 'IEND') break;
    offset += length + 12;
  }
  return { format: 'png', width: view.getUint32(16), height: view.getUint32(20), animated };
}

function readJpeg(view: DataView): ImageHeader {
  let offset = 2;
  while (offset + 9 <= view.byteLength) {
    if (view.getUint8(offset) !== 0xff) break;
    const marker = view.getUint8(offset + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const height = view.getUint16(offset + 5);
      return { format: 'jpeg', width: view.getUint16(offset + 7), height, animated: false };
    }
    const standsAlone = marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    offset += marker === 0xff ? 1 : standsAlone ? 2 : 2 + view.getUint16(offset + 2);
  }
  return { format: 'jpeg', width: null, height: null, animated: false };
}

function readGif(view: DataView): ImageHeader {
  const width = view.getUint16(6, true);
  const height = view.getUint16(8, true);
  return { format: 'gif', width, height, animated: countGifFrames(view) > 1 };
}

function countGifFrames(view: DataView): number {
  const skipBlocks = (from: number): number => {
    let at = from;
    while (at < view.byteLength && view.getUint8(at) !== 0) at += view.getUint8(at) + 1;
    return at + 1;
  };
  const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));
  if (view.byteLength < 13) return 0;
  let offset = 13 + tableBytes(view.getUint8(10));
  let frames = 0;
  while (offset < view.byteLength && frames < 2) {
    const kind = view.getUint8(offset);
    if (kind === 0x21) {
      offset = skipBlocks(offset + 2);
    } else if (kind === 0x2c && offset + 10 < view.byteLength) {
      frames += 1;
      offset = skipBlocks(offset + 10 + tableBytes(view.getUint8(offset + 9)) + 1);
    } else {
      break;
    }
  }
  return frames;
}

function readWebp(view: DataView): ImageHeader {
  const kind = text(view, 12, 4);
  if (kind === 'VP8X' && view.byteLength >= 30) {
    const width = 1 + (view.getUint32(24, true) & 0xff_ffff);
    const height = 1 + (view.getUint32(26, true) >>> 8);
    return { format: 'webp', width, height, animated: (view.getUint8(20) & 2) !== 0 };
  }
  if (kind === 'VP8 ' && view.byteLength >= 30) {
    const width = view.getUint16(26, true) & 0x3fff;
    return { format: 'webp', width, height: view.getUint16(28, true) & 0x3fff, animated: false };
  }
  if (kind === 'VP8L' && view.byteLength >= 25) {
    const bits = view.getUint32(21, true);
    const height = ((bits >>> 14) & 0x3fff) + 1;
    return { format: 'webp', width: (bits & 0x3fff) + 1, height, animated: false };
  }
  return { format: 'webp', width: null, height: null, animated: false };
}

function text(view: DataView, offset: number, length: number): string {
  let result = '';
  for (let i = 0; i < length && offset + i < view.byteLength; i += 1) {
    result += String.fromCharCode(view.getUint8(offset + i));
  }
  return result;
}
