/** Tells what a file is from its first bytes, not from its name. Knows no network. */
import { readImageHeader } from './image-header.ts';

/** As many bytes as are looked at. */
export const KIND_BYTES = 64;

/** A format that weights can be in, or the name of something else as people know it. */
export type FileKind =
  | { readonly format: 'hdf5' | 'zip' | 'safetensors' }
  | { readonly format: null; readonly found: string };

/** Other formats that are met by mistake, and the texts that they begin with, one byte a character. */
const OTHERS: readonly (readonly [found: string, ...starts: readonly string[]])[] = [
  ['PyTorch (.pt, .pth)', '\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'],
  ['NumPy (.npy)', '\x93NUMPY'],
  ['Git LFS', 'version https://git-lfs'],
  ['GGUF', 'GGUF'],
  ['TensorFlow Lite', '\x1c\0\0\0TFL3', '\x20\0\0\0TFL3'],
  ['gzip', '\x1f\x8b'],
  ['PDF', '%PDF'],
];
const HDF5 = '\x89HDF\r\n\x1a\n';
const ZIP = ['PK\x03\x04', 'PK\x05\x06'];
/** After the upper half of the header's length, which no header is long enough to need. */
const SAFETENSORS = '\0\0\0\0{';
const SAFETENSORS_AT = 4;
/** After an optional mark of UTF-8. */
const HTML = /^(?:\xef\xbb\xbf)?\s*</;
const JSON_TEXT = /^\s*[{[]/;

/** What begins with these bytes. Whatever nobody knows counts as safetensors, whose reader says what is wrong. */
export function fileKind(start: Uint8Array): FileKind {
  const text = String.fromCharCode(...start);
  const begins = (other: string): boolean => text.startsWith(other);
  if (start.length === 0) return { format: null, found: '0 B' };
  if (begins(HDF5)) return { format: 'hdf5' };
  if (ZIP.some(begins)) return { format: 'zip' };
  // First, for the length may look like the start of anything.
  if (text.startsWith(SAFETENSORS, SAFETENSORS_AT)) return { format: 'safetensors' };
  const found =
    OTHERS.find(([, ...starts]) => starts.some(begins))?.[0] ??
    readImageHeader(start)?.format.toUpperCase() ??
    textKind(text) ??
    (isOnnx(start) ? 'ONNX' : undefined);
  return found === undefined ? { format: 'safetensors' } : { format: null, found };
}

function textKind(text: string): string | undefined {
  if (HTML.test(text)) return 'HTML';
  return JSON_TEXT.test(text) ? 'JSON' : undefined;
}

/** A protocol buffer: field 1, the version, below 32; then field 2, the short name of the program that wrote it, as text. */
function isOnnx(start: Uint8Array): boolean {
  const [version = 0, number = 0, field = 0, length = 0] = start;
  const name = start.subarray(4, 4 + length);
  const isName =
    length > 0 && name.length === length && name.every((byte) => byte >= 0x20 && byte < 0x7f);
  return version === 0x08 && number < 32 && field === 0x12 && isName;
}

/** What a ZIP file is, from the names of what is in it; null where it may be NumPy's. */
export function zipKind(names: readonly string[]): string | null {
  if (names.some((name) => name.endsWith('.npy'))) return null;
  if (names.some((name) => name === 'data.pkl' || name.endsWith('/data.pkl')))
    return 'PyTorch (.pt, .pth)';
  if (names.includes('config.json')) return 'Keras 3 (.keras)';
  return 'ZIP';
}
