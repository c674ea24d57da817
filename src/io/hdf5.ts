/**
 * HDF5 files, as Keras writes them, read in parts through a thread that has the library. Whatever goes wrong there ends the
 * thread: it may hang or hold anything. The next file gets a fresh one. Knows no network.
 */
import type { WeightsError } from '../base/index.ts';
import { messageOf } from '../base/index.ts';
import { BYTES_OF_TYPE, PIECE_BYTES, entryNamed } from './archive.ts';
import type { TensorArchive, TensorEntry, TensorPiece, TensorWant } from './archive.ts';
import { formatError } from './format-error.ts';
import type { Hdf5Answer, Hdf5Request, Hdf5Thread, SpawnHdf5Thread } from './hdf5-protocol.ts';

/** The library is 4 MB that may have to come over a slow line. */
const LOADING_MS = 60_000;
/** Listing what is in a file takes some hundredths of a second; a second is what a person may be kept waiting. */
const OPENING_MS = 800;
const READING_MS = 20_000;

function spawnWorker(): Hdf5Thread {
  if (typeof Worker === 'undefined') throw formatError('HDF5 files cannot be read here');
  const worker = new Worker(new URL('./hdf5-worker.ts', import.meta.url), { type: 'module' });
  return {
    listen: (onAnswer, onBroken) => {
      worker.onmessage = ({ data }: MessageEvent<Hdf5Answer>) => onAnswer(data);
      worker.onerror = onBroken;
    },
    send: (request) => worker.postMessage(request, request.kind === 'read' ? [request.used] : []),
    end: () => worker.terminate(),
  };
}

/**
 * Opens an HDF5 file; every floating point dataset of its tree is a tensor, named by its path without the first slash.
 * Half precision of the two kinds cannot be told apart and is taken for IEEE's. Throws WeightsError `weights-format`
 * {detail}, and the signal's reason. Node has no workers of the page's kind and must say how to `spawn` a thread.
 */
export async function openHdf5(
  file: Blob,
  label: string,
  signal: AbortSignal,
  spawn: SpawnHdf5Thread = spawnWorker,
): Promise<TensorArchive> {
  signal.throwIfAborted();
  const line = new Hdf5Line(spawn(), label);
  try {
    await line.ready(signal);
    const { listing } = await line.ask(
      { id: line.nextId(), kind: 'open', file },
      'open',
      OPENING_MS,
      signal,
    );
    const tensors = new Map(listing.tensors.map((entry) => [entry.name, entry]));
    return {
      metadata: new Map(listing.metadata),
      tensors,
      whole: null,
      read: (wanted, until) => readDatasets(line, tensors, wanted, until),
      dispose: () => line.end(),
    };
  } catch (error) {
    line.end();
    throw error;
  }
}

async function* readDatasets(
  line: Hdf5Line,
  tensors: ReadonlyMap<string, TensorEntry>,
  wanted: readonly TensorWant[],
  signal: AbortSignal,
): AsyncGenerator<TensorPiece> {
  for (const { name, offset } of wanted) {
    const entry = entryNamed(tensors, name);
    const unit = BYTES_OF_TYPE[entry.type];
    let used = new ArrayBuffer();
    for (let at = offset; at < entry.bytes;) {
      signal.throwIfAborted();
      const { bytes } = await line.ask(
        { id: line.nextId(), kind: 'read', name, first: at / unit, maxBytes: PIECE_BYTES, used },
        'read',
        READING_MS,
        signal,
      );
      if (bytes.length === 0) throw formatError(`${name} ends early`);
      yield { entry, offset: at, bytes };
      at += bytes.length;
      used = bytes.buffer;
    }
  }
}

type Numbered = Exclude<Hdf5Answer, { readonly kind: 'ready' }>;
type AnswerOf<Kind> = Extract<Numbered, { readonly kind: Kind }>;

function isOf<Kind extends 'open' | 'read'>(
  answer: Hdf5Answer,
  kind: Kind,
): answer is AnswerOf<Kind> {
  return answer.kind === kind;
}

interface Waiting {
  readonly resolve: (answer: Hdf5Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** The line to one thread: questions with a time limit each. The first failure ends it. */
class Hdf5Line {
  readonly #thread: Hdf5Thread;
  readonly #label: string;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #over: WeightsError | null = null;

  constructor(thread: Hdf5Thread, label: string) {
    this.#thread = thread;
    this.#label = label;
    thread.listen(
      (answer) => this.#take(answer),
      () => this.#fail(formatError(`reading ${label} as HDF5 broke down`)),
    );
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Resolves when the library is there. */
  async ready(signal: AbortSignal): Promise<void> {
    await this.#wait(READY, LOADING_MS, signal, 'loading the HDF5 library took too long');
  }

  /** Asks and waits. A question that is given up because of the signal is answered in vain. */
  async ask<Kind extends 'open' | 'read'>(
    request: Hdf5Request,
    kind: Kind,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<AnswerOf<Kind>> {
    const late = `reading ${this.#label} as HDF5 took too long; the file seems to be damaged`;
    const waiting = this.#wait(request.id, limitMs, signal, late);
    if (this.#over === null) this.#thread.send(request);
    const answer = await waiting;
    if (isOf(answer, kind)) return answer;
    throw this.#fail(formatError(`${this.#label} was answered out of turn`));
  }

  end(): void {
    this.#fail(formatError(`${this.#label} is closed`));
  }

  #wait(id: number, limitMs: number, signal: AbortSignal, late: string): Promise<Hdf5Answer> {
    return new Promise((resolve, reject) => {
      if (this.#over !== null) {
        reject(this.#over);
        return;
      }
      const timer = setTimeout(() => this.#fail(formatError(late)), limitMs);
      const onAbort = (): void => this.#waiting.get(id)?.reject(signal.reason);
      signal.addEventListener('abort', onAbort);
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.#waiting.delete(id);
      };
      this.#waiting.set(id, {
        resolve: (answer) => {
          settle();
          resolve(answer);
        },
        reject: (reason) => {
          settle();
          reject(reason instanceof Error ? reason : formatError(messageOf(reason)));
        },
      });
      if (signal.aborted) onAbort();
    });
  }

  #take(answer: Hdf5Answer): void {
    if (answer.kind === 'failure') this.#fail(formatError(answer.detail));
    else this.#waiting.get(answer.kind === 'ready' ? READY : answer.id)?.resolve(answer);
  }

  #fail(reason: WeightsError): WeightsError {
    if (this.#over === null) {
      this.#over = reason;
      this.#thread.end();
    }
    for (const { reject } of [...this.#waiting.values()]) reject(reason);
    return reason;
  }
}

/** Stands for the number of a question that nobody asks. */
const READY = 0;
