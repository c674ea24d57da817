/** A gate that a person closes and opens again; work waits before it. */

/** See the head of the file. */
export class PauseGate {
  readonly #listeners = new Set<(isOpen: boolean) => void>();
  #isOpen = true;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  set isOpen(isOpen: boolean) {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    for (const listener of [...this.#listeners]) listener(isOpen);
  }

  /** Calls back at each change. Returns how to stop. */
  onChange(listener: (isOpen: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the gate is open. Throws the signal's reason. */
  async passed(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#isOpen) return;
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        stop();
        signal.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        leave();
        reject(signal.reason as Error);
      };
      const stop = this.onChange(() => {
        leave();
        resolve();
      });
      signal.addEventListener('abort', abort, { once: true });
    });
  }
}
