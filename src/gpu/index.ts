/** Public face of the engine. */
import type * as Checks from './checks/index.ts';

export { createTensor, readTensor, readValue, writeTensor } from './blocked-tensor.ts';
export type { BlockedTensor } from './blocked-tensor.ts';
export type { Commands, DrawPart } from './commands.ts';
export { Gpu } from './gpu.ts';
export type { GpuStats } from './gpu.ts';
export type { AdapterFacts } from './adapter.ts';
export type { Dispatch, Draw } from './kernel.ts';
export * from './kernels/index.ts';
export type { GpuBuffer, GpuTexture } from './memory.ts';
export type { KernelTime } from './profiler.ts';
export type { CanvasSurface } from './surface.ts';

/** The checks of every kernel against its CPU reference: a part of their own, fetched when asked for. */
export function loadChecks(): Promise<typeof Checks> {
  return import('./checks/index.ts');
}
