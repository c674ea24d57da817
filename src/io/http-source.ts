/**
 * Bytes that a server holds, read in ranges. What breaks off goes on where it stopped; a server that knows no ranges is
 * read as one stream. Knows no format.
 */
import { WeightsError } from '../base/index.ts';
import type { ByteSource } from './byte-source.ts';
import { StreamReader } from './stream-reader.ts';

/** How to ask; the defaults are for everyone but tests. */
export interface HttpOptions {
  readonly fetch?: typeof globalThis.fetch;
  /** Waits before another attempt. */
  readonly wait?: (ms: number) => Promise<void>;
  /** A connection on which nothing comes for so long is broken, ms. */
  readonly patience?: number;
}

/** An answer that is being read. */
interface Stream {
  readonly reader: StreamReader;
  /** Place in the file of the next byte. */
  at: number;
  /** Bytes in hand that nobody has taken. */
  rest: Uint8Array;
  /** The place behind the last byte, as the server said; null where it did not. */
  readonly end: number | null;
}

const PARTIAL_CONTENT = 206;
const RANGE_NOT_SATISFIABLE = 416;
const TOO_MANY_REQUESTS = 429;
const REQUEST_TIMEOUT = 408;
const FIRST_SERVER_ERROR = 500;
/** Status told when no answer came at all. */
const NO_ANSWER = 0;
/** Pauses before the attempts that follow one that brought nothing. */
const PAUSES = [500, 1000, 2000, 4000, 8000];
const PATIENCE = 30_000;

/** A failure that another attempt may mend. */
class Interruption extends Error {
  readonly status: number | null;

  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** See the head of the file. One read at a time. */
export class HttpSource implements ByteSource {
  readonly label: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #wait: (ms: number) => Promise<void>;
  readonly #patience: number;
  #size: number | null = null;
  #ranges: boolean | null = null;
  #tag: string | null = null;
  /** Of a server without ranges: kept from read to read. */
  #stream: Stream | null = null;

  constructor(url: string, { fetch, wait, patience = PATIENCE }: HttpOptions = {}) {
    this.label = url;
    this.#patience = patience;
    this.#fetch = fetch ?? globalThis.fetch.bind(globalThis);
    this.#wait = wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  }

  async size(signal: AbortSignal): Promise<number | null> {
    await this.#meet(signal);
    return this.#size;
  }

  async seekable(signal: AbortSignal): Promise<boolean> {
    await this.#meet(signal);
    return this.#ranges === true;
  }

  /**
   * Throws WeightsError `weights-http` {url, status}, `weights-html`, `weights-range`, `weights-changed`,
   * `weights-cut-off` {expected, found} or, after several attempts in vain, `weights-connection` {received, total}.
   */
  async *read(begin: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    let at = begin;
    let failures = 0;
    while (at < end) {
      try {
        for await (const bytes of this.#attempt(at, end, signal)) {
          yield bytes;
          at += bytes.length;
          failures = 0;
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Interruption)) throw error;
        await this.#pause(failures, error, at, signal);
        failures += 1;
      }
    }
  }

  /** Asks for the first byte, if nothing has been asked for yet. */
  async #meet(signal: AbortSignal): Promise<void> {
    if (this.#ranges !== null) return;
    const bytes = this.read(0, 1, signal);
    await bytes.next();
    await bytes.return(undefined);
  }

  /** Reads until the answer ends. Throws Interruption when that is too early. */
  async *#attempt(begin: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const stream = await this.#open(begin, end, signal);
    try {
      while (stream.at < end) {
        const bytes = await this.#next(stream, begin, end);
        if (bytes.length > 0) yield bytes;
      }
    } finally {
      // Of a stream without ranges what follows is still wanted.
      if (stream !== this.#stream) void stream.reader.cancel().catch(() => null);
    }
  }

  /** Takes bytes off the stream; those before `begin` are let go of. */
  async #next(stream: Stream, begin: number, end: number): Promise<Uint8Array> {
    if (stream.rest.length === 0) stream.rest = await this.#receive(stream, end);
    const skipped = Math.min(stream.rest.length, Math.max(0, begin - stream.at));
    const taken = stream.rest.subarray(skipped, skipped + Math.max(0, end - stream.at - skipped));
    stream.at += skipped + taken.length;
    stream.rest = stream.rest.subarray(skipped + taken.length);
    return taken;
  }

