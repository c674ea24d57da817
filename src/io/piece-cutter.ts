/** Cuts a stream of bytes into pieces of whole numbers, none longer than `PIECE_BYTES`. Knows no file. */
import { BYTES_OF_TYPE, PIECE_BYTES } from './archive.ts';
import type { TensorEntry, TensorPiece } from './archive.ts';

/** For one tensor, whose bytes must come in order. */
export class PieceCutter {
  readonly #entry: TensorEntry;
  readonly #unit: number;
  #offset: number;
  /** Bytes of a number that is not complete yet. */
  #rest = new Uint8Array();

  /** Begins at byte `offset` of the tensor. */
  constructor(entry: TensorEntry, offset: number) {
    this.#entry = entry;
    this.#unit = BYTES_OF_TYPE[entry.type];
    this.#offset = offset;
  }

  /** The pieces that `bytes` complete. */
  *cut(bytes: Uint8Array): Generator<TensorPiece> {
    let whole = bytes;
    if (this.#rest.length > 0) {
      whole = new Uint8Array(this.#rest.length + bytes.length);
      whole.set(this.#rest);
      whole.set(bytes, this.#rest.length);
    }
    const usable = whole.length - (whole.length % this.#unit);
    this.#rest = whole.slice(usable);
    for (let at = 0; at < usable; at += PIECE_BYTES) {
      const piece = whole.subarray(at, Math.min(usable, at + PIECE_BYTES));
      yield { entry: this.#entry, offset: this.#offset, bytes: piece };
      this.#offset += piece.length;
    }
  }
}
