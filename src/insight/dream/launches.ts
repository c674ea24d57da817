/** Encoding of what was prepared: single launches and groups, in their order. */
import type { Commands, Dispatch, LaunchGroup } from '../../gpu/index.ts';

/** One launch, or several that belong together. */
export type Launch = Dispatch | LaunchGroup;

/** Encodes all of them. */
export function encodeAll(commands: Commands, launches: readonly Launch[]): void {
  for (const launch of launches) {
    if ('dispatches' in launch) for (const one of launch.dispatches) commands.dispatch(one);
    else commands.dispatch(launch);
  }
}
