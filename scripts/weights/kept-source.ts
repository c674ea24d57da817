/** A source whose bytes are kept on disk as they come: what is there is not asked for again. Knows no format. */
import { WeightsError } from '../../src/base/index.ts';
import type { ByteSource } from '../../src/io/index.ts';
import type { KeptFile } from './kept-file.ts';

/** See the head of the file. Without an inner source it gives what is kept, and nothing else. */
export class KeptSource implements ByteSource {
  readonly label: string;
  /** Told of bytes given; `isFree` of those that were here. */
  onBytes: (bytes: number, isFree: boolean) => void = () => undefined;
  readonly #file: KeptFile;
  readonly #inner: ByteSource | null;

  constructor(label: string, file: KeptFile, inner: ByteSource | null) {
    this.label = label;
    this.#file = file;
    this.#inner = inner;
  }

  size(): Promise<number | null> {
    return Promise.resolve(this.#file.size);
  }

  seekable(signal: AbortSignal): Promise<boolean> {
    return this.#inner ? this.#inner.seekable(signal) : Promise.resolve(true);
  }

  async *read(begin: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    for (let at = begin; at < end;) {
      signal.throwIfAborted();
      const part = this.#file.firstPart({ begin: at, end });
      const bytes = part.isHere ? this.#file.read(part.begin, part.end) : this.#fetch(part, signal);
      for await (const piece of bytes) {
        yield piece;
        this.onBytes(piece.length, part.isHere);
      }
      at = part.end;
    }
  }

  async *#fetch(
    { begin, end }: { readonly begin: number; readonly end: number },
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    if (!this.#inner) {
      throw new WeightsError('weights-damaged', `What was kept of ${this.label} is damaged.`, {
        name: this.label,
      });
    }
    let at = begin;
    for await (const bytes of this.#inner.read(begin, end, signal)) {
      await this.#file.write(bytes, at);
      yield bytes;
      at += bytes.length;
    }
  }
}
