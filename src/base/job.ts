/** Cancellable work where only the latest matters. Knows nothing of what the work is. */

/** Runs one piece of work at a time; starting another aborts the one before. */
export class LatestJob {
  #controller: AbortController | null = null;

  /** Runs `work`; resolves to its result, or to undefined when a later run replaced it. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.cancel();
    const controller = new AbortController();
    this.#controller = controller;
    try {
      const result = await work(controller.signal);
      return controller.signal.aborted ? undefined : result;
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#controller === controller) this.#controller = null;
    }
  }

  /** Aborts the work under way, if any. */
  cancel(): void {
    this.#controller?.abort();
    this.#controller = null;
  }

  /** Whether work is under way. */
  get busy(): boolean {
    return this.#controller !== null;
  }
}
