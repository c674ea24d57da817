/** Public face of the session: what the person is looking at now. */
export { ModelLibrary } from './model-library.ts';
export { decodePicture, fetchPicture } from './picture-reader.ts';
export * from './preferences.ts';
export { sameUnit } from './same-unit.ts';
export { loadSamples } from './samples.ts';
export { Session } from './session.ts';
export type { Dream, DreamWish } from '../insight/index.ts';
export type { GradientQuestion, InputGradient } from './gradient.ts';
export type * from './dream/dream-types.ts';
export type * from './lab/lab-types.ts';
export type * from './model-types.ts';
export type * from './performance-types.ts';
export type * from './tuning-types.ts';
export type * from './types.ts';
export type * from './unit-types.ts';
export type * from './verify-types.ts';
