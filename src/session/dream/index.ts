/** Public face of dreams: a part of its own, loaded when they are wanted. */
export type * from './dream-types.ts';

import type { DreamFace } from './dream-types.ts';

/** The dreams of a session. */
export function openDreams(): Promise<DreamFace> {
  return Promise.reject(new Error('not yet'));
}
