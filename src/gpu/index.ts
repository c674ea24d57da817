/** Public face of the engine. */
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
