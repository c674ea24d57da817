/** Where measurements are kept between visits, and what they are valid for. Knows no database. */
import type { AdapterFacts } from '../../gpu/index.ts';
import type { Measured } from './planner.ts';

/** Keeps the measured times of one convolution under a key. A store that fails keeps nothing and throws nothing. */
export interface TuningStore {
  get(key: string): Promise<Measured | undefined>;
  put(key: string, measured: Measured): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

/** Raised whenever a kernel of a convolution changes: what was measured before is then void. A test ties it to the shaders. */
export const KERNELS_VERSION = 1;

/** A store for as long as the program runs. */
export function memoryStore(): TuningStore {
  const kept = new Map<string, Measured>();
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    put: (key, measured) => {
      kept.set(key, measured);
      return Promise.resolve();
    },
    clear: () => {
      kept.clear();
      return Promise.resolve();
    },
  };
}

/** The key of a convolution on a device: adapter, driver as far as it is told, browser, kernels, shape. */
export function tuningKey(facts: AdapterFacts, host: string, shape: string): string {
  const { vendor, architecture, description, features, subgroupSize } = facts;
  const flags = Object.entries(features).flatMap(([name, isThere]) => (isThere ? [name] : []));
  const device = [vendor, architecture, description, ...flags].join(' ');
  const sizes = `${String(subgroupSize.min)}-${String(subgroupSize.max)}`;
  return `${String(KERNELS_VERSION)} | ${host} | ${device} ${sizes} | ${shape}`;
}
