/** What the elements may see of how convolutions run. No GPU type appears here. */
import type { ReadonlySignal } from '../base/index.ts';

/** Which plan the convolutions run by. */
export interface TuningState {
  /**
   * `fixed`: the start plan, and nothing is measured. `start`: the start plan, nothing measured yet. `measuring`. `tuned`:
   * what was measured on this device decides.
   */
  readonly state: 'fixed' | 'start' | 'measuring' | 'tuned';
  /** The layer that is being measured. */
  readonly layer: string | null;
  /** Convolutions measured, of how many. */
  readonly done: number;
  readonly total: number;
}

/** How convolutions run, and measuring it. */
export interface TuningFace {
  readonly tuning: ReadonlySignal<TuningState>;
  /** Measures now what is not known yet, and runs by it. Resolves when done; to false when it was stopped. */
  tune(): Promise<boolean>;
  /** Forgets what was measured; the plan that runs stays until something is measured again. */
  forgetTuning(): Promise<void>;
}
