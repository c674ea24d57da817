/**
 * Writes NumPy's own file format, version 1.0: what `numpy.load` reads. Knows no network.
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { sizeOf } from '../math/index.ts';

/** Numbers to be written; the last axis varies fastest. */
export interface ArrayToWrite {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const MAGIC = [0x93, ...Array.from('NUMPY', (letter) => letter.charCodeAt(0))];
const VERSION = [1, 0];
const LENGTH_BYTES = 2;
/** The numbers begin at a multiple of this. */
const ALIGNMENT = 64;

/**
 * A `.npy` file of little-endian float32 in C order. Throws RangeError where the shape does not fit the data,
 * or where there is nothing to write.
 */
export function writeNpy({ shape, data }: ArrayToWrite): Uint8Array<ArrayBuffer> {
  const isWhole = shape.every((extent) => Number.isInteger(extent) && extent > 0);
  if (shape.length === 0 || !isWhole || sizeOf(shape) !== data.length) {
    throw new RangeError(`${data.length} values do not make an array of shape (${shape.join()}).`);
  }
  const tuple = shape.length === 1 ? `${shape.join()},` : shape.join(', ');
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${tuple}), }`;
  const prefix = MAGIC.length + VERSION.length + LENGTH_BYTES;
  const start = Math.ceil((prefix + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = `${dictionary.padEnd(start - prefix - 1)}\n`;

  const bytes = new Uint8Array(start + data.byteLength);
  bytes.set([...MAGIC, ...VERSION]);
  new DataView(bytes.buffer).setUint16(prefix - LENGTH_BYTES, header.length, true);
  bytes.set(new TextEncoder().encode(header), prefix);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  return bytes;
}
