/**
 * Measures this device and the network that is shown, when asked to, and says how far it is. Between two rounds the rest
 * of the page has its turn. Knows no element.
 */
import { signal } from '../base/index.ts';
import type { Signal } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import type { ForwardPass, InputSize, Network } from '../network/index.ts';
import { BackgroundJob } from './background-job.ts';
import type { JobEnd } from './background-job.ts';
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
export class PerformanceMeter extends BackgroundJob<PerformanceState, PerformanceReport> {
  readonly performance: Signal<PerformanceState | null>;
  readonly #parts: MeterParts;

  /** Tells how it stands in `performance`. */
  constructor(
    parts: MeterParts,
    performance: Signal<PerformanceState | null> = signal<PerformanceState | null>(null),
  ) {
    super(performance);
    this.#parts = parts;
    this.performance = performance;
  }

  /** See `PerformanceFace`. */
  measure(): Promise<PerformanceReport> {
    return this.start();
  }

  protected override work(stopped: AbortSignal): Promise<PerformanceReport> {
    const report = this.performance.peek()?.report ?? null;
    const start = { state: 'running', phase: 'ceilings', done: 0, total: 0, reason: null } as const;
    this.performance.value = { ...start, report };
    return this.#measure(stopped);
  }

  protected override endOf(error: unknown): Partial<PerformanceState> | JobEnd<PerformanceReport> {
    return error instanceof ChangedError ? { state: 'changed' } : super.endOf(error);
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
    this.tell({ phase: 'layers', total: rounds });
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
      onRound: (done, total) => this.tell({ done, total }),
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
}

function bytesOf(network: Network, layer: string): number {
  const learned = network.learned(layer);
  return learned ? learned.weights.bytes + learned.bias.bytes : 0;
}
