/**
 * Work that a person asks for and waits for beside the page: one run at a time, which says how far it is and can be
 * stopped. Knows nothing of what is done.
 */
import { StudioError, messageOf } from '../base/index.ts';
import type { ErrorValues, Signal } from '../base/index.ts';

/** How a run ended; `reason` is to be said in words. */
export type JobEnd<Report> =
  | { readonly state: 'done'; readonly report: Report }
  | { readonly state: 'stopped' }
  | {
      readonly state: 'failed';
      readonly reason: { readonly code: string; readonly values: ErrorValues };
    };

/** See the head of the file. Before what it works on is disposed of, `settle` must have resolved. */
export abstract class BackgroundJob<State extends object, Report> {
  readonly #told: Signal<State | null>;
  #controller: AbortController | null = null;
  #running: Promise<Report> | null = null;

  /** Tells how it stands in `told`. */
  constructor(told: Signal<State | null>) {
    this.#told = told;
  }

  stop(): void {
    this.#controller?.abort();
  }

  /** Stops, and resolves when nothing of the network is in use any more. */
  async settle(): Promise<void> {
    this.stop();
    await this.#running?.catch(() => null);
  }

  /** Does the work; sets the state that the run begins with before it first waits. */
  protected abstract work(stopped: AbortSignal): Promise<Report>;

  /** Resolves to what was found; while a run is under way, to its result. */
  protected start(): Promise<Report> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      this.#controller = null;
    });
    return this.#running;
  }

  /** Changes a part of the state. */
  protected tell(change: Partial<State> | JobEnd<Report>): void {
    const before = this.#told.peek();
    if (before) this.#told.value = { ...before, ...change };
  }

  /** How a run ends that failed without being stopped. */
  protected endOf(error: unknown): Partial<State> | JobEnd<Report> {
    const unexpected = { code: 'unexpected', values: { detail: messageOf(error) } };
    const { code, values } = error instanceof StudioError ? error : unexpected;
    return { state: 'failed', reason: { code, values } };
  }

  async #run(): Promise<Report> {
    const { signal: stopped } = (this.#controller = new AbortController());
    try {
      const report = await this.work(stopped);
      this.tell({ state: 'done', report });
      return report;
    } catch (error) {
      this.tell(stopped.aborted ? { state: 'stopped' } : this.endOf(error));
      throw error;
    }
  }
}
