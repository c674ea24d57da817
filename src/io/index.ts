/** Public face of io: files to numbers and back. No GPU and no page. */
export { fetchWeights } from './fetch-weights.ts';
export type { FetchOptions, FetchProgress } from './fetch-weights.ts';
export { readImageHeader } from './image-header.ts';
export type { ImageHeader } from './image-header.ts';
export { writeJsonTensor } from './json-tensor.ts';
export type { JsonTensor } from './json-tensor.ts';
export { JsonValue } from './json-value.ts';
export { writeNpy } from './npy.ts';
export type { ArrayToWrite } from './npy.ts';
export { parseSafetensors } from './safetensors.ts';
export type { SafetensorsFile, StoredTensor, TensorType } from './safetensors.ts';
export { writeSafetensors } from './safetensors-writer.ts';
export type { TensorToWrite } from './safetensors-writer.ts';
