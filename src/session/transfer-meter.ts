/** Counts what arrives and tells it a few times a second: bytes, rate, time left, share of each layer. Knows no source. */
import type { Signal } from '../base/index.ts';
import type { Transfer } from './model-types.ts';

/** What is told of a transfer beside its progress. */
export type TransferFacts = Pick<Transfer, 'model' | 'name' | 'part' | 'from'>;

/** Between two tellings, ms. */
const INTERVAL = 250;
/** The rate is that of the last so many ms. */
const WINDOW = 4000;
const MS_PER_SECOND = 1000;

/** See the head of the file. */
export class TransferMeter {
  readonly #signal: Signal<Transfer | null>;
  readonly #facts: TransferFacts;
  /** Bytes of each layer, and those that have come. */
  readonly #layers: ReadonlyMap<string, { readonly total: number; received: number }>;
  readonly #total: number;
  readonly #now: () => number;
  /** When how much had come. */
  readonly #marks: { readonly at: number; readonly received: number }[] = [];
  #received = 0;
  #state: Transfer['state'] = 'opening';
  #told = -Infinity;

  /** `bytes` of each layer, in the order of the network. */
  constructor(
    signal: Signal<Transfer | null>,
    facts: TransferFacts,
    bytes: ReadonlyMap<string, number>,
    now: () => number = () => performance.now(),
  ) {
    this.#signal = signal;
    this.#facts = facts;
    this.#layers = new Map([...bytes].map(([name, total]) => [name, { total, received: 0 }]));
    this.#total = [...bytes.values()].reduce((sum, one) => sum + one, 0);
    this.#now = now;
    this.tell();
  }

  set state(state: Transfer['state']) {
    this.#state = state;
    this.#marks.length = 0;
    this.tell();
  }

  /** More of a layer has come. */
  add(layer: string, bytes: number): void {
    const known = this.#layers.get(layer);
    if (known) known.received += bytes;
    this.#received += bytes;
    if (this.#state === 'opening') this.#state = 'running';
    if (this.#now() - this.#told >= INTERVAL) this.tell();
  }

  /** Tells how things stand. */
  tell(): void {
    const at = this.#now();
    this.#told = at;
    this.#marks.push({ at, received: this.#received });
    while (at - (this.#marks[0]?.at ?? at) > WINDOW) this.#marks.shift();
    const rate = this.#state === 'running' ? this.#rate() : null;
    const left = this.#total - this.#received;
    this.#signal.value = {
      ...this.#facts,
      state: this.#state,
      received: this.#received,
      total: this.#total,
      rate,
      secondsLeft: rate ? left / rate : null,
      layers: [...this.#layers].map(([name, { total, received }]) => ({
        name,
        share: total > 0 ? received / total : 1,
      })),
    };
  }

  #rate(): number | null {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (!first || !last || last.at - first.at < INTERVAL) return null;
    return ((last.received - first.received) / (last.at - first.at)) * MS_PER_SECOND;
  }
}
