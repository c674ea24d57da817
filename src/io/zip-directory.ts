/**
 * Reads the table of contents at the end of a ZIP file, zip64 included: what is inside, where, how packed. Knows nothing of
 * the members' contents. Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
import type { ByteSource } from './byte-source.ts';
import { readRange } from './byte-source.ts';
import { formatError } from './format-error.ts';

/** A member as the table of contents describes it; nothing of it has been read. */
export interface ZipMember {
  readonly name: string;
  readonly packing: 'stored' | 'deflated';
  /** Check sum of the unpacked bytes. */
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where the member's own header begins in the file. */
  readonly headerAt: number;
  /** Where the next member or the table of contents begins: the member ends there at the latest. */
  readonly endsBefore: number;
}

const END_SIGNATURE = 0x0605_4b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const LOCATOR_SIGNATURE = 0x0706_4b50;
const LOCATOR_BYTES = 20;
const END64_SIGNATURE = 0x0606_4b50;
const END64_BYTES = 56;
const ENTRY_SIGNATURE = 0x0201_4b50;
const ENTRY_BYTES = 46;
const EXTRA_ZIP64 = 1;
const EXTRA_HEAD_BYTES = 4;
const WIDE_BYTES = 8;
/** A 32-bit field with this value says: see the zip64 field. */
const SEE_ZIP64 = 0xffff_ffff;
const SEE_ZIP64_SHORT = 0xffff;
const FLAG_ENCRYPTED = 1;
const METHOD_STORED = 0;
const METHOD_DEFLATED = 8;
/** Far more than any file of weights needs: about 100,000 members. */
const MAX_DIRECTORY_BYTES = 8 * 2 ** 20;
/** Control characters, and what stands for bytes that are no UTF-8. */
const UNREADABLE = /[\p{Cc}\ufffd]/u;
/** Deflate cannot make more of one byte than this. */
const MAX_DEFLATE_RATIO = 1032;

interface Directory {
  readonly begin: number;
  readonly end: number;
  readonly count: number;
}

/** The members of a ZIP file, in the order of its table of contents. Throws WeightsError `weights-format`. */
export async function readZipDirectory(
  source: ByteSource,
  signal: AbortSignal,
): Promise<readonly ZipMember[]> {
  const directory = await findDirectory(source, signal);
  if (directory.end - directory.begin > MAX_DIRECTORY_BYTES) {
    throw formatError('the table of contents of the ZIP file is too long');
  }
  const bytes = await readRange(source, directory.begin, directory.end, signal);
  const view = viewOf(bytes);
  const members: Omit<ZipMember, 'endsBefore'>[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (members.length === directory.count) throw damaged('more entries than announced');
    const { member, next } = readEntry(view, at, directory.begin);
    members.push(member);
    at = next;
  }
  if (members.length !== directory.count) throw damaged('fewer entries than announced');
  return withEnds(members, directory.begin);
}

async function findDirectory(source: ByteSource, signal: AbortSignal): Promise<Directory> {
  const size = await source.size(signal);
  if (size === null) throw formatError('the length of the ZIP file is not known');
  const tailAt = Math.max(0, size - END_BYTES - MAX_COMMENT_BYTES - LOCATOR_BYTES);
  const tail = viewOf(await readRange(source, tailAt, size, signal));
  const end = endRecordIn(tail);
  if (end === null) throw formatError('the ZIP file has no end; it seems to be cut off');
  const locator = end - LOCATOR_BYTES;
  if (locator >= 0 && tail.getUint32(locator, true) === LOCATOR_SIGNATURE) {
    return findDirectory64(source, tail, { locator, tailAt }, signal);
  }
  const count = tail.getUint16(end + 10, true);
  const bytes = tail.getUint32(end + 12, true);
  const begin = tail.getUint32(end + 16, true);
  const disks = tail.getUint16(end + 4, true) + tail.getUint16(end + 6, true);
  if (disks !== 0 || tail.getUint16(end + 8, true) !== count) throw damaged('it has several parts');
  if (count === SEE_ZIP64_SHORT || bytes === SEE_ZIP64 || begin === SEE_ZIP64) {
    throw damaged('its zip64 record is missing');
  }
  return within({ begin, end: begin + bytes, count }, tailAt + end);
}

/** Offset of the end record whose comment ends with the file. */
function endRecordIn(tail: DataView): number | null {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  return null;
}

