/** Public face of pictures that grow until something is excited most. */
export { AscentEngine } from './ascent-engine.ts';
export type { AscentObjective, AscentRequest, AscentState, MakeObjective } from './types.ts';
