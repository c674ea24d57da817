/**
 * The header of a safetensors file: 8 bytes of its length (u64, little endian), then JSON that says where each tensor
 * lies in the data that follows. Format: https://github.com/huggingface/safetensors#format. Refuses everything the format
 * forbids; reads no tensor.
 */
import { WeightsError, messageOf } from '../base/index.ts';
import { sizeOf } from '../math/index.ts';
import { BYTES_OF_TYPE } from './archive.ts';
import type { TensorEntry, TensorType } from './archive.ts';
import { duplicateKey } from './duplicate-key.ts';

/** A tensor and its place, counted from the first byte of the data. */
export interface PlacedEntry extends TensorEntry {
  readonly begin: number;
  readonly end: number;
}

/** What a header says. */
export interface SafetensorsHeader {
  readonly metadata: ReadonlyMap<string, string>;
  /** In the order of the header. */
  readonly tensors: ReadonlyMap<string, PlacedEntry>;
  /** Bytes of all tensors together. */
  readonly dataBytes: number;
}

/** Bytes that say how long the header is. */
export const LENGTH_BYTES = 8;
/** As in the reference implementation: no sane header is longer. */
const MAX_HEADER_BYTES = 100_000_000;
const METADATA = '__metadata__';
const KNOWN = Object.keys(BYTES_OF_TYPE).join(', ');

/**
 * The length of the header, from the first 8 bytes of a file of `fileBytes` (null: not known). Throws WeightsError
 * `weights-format` {detail}.
 */
export function readHeaderLength(first: Uint8Array, fileBytes: number | null): number {
  if (first.length < LENGTH_BYTES) {
    throw formatError(`${String(first.length)} bytes are too few for a safetensors file`);
  }
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  // The first bytes of a length may be those of a page, the last ones not.
  const text =
    view.getUint32(4) === 0 ? '' : new TextDecoder().decode(first.subarray(0, LENGTH_BYTES));
  if (text.trimStart().startsWith('<')) {
    throw formatError('this is a web page, not a safetensors file');
  }
  const length = view.getBigUint64(0, true);
  const room = fileBytes === null ? MAX_HEADER_BYTES : fileBytes - LENGTH_BYTES;
  if (length > BigInt(Math.min(MAX_HEADER_BYTES, room))) {
    const whole = fileBytes === null ? 'any file' : `a file of ${String(fileBytes)} bytes`;
    throw formatError(`a header of ${String(length)} bytes does not fit ${whole}`);
  }
  return Number(length);
}

/**
 * Reads the JSON. `dataBytes` is what follows it (null: not known). The tensors must cover it exactly: no overlap, no gap,
 * no rest. Throws WeightsError `weights-format` {detail}.
 */
export function parseSafetensorsHeader(
  json: Uint8Array,
  dataBytes: number | null,
): SafetensorsHeader {
  const tensors = new Map<string, PlacedEntry>();
  let metadata: ReadonlyMap<string, string> = new Map();
  for (const [name, entry] of Object.entries(parseJson(json))) {
    if (name === METADATA) {
      metadata = readMetadata(entry);
      continue;
    }
    const placed = readEntry(name, entry);
    if (dataBytes !== null && placed.end > dataBytes) {
      throw formatError(`the file ends before the end of ${name}; it seems to be cut off`);
    }
    tensors.set(name, placed);
  }
  return { metadata, tensors, dataBytes: expectSeamless([...tensors.values()], dataBytes) };
}

function parseJson(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    header = JSON.parse(text);
  } catch (error) {
    throw formatError(`the header is not JSON (${messageOf(error)})`, error);
  }
  if (!isRecord(header)) throw formatError('the header is not a JSON object');
  const twice = duplicateKey(text);
  if (twice !== null) throw formatError(`the header has ${twice} twice`);
  return header;
}

function readMetadata(entry: unknown): ReadonlyMap<string, string> {
  if (!isRecord(entry)) throw formatError(`${METADATA} is not an object`);
  const metadata = new Map<string, string>();
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== 'string') throw formatError(`the metadata ${key} is not text`);
    metadata.set(key, value);
  }
  return metadata;
}

function readEntry(name: string, entry: unknown): PlacedEntry {
  if (!isRecord(entry)) throw formatError(`${name} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !isTensorType(dtype)) {
    throw formatError(`${name} has the number format ${words(dtype)}; ${KNOWN} are known`);
  }
  if (!isCounts(shape)) throw formatError(`${name} has the shape ${words(shape)}`);
  if (!isCounts(offsets) || offsets.length !== 2) {
    throw formatError(`${name} has the offsets ${words(offsets)}`);
  }
  const [begin = 0, end = 0] = offsets;
  const expected = sizeOf(shape) * BYTES_OF_TYPE[dtype];
  if (end - begin !== expected) {
    throw formatError(
      `${name} takes ${String(end - begin)} bytes, but ${dtype} ${words(shape)} needs ${String(expected)}`,
    );
  }
  return { name, type: dtype, shape, bytes: expected, begin, end };
}

/** Throws unless the tensors lie side by side; gives the bytes they take. */
function expectSeamless(tensors: readonly PlacedEntry[], dataBytes: number | null): number {
  let covered = 0;
  let before = 'the header';
  const inOrder = [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end);
  for (const { name, begin, end } of inOrder) {
    if (begin < covered) throw formatError(`${name} overlaps ${before}`);
    if (begin > covered) throw formatError(`there is a gap between ${before} and ${name}`);
    covered = end;
    before = name;
  }
  if (dataBytes !== null && covered < dataBytes) {
    throw formatError(`${String(dataBytes - covered)} bytes are left over after ${before}`);
  }
  return covered;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTensorType(name: string): name is TensorType {
  return Object.hasOwn(BYTES_OF_TYPE, name);
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/** A short form of anything found in a header. */
function words(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function formatError(detail: string, cause?: unknown): WeightsError {
  return new WeightsError(
    'weights-format',
    `The weights could not be read: ${detail}.`,
    { detail },
    { cause },
  );
}
