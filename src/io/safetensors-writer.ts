/** Writes safetensors: whole files of float32 for tests and for saving, and the header of files that are written in parts. Knows no network. */
import type { TensorType } from './archive.ts';

/** A tensor to be written. */
export interface TensorToWrite {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A tensor that a header announces. */
export interface TensorToAnnounce {
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly bytes: number;
}

const LENGTH_BYTES = 8;
/** The data begins at a multiple of this, so that readers can use the numbers in place. */
const ALIGNMENT = 8;

/** All that stands before the data of the tensors, which follow in this order without gaps. */
export function writeSafetensorsHeader(
  tensors: ReadonlyMap<string, TensorToAnnounce>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { type, shape, bytes }] of tensors) {
    const begin = end;
    end += bytes;
    header[name] = { dtype: type, shape, data_offsets: [begin, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes).fill(' '.charCodeAt(0), LENGTH_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(text, LENGTH_BYTES);
  return bytes;
}

/** A file with the tensors as F32, in the order given. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, TensorToWrite>,
  metadata: Readonly<Record<string, string>> = {},
): ArrayBuffer {
  const announced = [...tensors].map(
    ([name, { shape, data }]) => [name, { type: 'F32', shape, bytes: data.byteLength }] as const,
  );
  const header = writeSafetensorsHeader(new Map(announced), metadata);
  const dataBytes = announced.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  const bytes = new Uint8Array(header.length + dataBytes);
  bytes.set(header);
  let at = header.length;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes.buffer;
}
