/** Reads whole tensors of an archive, for tests. */
import type { TensorArchive } from '../archive.ts';
import { PIECE_BYTES } from '../archive.ts';

/** All bytes of a tensor from a byte on; the pieces must come in order, without gaps, none too long. */
export async function readAll(
  archive: TensorArchive,
  name: string,
  offset = 0,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let at = offset;
  for await (const piece of archive.read([{ name, offset }], new AbortController().signal)) {
    if (piece.entry.name !== name || piece.offset !== at || piece.bytes.length > PIECE_BYTES) {
      throw new Error(
        `${piece.entry.name} at ${String(piece.offset)} instead of ${name} at ${String(at)}`,
      );
    }
    pieces.push(new Uint8Array(piece.bytes));
    at += piece.bytes.length;
  }
  if (at !== archive.tensors.get(name)?.bytes) throw new Error(`${name} ends at ${String(at)}`);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
