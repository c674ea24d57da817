/** The way back through a network comes when it is wanted: a part of its own. */
import type * as BackwardPart from './backward/index.ts';

/** Resolves to what opens it. */
export function loadBackward(): Promise<typeof BackwardPart> {
  return import('./backward/index.ts');
}
