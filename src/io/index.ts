/** Public face of io: files to numbers and back. No GPU and no page. */
import type * as TuningDb from './tuning-db.ts';

export { BYTES_OF_TYPE } from './archive.ts';
export type { TensorArchive, TensorEntry, TensorPiece, TensorType, TensorWant } from './archive.ts';
export { BlobSource } from './byte-source.ts';
export type { ByteSource } from './byte-source.ts';
export { createHasher, sha256Of } from './checksum.ts';
export type { ChecksumKind, Hasher } from './checksum.ts';
export { encodeF16 } from './float-codec.ts';
export { fetchWeights } from './fetch-weights.ts';
export { decodeTensor } from './float-codec.ts';
export { HttpSource } from './http-source.ts';
export type { HttpOptions } from './http-source.ts';
export { readImageHeader } from './image-header.ts';
export type { ImageHeader } from './image-header.ts';
export { writeJsonTensor } from './json-tensor.ts';
export type { JsonTensor } from './json-tensor.ts';
export { JsonValue } from './json-value.ts';
export { keepingArchive } from './keeping-archive.ts';
export type { KeepingParts } from './keeping-archive.ts';
export { KeptTensors, PART_BYTES } from './kept-tensors.ts';
export type { Contents } from './kept-tensors.ts';
export { openWeightsFile } from './weights-file.ts';
export type { WeightsFileOptions } from './weights-file.ts';
export type { SpawnHdf5Thread } from './hdf5-protocol.ts';
export { writeNpy } from './npy.ts';
export type { ArrayToWrite } from './npy.ts';
export { openSafetensors } from './safetensors-archive.ts';
export { parseSafetensors } from './safetensors.ts';
export type { SafetensorsFile, StoredTensor } from './safetensors.ts';
export { writeSafetensors, writeSafetensorsHeader } from './safetensors-writer.ts';
export type { TensorToAnnounce, TensorToWrite } from './safetensors-writer.ts';

/** The browser's database of measurements: a part of its own. */
export function loadTuningDatabase(): Promise<typeof TuningDb> {
  return import('./tuning-db.ts');
}
