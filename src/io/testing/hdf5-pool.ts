/**
 * Lets one thread read many HDF5 files, where making a new one for each would take minutes. A thread goes on only when it has
 * answered everything and nothing broke in it; else it is ended, as always, and a spare one that is already loaded takes over.
 */
import { BROKE } from '../hdf5-service.ts';
import type { Hdf5Answer, Hdf5Thread, SpawnHdf5Thread } from '../hdf5-protocol.ts';

/** A thread and what it says to whoever has it now. */
interface Pooled {
  readonly thread: Hdf5Thread;
  readonly loaded: Promise<void>;
  onAnswer: (answer: Hdf5Answer) => void;
  onBroken: () => void;
}

/** Threads that are handed on. */
export class Hdf5Pool {
  /** Threads that had to be ended. */
  ended = 0;
  readonly #spawn: SpawnHdf5Thread;
  #spare: Pooled[] = [];

  constructor(spawn: SpawnHdf5Thread, spare: number) {
    this.#spawn = spawn;
    this.#spare = Array.from({ length: spare }, () => this.#make());
  }

  /** Resolves when a loaded thread is there for the next file. */
  async ready(): Promise<void> {
    await this.#spare[0]?.loaded;
  }

  /** For `openHdf5`. */
  readonly spawn: SpawnHdf5Thread = () => {
    const pooled = this.#spare.shift() ?? this.#make();
    let open = 0;
    let broken = false;
    return {
      listen: (onAnswer, onBroken) => {
        pooled.onAnswer = (answer) => {
          open -= 1;
          if (answer.kind === 'failure' && answer.detail === BROKE) broken = true;
          onAnswer(answer);
        };
        pooled.onBroken = () => {
          broken = true;
          onBroken();
        };
        void pooled.loaded.then(() => onAnswer({ kind: 'ready' }));
      },
      send: (request) => {
        open += 1;
        pooled.thread.send(request);
      },
      end: () => {
        if (open === 0 && !broken) {
          this.#spare.unshift(pooled);
          return;
        }
        this.ended += 1;
        pooled.thread.end();
        this.#spare.push(this.#make());
      },
    };
  };

  dispose(): void {
    for (const { thread } of this.#spare) thread.end();
    this.#spare = [];
  }

  #make(): Pooled {
    const thread = this.#spawn();
    let setLoaded: () => void = () => undefined;
    const loaded = new Promise<void>((resolve) => {
      setLoaded = resolve;
    });
    const pooled: Pooled = { thread, loaded, onAnswer: () => undefined, onBroken: () => undefined };
    thread.listen(
      (answer) => (answer.kind === 'ready' ? setLoaded() : pooled.onAnswer(answer)),
      () => pooled.onBroken(),
    );
    return pooled;
  }
}
