/** A whole safetensors file in memory, for small files and tests. Large ones are read in parts, see safetensors-archive. */
import type { TensorType } from './archive.ts';
import { decodeTensor } from './float-codec.ts';
import { LENGTH_BYTES, parseSafetensorsHeader, readHeaderLength } from './safetensors-header.ts';

/** One tensor of a file: a view until `values` is called. */
export interface StoredTensor {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  /** The stored bytes; shares the file's memory. */
  readonly bytes: Uint8Array;
  /** The numbers as float32; may share the file's memory, so do not write to them. */
  values(): Float32Array;
}

/** A parsed file. Holds on to the bytes it was read from. */
export interface SafetensorsFile {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** Parses a file. Throws WeightsError `weights-format` {detail} for anything that is not well-formed safetensors. */
export function parseSafetensors(buffer: ArrayBuffer): SafetensorsFile {
  const length = readHeaderLength(
    new Uint8Array(buffer, 0, Math.min(LENGTH_BYTES, buffer.byteLength)),
    buffer.byteLength,
  );
  const dataStart = LENGTH_BYTES + length;
  const json = new Uint8Array(buffer, LENGTH_BYTES, length);
  const { metadata, tensors } = parseSafetensorsHeader(json, buffer.byteLength - dataStart);
  return {
    metadata,
    tensors: new Map(
      [...tensors].map(([name, { type, shape, begin, end }]) => {
        const bytes = new Uint8Array(buffer, dataStart + begin, end - begin);
        return [name, { name, type, shape, bytes, values: () => decodeTensor(type, bytes) }];
      }),
    ),
  };
}
