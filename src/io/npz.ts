/**
 * NumPy's .npz: a ZIP file of arrays, each a .npy file. Headers are read when it is opened, numbers when they are wanted,
 * as a stream. Knows no network.
 */
import { sizeOf } from '../math/index.ts';
import { BYTES_OF_TYPE, entryNamed } from './archive.ts';
import type { TensorArchive, TensorEntry, TensorPiece, TensorType, TensorWant } from './archive.ts';
import type { ByteSource } from './byte-source.ts';
import { formatError } from './format-error.ts';
import { fromFortranOrder } from './fortran-order.ts';
import { NPY_PREFIX_BYTES, npyHeaderBytes, parseNpyHeader } from './npy-header.ts';
import type { NpyHeader } from './npy-header.ts';
import { isNpzMetadata, npzMetadataText } from './npz-metadata.ts';
import { PieceCutter } from './piece-cutter.ts';
import { readZipDirectory } from './zip-directory.ts';
import type { ZipMember } from './zip-directory.ts';
import { readZipMember } from './zip-member.ts';

/** An array and where it lies. */
interface PlacedArray extends TensorEntry {
  readonly member: ZipMember;
  readonly dataAt: number;
  readonly fortran: boolean;
}

const SUFFIX = '.npy';
/** Every header is read on opening; no network of the studio has a tenth of these. */
const MAX_ARRAYS = 1024;
/** A tensor in Fortran order is held as a whole. */
const MAX_FORTRAN_BYTES = 32 * 2 ** 20;
const TYPES: Readonly<Record<string, TensorType>> = { f2: 'F16', f4: 'F32', f8: 'F64' };

/** Opens an .npz file. Throws WeightsError `weights-format` {detail}, and the signal's reason. */
export async function openNpz(source: ByteSource, signal: AbortSignal): Promise<TensorArchive> {
  const members = (await readZipDirectory(source, signal)).filter(({ name }) =>
    name.endsWith(SUFFIX),
  );
  if (members.length === 0) throw formatError('the ZIP file holds no NumPy arrays');
  if (members.length > MAX_ARRAYS) {
    throw formatError(
      `the file has ${String(members.length)} arrays; ${String(MAX_ARRAYS)} is the most`,
    );
  }
  const metadata = new Map<string, string>();
  const tensors = new Map<string, PlacedArray>();
  for (const member of members) {
    const name = member.name.slice(0, -SUFFIX.length);
    const header = await readHeader(source, member, name, signal);
    const bytes = member.bytes - header.dataAt;
    if (isNpzMetadata(name, header, bytes)) {
      const data = await collect(readZipMember(source, member, 0, signal), member.bytes);
      metadata.set(name, npzMetadataText(name, header, data.subarray(header.dataAt)));
    } else {
      tensors.set(name, placed(name, member, header));
    }
  }
  return {
    metadata,
    tensors,
    whole: null,
    read: (wanted, until) => readArrays(source, tensors, wanted, until),
    dispose: () => undefined,
  };
}

async function readHeader(
  source: ByteSource,
  member: ZipMember,
  name: string,
  signal: AbortSignal,
): Promise<NpyHeader> {
  let head = new Uint8Array();
  let wanted = NPY_PREFIX_BYTES;
  for await (const piece of readZipMember(source, member, 0, signal)) {
    head = joined(head, piece);
    if (head.length >= NPY_PREFIX_BYTES) wanted = npyHeaderBytes(head, name);
    if (head.length >= wanted) return parseNpyHeader(head.slice(0, wanted), name);
  }
  throw formatError(`${name} ends within its header`);
}

function placed(name: string, member: ZipMember, header: NpyHeader): PlacedArray {
  const { descr, fortran, shape, dataAt } = header;
  const type = typeOf(name, descr);
  const bytes = sizeOf(shape) * BYTES_OF_TYPE[type];
  if (bytes !== member.bytes - dataAt) {
    throw formatError(
      `${name} of shape (${shape.join()}) needs ${String(bytes)} bytes, but has ${String(member.bytes - dataAt)}`,
    );
  }
  const isTurned = fortran && shape.length > 1;
  if (isTurned && bytes > MAX_FORTRAN_BYTES) {
    throw formatError(
      `${name} is large and in Fortran order; save it with numpy.ascontiguousarray`,
    );
  }
  return { name, type, shape, bytes, member, dataAt, fortran: isTurned };
}

function typeOf(name: string, descr: string): TensorType {
  const [, order = '', kind = ''] = /^([<>=|])(\w+)$/.exec(descr) ?? [];
  const type = Object.hasOwn(TYPES, kind) ? TYPES[kind] : undefined;
  if (type === undefined) {
    throw formatError(
      `${name} has the number format ${descr.slice(0, 20)}; f2, f4 and f8 are known`,
    );
  }
  if (order === '>') {
    throw formatError(`${name} is big-endian (${descr}); save it with astype('<${kind}')`);
  }
  return type;
}

async function* readArrays(
  source: ByteSource,
  tensors: ReadonlyMap<string, PlacedArray>,
  wanted: readonly TensorWant[],
  signal: AbortSignal,
): AsyncGenerator<TensorPiece> {
  for (const { name, offset } of wanted) {
    const entry = entryNamed(tensors, name);
    if (offset >= entry.bytes && offset > 0) continue;
    const cutter = new PieceCutter(entry, offset);
    for await (const bytes of numbersOf(source, entry, offset, signal)) {
      // What has come may be unpacked for a long time before the source is asked again.
      signal.throwIfAborted();
      yield* cutter.cut(bytes);
    }
  }
}

function numbersOf(
  source: ByteSource,
  { member, dataAt, fortran, shape, type }: PlacedArray,
  offset: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (!fortran) {
    return offset === 0
      ? withoutStart(readZipMember(source, member, 0, signal), dataAt)
      : readZipMember(source, member, dataAt + offset, signal);
  }
  const unit = BYTES_OF_TYPE[type];
  const stored = withoutStart(readZipMember(source, member, 0, signal), dataAt);
  return fromFortranOrder(stored, shape, unit, offset / unit);
}

/** All but the first bytes; they are read all the same, for the check sum. */
async function* withoutStart(
  pieces: AsyncGenerator<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let skip = bytes;
  for await (const piece of pieces) {
    if (skip < piece.length) yield piece.subarray(skip);
    skip = Math.max(0, skip - piece.length);
  }
}

async function collect(pieces: AsyncGenerator<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for await (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
