/** Several launches that belong together: encoded one after the other, freed at once. */
import { DisposableStore } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import type { Dispatch } from '../kernel.ts';

/** Launches in their order. Disposing frees them and what they share. */
export interface LaunchGroup extends Disposable {
  readonly dispatches: readonly Dispatch[];
}

/** Makes a group out of what `make` adds to `owned`; a failure frees what was added before. */
export function groupLaunches(
  make: (owned: DisposableStore) => readonly Dispatch[],
): Owned<LaunchGroup> {
  const owned = new DisposableStore();
  try {
    const dispatches = make(owned);
    return {
      dispatches,
      dispose: () => {
        owned.dispose();
      },
    };
  } catch (error) {
    owned.dispose();
    throw error;
  }
}
