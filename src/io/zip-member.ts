/** Reads one member of a ZIP file as a stream: found, unpacked, checked. Knows nothing of its contents. */
import { WeightsError } from '../base/index.ts';
import type { ByteSource } from './byte-source.ts';
import { readRange } from './byte-source.ts';
import { Crc32 } from './crc32.ts';
import { formatError } from './format-error.ts';
import type { ZipMember } from './zip-directory.ts';

const HEADER_SIGNATURE = 0x0403_4b50;
const HEADER_BYTES = 30;
/** Some browsers unpack all that they are given at once: this much becomes 16 MB at most. */
const PACKED_PIECE_BYTES = 16 * 2 ** 10;

/**
 * The bytes of a member from `begin` on. A stored member is read from there; a deflated one is unpacked from its start, and
 * what lies before is dropped. Size and check sum are proved whenever the start has been read, and at the end at the latest.
 * Throws WeightsError `weights-format`, and the signal's reason.
 */
export async function* readZipMember(
  source: ByteSource,
  member: ZipMember,
  begin: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const dataAt = await findData(source, member, signal);
  const end = dataAt + member.packedBytes;
  if (member.packing === 'stored') {
    const stored = source.read(dataAt + begin, end, signal);
    yield* begin === 0 ? proved(stored, member) : stored;
    return;
  }
  let skip = begin;
  for await (const piece of proved(inflate(source.read(dataAt, end, signal), member), member)) {
    if (skip < piece.length) yield piece.subarray(skip);
    skip = Math.max(0, skip - piece.length);
  }
}

/** The member's own header says once more what it is called; its length is only known there. */
async function findData(
  source: ByteSource,
  member: ZipMember,
  signal: AbortSignal,
): Promise<number> {
  const { headerAt, endsBefore, name } = member;
  const wanted = new TextEncoder().encode(name);
  const headEnd = headerAt + HEADER_BYTES + wanted.length;
  if (headEnd > endsBefore) throw formatError(`${name} in the ZIP file is out of place`);
  const head = await readRange(source, headerAt, headEnd, signal);
  const view = new DataView(head.buffer);
  const found = head.subarray(HEADER_BYTES);
  const isSame =
    view.getUint32(0, true) === HEADER_SIGNATURE &&
    view.getUint16(26, true) === wanted.length &&
    found.every((byte, i) => byte === wanted[i]);
  if (!isSame) throw formatError(`the ZIP file has no ${name} where it says`);
  const dataAt = headEnd + view.getUint16(28, true);
  if (dataAt + member.packedBytes > endsBefore) {
    throw formatError(`${name} in the ZIP file overlaps its neighbour`);
  }
  return dataAt;
}

async function* proved(
  pieces: AsyncGenerator<Uint8Array>,
  { name, bytes, crc }: ZipMember,
): AsyncGenerator<Uint8Array> {
  const sum = new Crc32();
  let count = 0;
  for await (const piece of pieces) {
    count += piece.length;
    if (count > bytes) throw formatError(`${name} unpacks to more than ${String(bytes)} bytes`);
    sum.add(piece);
    yield piece;
  }
  if (count < bytes) {
    throw formatError(`${name} unpacks to ${String(count)} bytes instead of ${String(bytes)}`);
  }
  if (sum.value !== crc) throw formatError(`${name} does not fit its check sum; it is damaged`);
}

async function* inflate(
  packed: AsyncGenerator<Uint8Array>,
  { name }: ZipMember,
): AsyncGenerator<Uint8Array> {
  const small = inSmallPieces(packed);
  let failure: unknown = null;
  const input = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await small.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          failure = error;
          throw error;
        }
      },
      async cancel() {
        await small.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  const reader = input.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (failure !== null) throw failure as Error;
    if (error instanceof WeightsError) throw error;
    throw formatError(`the packed bytes of ${name} are damaged`, error);
  } finally {
    void reader.cancel().catch(() => null);
  }
}

async function* inSmallPieces(
  pieces: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PACKED_PIECE_BYTES) {
      yield piece.slice(at, at + PACKED_PIECE_BYTES);
    }
  }
}
