/** Public face of base: leaves that every layer may use. */
export * from './dispose.ts';
export * from './errors.ts';
export { LatestJob } from './job.ts';
export { Mutex } from './mutex.ts';
export { createRandom, randomArray } from './random.ts';
export { settled } from './settled.ts';
export * from './signal.ts';
