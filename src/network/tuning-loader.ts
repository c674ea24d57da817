/** Choosing how convolutions run, by measurement, comes when it is wanted: a part of its own. */
import type * as Tuning from './tuning/index.ts';

/** Resolves to what measures and plans. */
export function loadTuning(): Promise<typeof Tuning> {
  return import('./tuning/index.ts');
}
