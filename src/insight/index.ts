/** Public face of insight: questions asked of a network whose values are resident. No page. */
import type * as Dreaming from './dream/index.ts';
import type * as Lab from './lab/index.ts';
import type * as Measuring from './performance/index.ts';
import type * as Verifying from './verify/index.ts';

export type {
  Dream,
  DreamGoal,
  DreamSubject,
  DreamWish,
  Grower,
  GrowthLook,
  GrowthRequest,
  GrowthState,
  Seedling,
} from './dream/index.ts';
export { Explainer } from './explain/explainer.ts';
export type { Explanation, PoolWindow, Term } from './explain/explainer.ts';
export type {
  Bound,
  Ceilings,
  DeviceFacts,
  LayerPerformance,
  PassPerformance,
  Spread,
} from './performance/types.ts';
export type {
  LabCanvas,
  LabDifference,
  LabEngine,
  LabPlane,
  LabRange,
  LabSetup,
} from './lab/engine.ts';
export type { PreparedConvolution } from './lab/settings.ts';
export type * from './lab/types.ts';
export type { ModelClaim } from './verify/model-reference.ts';
export type {
  KernelVerification,
  LayerVerification,
  RecomputeCheck,
  ReferenceCheck,
  VerifyReport,
} from './verify/types.ts';

/** Pictures that grow until something is excited most: a part of its own, fetched when asked for. */
export function loadDreaming(): Promise<typeof Dreaming> {
  return import('./dream/index.ts');
}

/** Convolution and pooling of any numbers: a part of its own, fetched when asked for. */
export function loadLab(): Promise<typeof Lab> {
  return import('./lab/index.ts');
}

/** The proof of kernels and networks on the GPU at hand: a part of its own, fetched when asked for. */
export function loadVerifying(): Promise<typeof Verifying> {
  return import('./verify/index.ts');
}

/** Times and ceilings of the GPU at hand: a part of its own, fetched when asked for. */
export function loadMeasuring(): Promise<typeof Measuring> {
  return import('./performance/index.ts');
}
