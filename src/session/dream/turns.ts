/**
 * Work that goes on in short turns beside the page: each holds the network for a moment, in between everybody else has theirs.
 * Nothing is done while the page is hidden. Knows nothing of what the work is.
 */
import type { Disposable } from '../../base/index.ts';
import type { PageClock } from './page-clock.ts';

/** Somebody with work. */
export interface Worker {
  /** Whether there is something to do at this moment. */
  readonly isBusy: boolean;
  /** Does some of it. Not to throw: only the worker knows who is to be told. */
  turn(): Promise<void>;
  /** The page is hidden, and may be closed: what is half done is kept. */
  keep(): Promise<void>;
}

/** What turns are taken with. */
export interface TurnParts {
  readonly clock: PageClock;
  readonly hold: (work: () => Promise<void>) => Promise<void>;
}

/** See the head of the file. */
export class Turns implements Disposable {
  readonly #parts: TurnParts;
  /** Whose work comes first stands first. */
  readonly #workers: readonly Worker[];
  readonly #stop: () => void;
  #running: Promise<void> | null = null;
  #isKept = true;
  #isDisposed = false;

  constructor(parts: TurnParts, workers: readonly Worker[]) {
    this.#parts = parts;
    this.#workers = workers;
    this.#stop = parts.clock.onHidden(() => this.wake());
  }

  /** There may be work. */
  wake(): void {
    if (this.#isDisposed || this.#running || !this.#next()) return;
    this.#running = this.#run()
      // Who lends the network has its own ways to tell that there is none any more.
      .catch(() => null)
      .then(() => {
        this.#running = null;
        if (this.#next() && !this.#isDisposed) this.wake();
      });
  }

  /** Stops; resolves when nothing is in use any more. */
  async settle(): Promise<void> {
    this.dispose();
    await this.#running;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stop();
  }

  async #run(): Promise<void> {
    const { clock, hold } = this.#parts;
    for (let work = this.#next(); work && !this.#isDisposed; work = this.#next()) {
      const now = work;
      await hold(() => (this.#isDisposed ? Promise.resolve() : now()));
      await clock.rest();
    }
  }

  /** What is to be done now; null: nothing. */
  #next(): (() => Promise<void>) | null {
    if (this.#parts.clock.isHidden()) return this.#isKept ? null : () => this.#keep();
    const worker = this.#workers.find(({ isBusy }) => isBusy);
    if (!worker) return null;
    return () => {
      this.#isKept = false;
      return worker.turn();
    };
  }

  async #keep(): Promise<void> {
    this.#isKept = true;
    for (const worker of this.#workers) await worker.keep();
  }
}
