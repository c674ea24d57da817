/** Public face of the way back: gradients of an objective with respect to a network's input. A part of its own. */
export { openBackward } from './open-backward.ts';
export type { Backward, EncodeOptions, GradientResult } from './backward.ts';
export type { BackwardOptions } from './open-backward.ts';
export { termsOf } from './seed.ts';
export type { Seed, WeighedSeed } from './seed.ts';
