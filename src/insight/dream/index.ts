/** Public face of pictures that grow until something is excited most. */
export { AscentEngine } from './ascent-engine.ts';
export { dream } from './dream.ts';
export type { Dream, Hold } from './dream.ts';
export { RECIPE_IDS, recipeFor } from './dream-request.ts';
export type { DreamSubject, DreamWish } from './dream-request.ts';
export { Grower } from './grower.ts';
export type {
  DreamGoal,
  GrowthLook,
  GrowthRequest,
  GrowthState,
  Seedling,
} from './growth-types.ts';
export { NetworkObjective, networkObjective } from './network-objective.ts';
export type { NetworkObjectiveRequest } from './network-objective.ts';
export type {
  AscentObjective,
  AscentRequest,
  AscentState,
  AscentTurn,
  MakeObjective,
} from './types.ts';
