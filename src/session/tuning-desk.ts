/**
 * Measures, while nobody waits, which algorithm runs each convolution of what is shown, keeps it for the next visit, and
 * plans with it. A part of its own, fetched after the first picture. Knows no page.
 */
import type { Signal } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import { loadTuningDatabase } from '../io/index.ts';
import { loadTuning } from '../network/index.ts';
import type { ConvolutionPlanner, ForwardPass, Measured, TuningStore } from '../network/index.ts';
import type { TuningState } from './tuning-types.ts';

/** What a desk is made of. */
export interface DeskParts {
  readonly gpu: Gpu;
  readonly tuning: Signal<TuningState>;
  /** The browser's database when left out. */
  readonly store?: TuningStore | undefined;
  /** Waited for between two measurements, so that frames and pointers have their turn. */
  readonly pause?: () => Promise<void>;
}

/** What a plan may use. */
interface PlanWish {
  /** Whether factors may be halves, as the person has chosen. */
  readonly allowsHalves: boolean;
}

/** One measurement at a time; a software GPU must not be kept busy for long. */
const LIMIT_MS = 60_000;
const PAUSE_MS = 8;

/** See the head of the file. */
export class TuningDesk {
  readonly #parts: DeskParts;
  readonly #store: Promise<TuningStore>;
  readonly #key: Promise<string>;
  readonly #measurements: Promise<Map<string, Measured>>;
  #controller: AbortController | null = null;
  #running: Promise<boolean> = Promise.resolve(true);

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#store = parts.store
      ? Promise.resolve(parts.store)
      : loadTuningDatabase().then(({ TuningDatabase }) => new TuningDatabase());
    this.#key = loadTuning().then(({ tuningKey }) => tuningKey(parts.gpu.facts, hostName()));
    this.#measurements = this.#key.then(
      async (key) => new Map(await (await this.#store).load(key)),
    );
  }

  /** Plans by what was measured, and by the cost table where nothing was. */
  async planner(wish: PlanWish): Promise<ConvolutionPlanner> {
    const [{ createPlanner }, measurements] = await Promise.all([loadTuning(), this.#measurements]);
    return createPlanner(this.#parts.gpu.facts, { ...wish, measurements });
  }

  /**
   * Measures what is not known of some passes, and lets them run by it. Resolves when done; to false when `stop` came
   * before, or what is measured went away.
   */
  tune(passes: readonly ForwardPass[], wish: PlanWish): Promise<boolean> {
    const before = this.settle();
    const controller = new AbortController();
    this.#controller = controller;
    this.#running = before.then(() => this.#tune(passes, wish, controller.signal));
    return this.#running;
  }

  /** Stops, and resolves when nothing of the passes is in use any more. */
  async settle(): Promise<void> {
    this.#controller?.abort();
    // Whoever asked for it has been told of a failure.
    await this.#running.catch(() => undefined);
  }

  /** Forgets what was measured, on this device and others. */
  async forget(): Promise<void> {
    await this.settle();
    (await this.#measurements).clear();
    await (await this.#store).clear();
    const { state } = this.#parts.tuning.peek();
    this.#tell({ state: state === 'fixed' ? state : 'start' });
  }

  async #tune(
    passes: readonly ForwardPass[],
    wish: PlanWish,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { gpu, pause = rest } = this.#parts;
    const before = this.#parts.tuning.peek();
    try {
      const [{ tunePass }, measurements, key, store] = await Promise.all([
        loadTuning(),
        this.#measurements,
        this.#key,
        this.#store,
      ]);
      const others: ReadonlyMap<string, string>[] = [];
      for (const pass of passes) {
        const { algorithms } = await tunePass(gpu, pass, {
          ...wish,
          others: [...others],
          measurements,
          signal,
          limitMs: LIMIT_MS,
          pause,
          onProgress: (progress) => this.#tell({ state: 'measuring', ...progress }),
          onMeasured: () => store.save(key, measurements),
        });
        others.push(algorithms);
      }
      this.#tell({ state: 'tuned' });
      return true;
    } catch (error) {
      this.#tell({ state: before.state });
      if (signal.aborted) return false;
      throw error;
    }
  }

  #tell({ state, layer = null, done = 0, total = 0 }: Partial<TuningState>): void {
    const { tuning } = this.#parts;
    tuning.value = { state: state ?? tuning.peek().state, layer, done, total };
  }
}

/** Drivers and compilers change with the browser. */
function hostName(): string {
  const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } };
  return navigator?.userAgent ?? 'unknown';
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
