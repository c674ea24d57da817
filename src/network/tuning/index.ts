/** Public face of tuning: which algorithm runs which convolution. A part of its own, fetched after the first picture. */
export { kindOf } from './cost-table.ts';
export { createPlanner, shapeKey } from './planner.ts';
export type { Measured, Measurements, PlanOptions } from './planner.ts';
export { memoryStore, tuningKey } from './store.ts';
export type { TuningStore } from './store.ts';
export { tunePass } from './tuner.ts';
export type { TuneOptions, TuneProgress, TunedPlan } from './tuner.ts';
