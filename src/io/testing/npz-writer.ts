/** Makes .npz files for tests, right ones and odd ones. */
import { deflateRawSync } from 'node:zlib';
import { Crc32 } from '../crc32.ts';

export interface ArrayToPack {
  readonly name: string;
  readonly descr?: string;
  readonly shape: readonly number[];
  readonly fortran?: boolean;
  readonly data: Uint8Array;
  readonly deflate?: boolean;
  readonly version?: 1 | 2 | 3;
  /** Instead of the usual header. */
  readonly header?: string;
}

export interface MemberToPack {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflate?: boolean;
  readonly zip64?: boolean;
  /** Instead of the true ones. */
  readonly claims?: { readonly bytes?: number; readonly crc?: number };
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const floatsOf = (...values: number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(values).buffer);
/** Text as NumPy stores it: four bytes a character, filled up with zeros. */
export const unicodeOf = (texts: readonly string[], length: number): Uint8Array =>
  new Uint8Array(
    Uint32Array.from(
      texts.flatMap((text) =>
        Array.from({ length }, (_, i) => Array.from(text)[i]?.codePointAt(0) ?? 0),
      ),
    ).buffer,
  );

export function npyOf({
  descr = '<f4',
  shape,
  fortran = false,
  data,
  version = 1,
  header,
}: ArrayToPack): Uint8Array {
  const tuple = shape.length === 1 ? `${String(shape[0])},` : shape.join(', ');
  const text =
    header ??
    `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${tuple}), }`;
  const prefix = version === 1 ? 10 : 12;
  const start = Math.ceil((prefix + text.length + 1) / 64) * 64;
  const bytes = new Uint8Array(start + data.length);
  bytes.set([0x93, ...bytesOf('NUMPY'), version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, start - prefix, true);
  else view.setUint32(8, start - prefix, true);
  bytes.set(bytesOf(`${text.padEnd(start - prefix - 1)}\n`), prefix);
  bytes.set(data, start);
  return bytes;
}

/** An .npz of these arrays. */
export function npzOf(arrays: readonly ArrayToPack[]): Uint8Array<ArrayBuffer> {
  return zipOf(
    arrays.map((array) => ({
      name: `${array.name}.npy`,
      content: npyOf(array),
      deflate: array.deflate ?? false,
    })),
  );
}

/** A ZIP file; sizes of zip64 members stand in the wide field as NumPy's force_zip64 writes them. */
export function zipOf(members: readonly MemberToPack[], comment = ''): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const member of members) {
    const name = bytesOf(member.name);
    const packed = member.deflate ? deflateRawSync(member.content) : member.content;
    const sum = new Crc32();
    sum.add(member.content);
    const sizes = { bytes: member.content.length, crc: sum.value, ...member.claims };
    const local = headOf(30, 0x0403_4b50, 4, member, sizes, packed.length, name.length, 0);
    parts.push(local, name, packed);
    const extra = member.zip64 ? wideOf(sizes.bytes, packed.length, at) : new Uint8Array();
    const entry = headOf(
      46,
      0x0201_4b50,
      6,
      member,
      sizes,
      packed.length,
      name.length,
      extra.length,
    );
    const view = new DataView(entry.buffer);
    view.setUint32(42, member.zip64 ? 0xffff_ffff : at, true);
    if (member.zip64) {
      view.setUint32(20, 0xffff_ffff, true);
      view.setUint32(24, 0xffff_ffff, true);
    }
    directory.push(entry, name, extra);
    at += local.length + name.length + packed.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const is64 = members.some(({ zip64 }) => zip64);
  if (is64) directory.push(endOf64(members.length, directoryBytes, at));
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x0605_4b50, true);
  view.setUint16(8, is64 ? 0xffff : members.length, true);
  view.setUint16(10, is64 ? 0xffff : members.length, true);
  view.setUint32(12, is64 ? 0xffff_ffff : directoryBytes, true);
  view.setUint32(16, is64 ? 0xffff_ffff : at, true);
  view.setUint16(20, comment.length, true);
  return concat([...parts, ...directory, end, bytesOf(comment)]);
}

/** Local header and entry of the table have the same fields, from `shared` on. */
function headOf(
  length: number,
  signature: number,
  shared: number,
  { deflate }: MemberToPack,
  sizes: { readonly bytes: number; readonly crc: number },
  packedBytes: number,
  nameBytes: number,
  extraBytes: number,
): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(length);
  const view = new DataView(head.buffer);
  view.setUint32(0, signature, true);
  view.setUint16(shared, 20, true);
  view.setUint16(shared + 4, deflate ? 8 : 0, true);
  view.setUint32(shared + 10, sizes.crc, true);
  view.setUint32(shared + 14, packedBytes, true);
  view.setUint32(shared + 18, sizes.bytes, true);
  view.setUint16(shared + 22, nameBytes, true);
  view.setUint16(shared + 24, extraBytes, true);
  return head;
}

function wideOf(bytes: number, packedBytes: number, at: number): Uint8Array {
  const extra = new Uint8Array(28);
  const view = new DataView(extra.buffer);
  view.setUint16(0, 1, true);
  view.setUint16(2, 24, true);
  [bytes, packedBytes, at].forEach((value, i) => view.setBigUint64(4 + 8 * i, BigInt(value), true));
  return extra;
}

function endOf64(count: number, directoryBytes: number, directoryAt: number): Uint8Array {
  const record = new Uint8Array(56 + 20);
  const view = new DataView(record.buffer);
  view.setUint32(0, 0x0606_4b50, true);
  view.setBigUint64(4, 44n, true);
  [count, count, directoryBytes, directoryAt].forEach((value, i) =>
    view.setBigUint64(24 + 8 * i, BigInt(value), true),
  );
  view.setUint32(56, 0x0706_4b50, true);
  view.setBigUint64(64, BigInt(directoryAt + directoryBytes), true);
  view.setUint32(72, 1, true);
  return record;
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
