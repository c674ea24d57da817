/**
 * Measures this device and the network that is shown, when asked to, and says how far it is. Between two rounds the rest
 * of the page has its turn. Knows no element.
 */
import { StudioError, messageOf, signal } from '../base/index.ts';
import type { Disposable, Signal } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import type { ForwardPass, InputSize, Network } from '../network/index.ts';
import type { PerformanceState, PerformanceReport } from './performance-types.ts';
import type { TuningState } from './tuning-types.ts';

/** A network as it is shown. */
export interface MeasuredNetwork {
  readonly id: string;
  readonly name: string;
  /** How its convolutions run. */
  readonly plan: TuningState['state'];
  readonly network: Network;
  readonly pass: ForwardPass;
  readonly size: InputSize;
}

/** What a meter is made of. */
export interface MeterParts {
  readonly gpu: Gpu;
  /** What is shown; null before there is something. */
  readonly shown: () => MeasuredNetwork | null;
  /** Runs work while nothing else changes or runs what is shown. */
  readonly hold: (work: () => Promise<void>) => Promise<void>;
  /** Runs of the network; enough for a median that the next measurement agrees with, if left out. */
  readonly rounds?: number;
}

const ROUNDS = 15;

/** What is shown is another than before. */
class ChangedError extends Error {}

/** See the head of the file. */
export class PerformanceMeter implements Disposable {
  readonly performance: Signal<PerformanceState | null>;
  readonly #parts: MeterParts;
  #controller: AbortController | null = null;
  #running: Promise<PerformanceReport> | null = null;

  /** Tells how it stands in `performance`. */
  constructor(
    parts: MeterParts,
    performance: Signal<PerformanceState | null> = signal<PerformanceState | null>(null),
  ) {
    this.#parts = parts;
    this.performance = performance;
  }

  /** See `PerformanceFace`. */
  measure(): Promise<PerformanceReport> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      this.#controller = null;
    });
    return this.#running;
  }

  stop(): void {
    this.#controller?.abort();
  }

  /** Stops, and resolves when nothing of the network is in use any more. */
  async settle(): Promise<void> {
    this.stop();
    await this.#running?.catch(() => null);
  }

  dispose(): void {
    this.stop();
  }

  async #run(): Promise<PerformanceReport> {
    const { signal: stopped } = (this.#controller = new AbortController());
    const before = this.performance.peek()?.report ?? null;
    const start = { state: 'running', phase: 'ceilings', done: 0, total: 0, reason: null } as const;
    this.performance.value = { ...start, report: before };
    try {
      const report = await this.#measure(stopped);
      this.#tell({ state: 'done', report });
      return report;
    } catch (error) {
      if (stopped.aborted) this.#tell({ state: 'stopped' });
      else if (error instanceof ChangedError) this.#tell({ state: 'changed' });
      else this.#tell({ state: 'failed', reason: reasonOf(error) });
      throw error;
    }
  }

  async #measure(stopped: AbortSignal): Promise<PerformanceReport> {
    const { gpu, hold, shown, rounds = ROUNDS } = this.#parts;
    if (!shown()) throw new ChangedError('There is no network yet.');
    const insight = await import('../insight/index.ts');
    const { measureCeilings, measureLayers } = await insight.loadMeasuring();
    const ceilings = await measureCeilings(gpu, stopped);
    const subject = shown();
    if (!subject) throw new ChangedError('There is no network any more.');
    const { id, name, plan, network, pass, size } = subject;
    this.#tell({ phase: 'layers', total: rounds });
    const found = await measureLayers(gpu, pass, {
      rounds,
      signal: stopped,
      ceilings,
      weightBytes: (layer) => bytesOf(network, layer),
      turn: (round) =>
        hold(async () => {
          if (shown()?.pass !== pass) throw new ChangedError('The network is another now.');
          await round();
        }),
      onRound: (done, total) => this.#tell({ done, total }),
    });
    return {
      at: new Date().toISOString(),
      device: gpu.facts,
      ceilings,
      model: { id, name },
      plan,
      input: { height: size.height, width: size.width },
      ...found,
    };
  }

  #tell(change: Partial<PerformanceState>): void {
    const before = this.performance.peek();
    if (before) this.performance.value = { ...before, ...change };
  }
}

function bytesOf(network: Network, layer: string): number {
  const learned = network.learned(layer);
  return learned ? learned.weights.bytes + learned.bias.bytes : 0;
}

function reasonOf(error: unknown): PerformanceState['reason'] {
  if (error instanceof StudioError) return { code: error.code, values: error.values };
  return { code: 'unexpected', values: { detail: messageOf(error) } };
}
