/**
 * Keeps what was measured on this device in the browser's database. Where there is none, or it is broken or refused, as
 * in some private windows, nothing is kept and nothing fails. Knows no network.
 */
import { createStore, del, get, keys, set } from 'idb-keyval';

/** Milliseconds by algorithm, by shape of a convolution. */
type Times = ReadonlyMap<string, Readonly<Record<string, number>>>;

const DATABASE = 'kawasemi-tuning';
const TABLE = 'measured';

/** A store of measurements by key, for `TuningStore`. */
export class TuningDatabase {
  readonly #use = createStore(DATABASE, TABLE);

  /** What is kept under a key, if it makes sense; what is kept under others is of no use any more and goes. */
  async load(key: string): Promise<Times> {
    try {
      const others = (await keys(this.#use)).filter((other) => other !== key);
      await Promise.all(others.map((other) => del(other, this.#use)));
      return readTimes(await get<unknown>(key, this.#use));
    } catch {
      return new Map();
    }
  }

  async save(key: string, times: Times): Promise<void> {
    try {
      await set(key, times, this.#use);
    } catch {
      // Measured again next time.
    }
  }

  async clear(): Promise<void> {
    try {
      const all = await keys(this.#use);
      await Promise.all(all.map((key) => del(key, this.#use)));
    } catch {
      // Nothing was kept.
    }
  }
}

/** Whatever is not as it was written is left out. */
function readTimes(found: unknown): Times {
  if (!(found instanceof Map)) return new Map();
  const isTimes = (value: unknown): value is Readonly<Record<string, number>> =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((ms) => typeof ms === 'number' && Number.isFinite(ms) && ms > 0);
  return new Map(
    [...(found as Map<unknown, unknown>)].flatMap(([shape, times]) =>
      typeof shape === 'string' && isTimes(times) ? [[shape, times] as const] : [],
    ),
  );
}
