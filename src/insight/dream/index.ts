/** Public face of pictures that grow until something is excited most. */
export { AscentEngine } from './ascent-engine.ts';
export { dream } from './dream.ts';
export type { Dream, Hold } from './dream.ts';
export type { DreamSubject, DreamWish } from './dream-request.ts';
export { networkObjective } from './network-objective.ts';
export type { NetworkObjectiveRequest } from './network-objective.ts';
export type { AscentObjective, AscentRequest, AscentState, MakeObjective } from './types.ts';
