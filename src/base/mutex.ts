/** Work that must not happen at the same time. Knows nothing of what the work is. */

/** Runs pieces of work one after another, in the order they came. Not to be entered again from within. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when all before it has ended, however it ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work, work);
    this.#last = result.catch(() => null);
    return result;
  }
}
