/** Reads a stream into the same memory again and again, where the stream can do that: half a gigabyte leaves no litter. */

/** Bytes asked for at a time. */
const CHUNK_BYTES = 256 * 1024;

/** See the head of the file. */
export class StreamReader {
  readonly #own: ReadableStreamBYOBReader | null;
  readonly #usual: ReadableStreamDefaultReader<Uint8Array> | null;
  #memory = new ArrayBuffer(CHUNK_BYTES);

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#own = byteReaderOf(stream);
    this.#usual = this.#own ? null : stream.getReader();
  }

  /** The next bytes, valid until the next call; null at the end. */
  async read(): Promise<Uint8Array | null> {
    if (this.#usual) return (await this.#usual.read()).value ?? null;
    const read = await this.#own?.read(new Uint8Array(this.#memory));
    if (!read?.value) return null;
    this.#memory = read.value.buffer;
    return read.done ? null : read.value;
  }

  /** Nothing more is wanted. */
  async cancel(): Promise<void> {
    await (this.#own ?? this.#usual)?.cancel();
  }
}

/** Null where the stream, or the browser, cannot read into given memory. */
function byteReaderOf(stream: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | null {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}