async function findDirectory64(
  source: ByteSource,
  tail: DataView,
  { locator, tailAt }: { readonly locator: number; readonly tailAt: number },
  signal: AbortSignal,
): Promise<Directory> {
  const at = wide(tail, locator + 8);
  if (at + END64_BYTES > tailAt + locator) throw damaged('its zip64 record is out of place');
  const record = viewOf(await readRange(source, at, at + END64_BYTES, signal));
  if (record.getUint32(0, true) !== END64_SIGNATURE) throw damaged('its zip64 record is missing');
  const count = wide(record, 32);
  if (record.getUint32(16, true) + record.getUint32(20, true) !== 0 || wide(record, 24) !== count) {
    throw damaged('it has several parts');
  }
  const begin = wide(record, 48);
  return within({ begin, end: begin + wide(record, 40), count }, at);
}

function within(directory: Directory, limit: number): Directory {
  if (directory.end > limit) throw damaged('its table of contents is out of place');
  return directory;
}

function readEntry(
  view: DataView,
  at: number,
  directoryAt: number,
): { readonly member: Omit<ZipMember, 'endsBefore'>; readonly next: number } {
  if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
    throw damaged('an entry of its table of contents is not readable');
  }
  const nameAt = at + ENTRY_BYTES;
  const extraAt = nameAt + view.getUint16(at + 28, true);
  const extraEnd = extraAt + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > view.byteLength) throw damaged('an entry of its table of contents is cut off');
  const name = textOf(view, nameAt, extraAt);
  if (UNREADABLE.test(name)) throw damaged('a name in it is not readable');
  if ((view.getUint16(at + 8, true) & FLAG_ENCRYPTED) !== 0) {
    throw formatError(`${name} in the ZIP file is encrypted`);
  }
  const narrow = [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ];
  const [bytes = 0, packedBytes = 0, headerAt = 0] = widened(narrow, view, extraAt, extraEnd);
  const packing = packingOf(view.getUint16(at + 10, true), name);
  const crc = view.getUint32(at + 16, true);
  if (headerAt + packedBytes > directoryAt) throw damaged(`${name} is out of place`);
  const mostBytes = packing === 'stored' ? packedBytes : packedBytes * MAX_DEFLATE_RATIO;
  if (bytes > mostBytes || (packing === 'stored' && bytes !== packedBytes)) {
    throw formatError(
      `${name} cannot have ${String(bytes)} bytes, as the ZIP file says, packed in ${String(packedBytes)}`,
    );
  }
  return { member: { name, packing, crc, packedBytes, bytes, headerAt }, next };
}

/** Sizes and place, those that do not fit 32 bits taken from the zip64 field, where they stand in this order. */
function widened(
  narrow: readonly number[],
  view: DataView,
  extraAt: number,
  extraEnd: number,
): readonly number[] {
  if (!narrow.includes(SEE_ZIP64)) return narrow;
  let at = extraAt;
  while (at + EXTRA_HEAD_BYTES <= extraEnd) {
    const end = at + EXTRA_HEAD_BYTES + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) !== EXTRA_ZIP64) {
      at = end;
      continue;
    }
    let field = at + EXTRA_HEAD_BYTES;
    return narrow.map((value) => {
      if (value !== SEE_ZIP64) return value;
      if (field + WIDE_BYTES > Math.min(end, extraEnd)) throw damaged('a zip64 field is cut off');
      field += WIDE_BYTES;
      return wide(view, field - WIDE_BYTES);
    });
  }
  throw damaged('a zip64 field is missing');
}

function packingOf(method: number, name: string): ZipMember['packing'] {
  if (method === METHOD_STORED) return 'stored';
  if (method === METHOD_DEFLATED) return 'deflated';
  throw formatError(`${name} is packed by method ${String(method)}; 0 and 8 (deflate) are known`);
}

/** Members must not lie in one another: a file of a few bytes could hold terabytes that way. */
function withEnds(
  members: readonly Omit<ZipMember, 'endsBefore'>[],
  directoryAt: number,
): readonly ZipMember[] {
  const names = new Set<string>();
  for (const { name } of members) {
    if (names.has(name)) throw formatError(`the ZIP file has ${name} twice`);
    names.add(name);
  }
  const inOrder = [...members].sort((a, b) => a.headerAt - b.headerAt);
  const ends = new Map(
    inOrder.map((member, i) => [member.name, inOrder[i + 1]?.headerAt ?? directoryAt]),
  );
  return members.map((member) => {
    const endsBefore = ends.get(member.name) ?? directoryAt;
    if (member.headerAt + member.packedBytes > endsBefore) {
      throw damaged(`${member.name} overlaps its neighbour`);
    }
    return { ...member, endsBefore };
  });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number; those that no file reaches come out as Infinity. */
function wide(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
}

function textOf(view: DataView, begin: number, end: number): string {
  return new TextDecoder().decode(
    new Uint8Array(view.buffer, view.byteOffset + begin, end - begin),
  );
}

function damaged(what: string): Error {
  return formatError(`the ZIP file is damaged: ${what}`);
}
