/** Bytes that can be read in ranges, wherever they lie. Knows no format. */
import { WeightsError } from '../base/index.ts';
import { StreamReader } from './stream-reader.ts';

/** A file, a part of a browser's storage, or what a server holds. */
export interface ByteSource {
  /** For messages: a file's name or an address. */
  readonly label: string;
  /** Bytes in all; null where the server does not tell. May ask it. Throws WeightsError. */
  size(signal: AbortSignal): Promise<number | null>;
  /** Whether any range can be read at its own cost; false where everything before it must be read as well. */
  seekable(signal: AbortSignal): Promise<boolean>;
  /** The bytes from `begin` to `end`, in order, exactly as many; each piece is valid until the next is asked for. Throws WeightsError, and the signal's reason. */
  read(begin: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array>;
}

/** All of a short range in one piece. Throws WeightsError. */
export async function readRange(
  source: ByteSource,
  begin: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(end - begin);
  let at = 0;
  for await (const piece of source.read(begin, end, signal)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** A file that the person chose, or any other blob; in Node what `fs.openAsBlob` gives. */
export class BlobSource implements ByteSource {
  readonly label: string;
  readonly #blob: Blob;

  constructor(blob: Blob, label: string) {
    this.#blob = blob;
    this.label = label;
  }

  size(): Promise<number> {
    return Promise.resolve(this.#blob.size);
  }

  seekable(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async *read(begin: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    if (end > this.#blob.size) {
      const detail = `${this.label} ends at byte ${String(this.#blob.size)}, before byte ${String(end)}; it seems to be cut off`;
      throw new WeightsError('weights-format', detail, { detail });
    }
    const reader = new StreamReader(this.#blob.slice(begin, end).stream());
    try {
      for (;;) {
        signal.throwIfAborted();
        const bytes = await reader.read();
        if (!bytes) return;
        yield bytes;
      }
    } finally {
      void reader.cancel().catch(() => null);
    }
  }
}