  async #receive(stream: Stream, end: number): Promise<Uint8Array> {
    const value = await this.#inTime(stream.reader.read()).catch((cause: unknown) => {
      this.#stream = null;
      void stream.reader.cancel().catch(() => null);
      throw new Interruption('The connection broke off.', null, { cause });
    });
    if (value) return value;
    this.#stream = null;
    if (this.#ranges === false && stream.end === stream.at) {
      throw this.#cutOff(stream.at, end);
    }
    throw new Interruption('The answer ended too early.', null);
  }

  /** A stream that will come to `begin`. */
  async #open(begin: number, end: number, signal: AbortSignal): Promise<Stream> {
    const kept = this.#stream;
    if (kept && kept.at <= begin) return kept;
    if (kept) void kept.reader.cancel().catch(() => null);
    this.#stream = null;
    const range = `bytes=${String(begin)}-${String(end - 1)}`;
    const headers = this.#ranges === false ? {} : { Range: range };
    const request = this.#fetch(this.label, { headers, signal, cache: 'no-store' });
    const response = await this.#inTime(request).catch((cause: unknown) => {
      throw new Interruption('No answer came.', NO_ANSWER, { cause });
    });
    this.#expectGood(response);
    this.#expectSame(response);
    const isRange = response.status === PARTIAL_CONTENT;
    const told = isRange ? this.#readContentRange(response, begin) : null;
    const length = lengthOf(response);
    const total = isRange ? (told?.total ?? null) : length;
    if (total !== null) this.#expectSize(total);
    if (isRange && total !== null && total < end) throw this.#cutOff(total, end);
    this.#ranges = isRange;
    if (!response.body) throw new Interruption('The answer has no body.', null);
    const stream: Stream = {
      reader: new StreamReader(response.body),
      at: isRange ? begin : 0,
      rest: new Uint8Array(),
      end: isRange ? end : length,
    };
    if (!isRange) this.#stream = stream;
    return stream;
  }

  #expectGood({ ok, status, headers }: Response): void {
    if (status === RANGE_NOT_SATISFIABLE) throw this.#refusal('weights-range', 'has no such range');
    if (!ok) {
      const mayPass =
        status >= FIRST_SERVER_ERROR || status === TOO_MANY_REQUESTS || status === REQUEST_TIMEOUT;
      if (mayPass) throw new Interruption(`The server answered ${String(status)}.`, status);
      throw httpError(this.label, status);
    }
    if (/^(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '')) {
      throw this.#refusal('weights-html', 'is a web page, not a file of weights');
    }
  }

  /** The file must be the same from request to request. */
  #expectSame({ headers }: Response): void {
    const tag = headers.get('etag')?.replace(/^W\//, '') ?? null;
    if (this.#tag !== null && tag !== null && tag !== this.#tag) throw this.#changed();
    this.#tag ??= tag;
  }

  #expectSize(total: number): void {
    if (this.#size !== null && this.#size !== total) throw this.#changed();
    this.#size = total;
  }

  /** Null where the server does not let the page see it. */
  #readContentRange(
    { headers }: Response,
    begin: number,
  ): { readonly total: number | null } | null {
    const words = headers.get('content-range');
    if (words === null) return null;
    const [, first, , total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(words) ?? [];
    if (Number(first) !== begin) throw this.#refusal('weights-range', 'sent another range');
    return { total: total === undefined || total === '*' ? null : Number(total) };
  }

  /** Rejects when `work` takes longer than one can wait. */
  async #inTime<T>(work: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Nothing came for too long.')), this.#patience);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #pause(
    failures: number,
    { message, status, cause }: Interruption,
    received: number,
    signal: AbortSignal,
  ): Promise<void> {
    const ms = PAUSES[failures];
    if (ms !== undefined) {
      await this.#wait(ms);
      signal.throwIfAborted();
      return;
    }
    const hasAnswered = this.#ranges !== null;
    if (status !== null && !(status === NO_ANSWER && hasAnswered)) {
      throw httpError(this.label, status, cause);
    }
    throw new WeightsError(
      'weights-connection',
      `The connection to ${this.label} broke off again and again. ${message}`,
      { url: this.label, received, total: this.#size ?? 0 },
      { cause },
    );
  }

  #cutOff(found: number, expected: number): WeightsError {
    return new WeightsError(
      'weights-cut-off',
      `${this.label} ends after ${String(found)} bytes; at least ${String(expected)} were expected.`,
      { url: this.label, expected, found },
    );
  }

  #changed(): WeightsError {
    return this.#refusal('weights-changed', 'is another file than before');
  }

  #refusal(code: string, what: string): WeightsError {
    return new WeightsError(code, `${this.label} ${what}.`, { url: this.label });
  }
}

/** A compressed answer has no useful length: the header counts the bytes on the wire. */
function lengthOf({ headers }: Response): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : Number(length);
}

function httpError(url: string, status: number, cause?: unknown): WeightsError {
  return new WeightsError(
    'weights-http',
    `The weights at ${url} could not be loaded: ` +
      (status === NO_ANSWER ? 'no answer.' : `the server answered ${String(status)}.`),
    { url, status },
    { cause },
  );
}
