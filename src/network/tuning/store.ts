/** Where measurements are kept between visits, and what they are valid for. Knows no database. */
import type { AdapterFacts } from '../../gpu/index.ts';
import type { Measurements } from './planner.ts';

/** Keeps what was measured on a device. A store that fails keeps nothing and throws nothing. */
export interface TuningStore {
  /** What is kept for a device and host, see `tuningKey`; empty where nothing is. */
  load(key: string): Promise<Measurements>;
  save(key: string, measurements: Measurements): Promise<void>;
  /** Forgets everything, of other devices and versions as well. */
  clear(): Promise<void>;
}

/** Of the shaders of convolutions: when they change, what was measured is void. A test says what it must be. */
export const KERNELS_VERSION = '4c299b7067f2';

/** A store for as long as the program runs. */
export function memoryStore(): TuningStore {
  const kept = new Map<string, Measurements>();
  return {
    load: (key) => Promise.resolve(kept.get(key) ?? new Map()),
    save: (key, measurements) => {
      kept.set(key, new Map(measurements));
      return Promise.resolve();
    },
    clear: () => {
      kept.clear();
      return Promise.resolve();
    },
  };
}

/**
 * What measurements are valid for: adapter and driver as far as they are told, the host (browser or program, with its
 * version) that compiles for them, and the kernels.
 */
export function tuningKey(facts: AdapterFacts, host: string): string {
  const { vendor, architecture, description, features, subgroupSize } = facts;
  const flags = Object.entries(features).flatMap(([name, isThere]) => (isThere ? [name] : []));
  const device = [vendor, architecture, description, ...flags].join(' ');
  const sizes = `${String(subgroupSize.min)}-${String(subgroupSize.max)}`;
  return `kernels ${KERNELS_VERSION} | ${host} | ${device} ${sizes}`;
}
