/** Public face of the engine. */
import type * as Checks from './checks/index.ts';
import type * as Algorithms from './convolution/algorithms.ts';

export { createTensor, readTensor, readValue, tensorBytes, writeTensor } from './blocked-tensor.ts';
export type { BlockedTensor } from './blocked-tensor.ts';
export type { Commands, DrawPart } from './commands.ts';
export { Gpu } from './gpu.ts';
export type { GpuStats } from './gpu.ts';
export type { AdapterFacts } from './adapter.ts';
export type {
  ConvolutionAlgorithm,
  ConvolutionFamily,
  ConvolutionShape,
  ConvolutionWork,
  FusedPool,
  Workspace,
  WorkspaceBytes,
} from './convolution/algorithm.ts';
export type { FormedWeights, WeightForm } from './convolution/forms.ts';
export type { Dispatch, Draw } from './kernel.ts';
export * from './kernels/index.ts';
export type { GpuBuffer, GpuTexture } from './memory.ts';
export type { KernelTime } from './profiler.ts';
export type { CanvasSurface } from './surface.ts';

/** The checks of every kernel against its CPU reference: a part of their own, fetched when asked for. */
export function loadChecks(): Promise<typeof Checks> {
  return import('./checks/index.ts');
}

/** Every way to run a convolution, and the forms of weights they want: a part of its own. */
export function loadAlgorithms(): Promise<typeof Algorithms> {
  return import('./convolution/algorithms.ts');
}
