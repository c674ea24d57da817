/**
 * Reads safetensors: 8 bytes of header length (u64, little endian), a JSON header, the tensors one after another.
 * Format: https://github.com/huggingface/safetensors#format. Knows no network; refuses everything the format forbids.
 */
import { WeightsError, messageOf } from '../base/index.ts';
import { sizeOf } from '../math/index.ts';
import { duplicateKey } from './duplicate-key.ts';
import { decodeBF16, decodeF16, decodeF32 } from './float-codec.ts';

/** Number formats that can be read. */
export type TensorType = 'F32' | 'F16' | 'BF16';

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

const DECODERS = {
  F32: { bytes: 4, decode: decodeF32 },
  F16: { bytes: 2, decode: decodeF16 },
  BF16: { bytes: 2, decode: decodeBF16 },
} as const;

const LENGTH_BYTES = 8;
/** As in the reference implementation: no sane header is longer. */
const MAX_HEADER_BYTES = 100_000_000;
const METADATA = '__metadata__';

/** Parses a file. Throws WeightsError `weights-format` {detail} for anything that is not well-formed safetensors. */
export function parseSafetensors(buffer: ArrayBuffer): SafetensorsFile {
  const { header, dataStart } = readHeader(buffer);
  const tensors = new Map<string, StoredTensor>();
  const spans: Span[] = [];
  let metadata: ReadonlyMap<string, string> = new Map();
  for (const [name, entry] of Object.entries(header)) {
    if (name === METADATA) {
      metadata = readMetadata(entry);
      continue;
    }
    const { type, shape, begin, end } = readEntry(name, entry);
    if (dataStart + end > buffer.byteLength) {
      throw formatError(`the file ends before the end of ${name}; it seems to be cut off`);
    }
    spans.push({ name, begin, end });
    const bytes = new Uint8Array(buffer, dataStart + begin, end - begin);
    tensors.set(name, { name, type, shape, bytes, values: () => DECODERS[type].decode(bytes) });
  }
  expectSeamless(spans, buffer.byteLength - dataStart);
  return { metadata, tensors };
}

interface Span {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

function readHeader(buffer: ArrayBuffer): {
  header: Record<string, unknown>;
  dataStart: number;
} {
  if (buffer.byteLength < LENGTH_BYTES) {
    throw formatError(`${String(buffer.byteLength)} bytes are too few for a safetensors file`);
  }
  const start = new TextDecoder().decode(new Uint8Array(buffer, 0, LENGTH_BYTES));
  if (start.trimStart().startsWith('<')) {
    throw formatError('this is a web page, not a safetensors file');
  }
  const length = new DataView(buffer).getBigUint64(0, true);
  if (length > BigInt(Math.min(MAX_HEADER_BYTES, buffer.byteLength - LENGTH_BYTES))) {
    throw formatError(
      `a header of ${String(length)} bytes does not fit a file of ${String(buffer.byteLength)} bytes`,
    );
  }
  const bytes = new Uint8Array(buffer, LENGTH_BYTES, Number(length));
  return { header: parseHeader(bytes), dataStart: LENGTH_BYTES + Number(length) };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
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

function readEntry(
  name: string,
  entry: unknown,
): Span & { readonly type: TensorType; readonly shape: readonly number[] } {
  if (!isRecord(entry)) throw formatError(`${name} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !isTensorType(dtype)) {
    throw formatError(`${name} has the number format ${words(dtype)}; F32, F16 and BF16 are known`);
  }
  if (!isCounts(shape)) throw formatError(`${name} has the shape ${words(shape)}`);
  if (!isCounts(offsets) || offsets.length !== 2) {
    throw formatError(`${name} has the offsets ${words(offsets)}`);
  }
  const [begin = 0, end = 0] = offsets;
  const expected = sizeOf(shape) * DECODERS[dtype].bytes;
  if (end - begin !== expected) {
    throw formatError(
      `${name} takes ${String(end - begin)} bytes, but ${dtype} ${words(shape)} needs ${String(expected)}`,
    );
  }
  return { name, type: dtype, shape, begin, end };
}

/** The tensors must cover the data exactly: no overlap, no gap, no rest. */
function expectSeamless(spans: readonly Span[], dataBytes: number): void {
  let covered = 0;
  let before = 'the header';
  const inOrder = [...spans].sort((a, b) => a.begin - b.begin || a.end - b.end);
  for (const { name, begin, end } of inOrder) {
    if (begin < covered) throw formatError(`${name} overlaps ${before}`);
    if (begin > covered) throw formatError(`there is a gap between ${before} and ${name}`);
    covered = end;
    before = name;
  }
  if (covered < dataBytes) {
    throw formatError(`${String(dataBytes - covered)} bytes are left over after ${before}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTensorType(name: string): name is TensorType {
  return Object.hasOwn(DECODERS, name);
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
