/** For who must know that something has changed, whatever it is. */
import type { ReadonlySignal } from '../../../base/index.ts';

/** Makes the effect, or the view, that calls it run again when one of these changes. */
export function followSignals(...signals: readonly (ReadonlySignal<unknown> | undefined)[]): void {
  signals.forEach((signal) => signal?.value);
}
