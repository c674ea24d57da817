/** The browser's database of measurements comes when it is wanted: a part of its own. */
import type * as TuningDb from './tuning-db.ts';

/** Resolves to what keeps measurements in the browser. */
export function loadTuningDatabase(): Promise<typeof TuningDb> {
  return import('./tuning-db.ts');
}
