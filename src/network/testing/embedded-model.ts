/** The embedded model read from the working copy, for tests in Node. */
import { readFileSync } from 'node:fs';
import { parseSafetensors } from '../../io/index.ts';
import type { SafetensorsFile } from '../../io/index.ts';

/** Bytes of a file below `weights/`. */
export function weightsFile(name: string): ArrayBuffer {
  return bufferOf(new URL(`../../../weights/${name}`, import.meta.url));
}

/** Bytes of a file in a buffer of their own. */
export function bufferOf(file: URL | string): ArrayBuffer {
  const bytes = readFileSync(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

/** A parsed JSON file below `weights/`. */
export function weightsJson(name: string): unknown {
  return JSON.parse(new TextDecoder().decode(weightsFile(name)));
}

/** The tensors of Kawasemi-mini. */
export function embeddedModel(): SafetensorsFile {
  return parseSafetensors(weightsFile('kawasemi-mini.safetensors'));
}
