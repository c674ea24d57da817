/** What a way to run a convolution is: which shapes it fits, what it costs, how it is prepared. Knows no network. */
import type { Owned } from '../../base/index.ts';
import { convolutionOutput } from '../../math/index.ts';
import type { ConvolutionGeometry, Shape3 } from '../../math/index.ts';
import type { AdapterFacts } from '../adapter.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import type { WeightForm } from './forms.ts';

/** A convolution with bias at one input size. */
export interface ConvolutionShape extends ConvolutionGeometry {
  /** Channels, height and width of what it reads. */
  readonly input: Shape3;
  /** Channels of what it writes. */
  readonly outputs: number;
}

/** The design that an algorithm belongs to. */
export type ConvolutionFamily =
  'direct' | 'general' | 'implicit-gemm' | 'split-k' | 'winograd-2' | 'winograd-4';

/** What the device has to do for one run. */
export interface ConvolutionWork {
  /** Multiply-adds that are carried out, those wasted at borders included. */
  readonly multiplyAdds: number;
  /** Bytes that go through memory at the least: activations, weights and workspace. */
  readonly bytes: number;
  /** Launches. */
  readonly launches: number;
}

/** A 2 x 2 max pooling of stride 2 that follows, done on the way. */
export interface FusedPool {
  readonly output: BlockedTensor;
  /** Laid out as `prepareMaxPool` has it. */
  readonly winners: GpuBuffer;
}

/** Two buffers for what stands between the launches of one convolution; many share them, one after the other. */
export interface Workspace {
  /** Input in the transformed domain. */
  readonly first: GpuBuffer;
  /** Sums in the transformed domain. */
  readonly second: GpuBuffer;
}

/** Bytes of the two buffers of a workspace; zeros where none is needed. */
export type WorkspaceBytes = readonly [first: number, second: number];

/** Everything one convolution is bound to. */
export interface AlgorithmRequest extends ConvolutionGeometry {
  readonly input: BlockedTensor;
  readonly output: BlockedTensor;
  /** In the algorithm's `form`, see `formWeights`. */
  readonly weights: GpuBuffer;
  /** Of the form q16 only. */
  readonly scales: GpuBuffer | null;
  /** From `packBias`. */
  readonly bias: GpuBuffer;
  readonly relu: boolean;
  /** Only where the algorithm's `fusesPool` is true. */
  readonly pool: FusedPool | null;
  /** At least of `workspaceBytes`; null where that is zeros. */
  readonly workspace: Workspace | null;
}

/** One way to run a convolution. */
export interface ConvolutionAlgorithm {
  /** Stable, kept with what was measured: `winograd-4/quads-14`. */
  readonly id: string;
  readonly family: ConvolutionFamily;
  /** How it reads its weights. */
  readonly form: WeightForm;
  /** Precision of the factors; sums are f32 in all. */
  readonly precision: 'f32' | 'f16';
  readonly fusesPool: boolean;
  /** Whether it can run that shape on that device. */
  fits(facts: AdapterFacts, shape: ConvolutionShape): boolean;
  work(shape: ConvolutionShape): ConvolutionWork;
  workspaceBytes(shape: ConvolutionShape): WorkspaceBytes;
  /** The launches in order, labelled `label` or `label.what`; they compile at the same time. Throws ShapeError. */
  prepare(gpu: Gpu, label: string, request: AlgorithmRequest): readonly Promise<Owned<Dispatch>>[];
}

/** No workspace. */
export const NO_WORKSPACE: WorkspaceBytes = [0, 0];

/** Whether a convolution is 3 x 3 with stride 1 and zero padding 1, the case with the fast ways. */
export function isPlain3x3(geometry: ConvolutionGeometry): boolean {
  const { kernel, stride, padding, dilation } = geometry;
  const all = (pair: readonly number[], value: number): boolean => pair.every((n) => n === value);
  return all(kernel, 3) && all(stride, 1) && all(padding, 1) && all(dilation, 1);
}

/** [C, H, W] of what a convolution writes. Throws ShapeError. */
export function outputOf(shape: ConvolutionShape): Shape3 {
  return convolutionOutput(shape.input, shape.outputs, shape, 'convolution');
}

/** Multiply-adds of a convolution by its definition, zeros of the padding counted. */
export function multiplyAddsBy(shape: ConvolutionShape): number {
  const [outputs, height, width] = outputOf(shape);
  const [rows, columns] = shape.kernel;
  return outputs * height * width * shape.input[0] * rows * columns;
}
