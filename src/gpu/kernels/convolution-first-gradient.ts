/** Gradient of a 3 x 3 convolution (stride 1, zero padding 1) with respect to an input of at most three channels. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectBytes, expectShape } from './shapes.ts';
import { convolutionWeightBytes } from './weights.ts';

/** Invocations of a workgroup, and the pixels of a row that one makes, as in the shader. */
const THREADS = 64;
const PIXELS = 4;
/** The fourth channel is not written. */
export const MOST_FIRST_CHANNELS = 3;

const F32: KernelVariant = {};
const F16: KernelVariant = { flags: ['F16'], needs: ['shader-f16'] };

export const CONVOLUTION_FIRST_GRADIENT = defineKernel({
  name: 'convolution_first_gradient',
  file: 'backward/convolution_first.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'gradient', kind: 'read' },
    { name: 'weights', kind: 'read' },
    { name: 'input_gradient', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', gradient_blocks: 'u32', tiles_per_row: 'u32' },
  variants: [F32, F16],
});

/** What such a gradient works on. */
export interface FirstGradientRequest {
  /** With respect to the sums. */
  readonly gradient: BlockedTensor;
  /** As the forward convolution reads them, from `packConvolutionWeights`; of f16 the same as halves. */
  readonly weights: GpuBuffer;
  readonly format: 'f32' | 'f16';
  readonly inputGradient: BlockedTensor;
}

/** [O, H, W] to [C, H, W] with at most three channels. Throws ShapeError. */
export async function prepareFirstGradient(
  gpu: Gpu,
  label: string,
  { gradient, weights, format, inputGradient }: FirstGradientRequest,
): Promise<Owned<Dispatch>> {
  const [channels, height, width] = inputGradient.shape;
  const outputs = gradient.shape[0];
  if (channels > MOST_FIRST_CHANNELS) {
    const shapes = `${String(channels)} channels instead of at most ${String(MOST_FIRST_CHANNELS)}`;
    throw new ShapeError('shape-mismatch', `${label}: ${shapes}`, { operation: label, shapes });
  }
  expectShape(label, 'gradient', gradient.shape, [outputs, height, width]);
  const shape = [outputs, channels, 3, 3] as const;
  const bytes = convolutionWeightBytes(shape, format);
  expectBytes(label, `weights of ${shape.join(' x ')}`, weights, bytes);
  const kernel = await gpu.kernel(CONVOLUTION_FIRST_GRADIENT, format === 'f16' ? F16 : F32);
  const tilesPerRow = Math.ceil(width / PIXELS);
  return kernel.prepare({
    label,
    params: {
      width,
      height,
      gradient_blocks: blocksOf(outputs),
      tiles_per_row: tilesPerRow,
    },
    resources: { gradient: gradient.buffer, weights, input_gradient: inputGradient.buffer },
    workgroups: [Math.ceil((tilesPerRow * height) / THREADS), 1, 1],
  });
}
