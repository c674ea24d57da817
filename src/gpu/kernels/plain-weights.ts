/** Brings the plain weights of a 3 x 3 convolution into another plain form: halves, or flipped for the gradient. */
import type { Owned } from '../../base/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';

/** Invocations of a workgroup, as in the shader. */
const THREADS = 64;

export const PLAIN_WEIGHTS = defineKernel({
  name: 'plain_weights',
  file: 'winograd/plain_weights.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'weights', kind: 'read' },
    { name: 'made', kind: 'write' },
  ],
  params: { output_blocks: 'u32', input_blocks: 'u32' },
  variants: ([false, true] as const).flatMap((isFlipped) =>
    (['f32', 'f16'] as const).flatMap((from) =>
      (['f32', 'f16'] as const).map((to) => variantOf(isFlipped, from, to)),
    ),
  ),
});

/** What the weights are made of, and into what. */
export interface PlainWeightsRequest {
  /** Of the convolution that is made: exchanged when flipped. */
  readonly outputs: number;
  readonly inputs: number;
  readonly weights: GpuBuffer;
  readonly format: 'f32' | 'f16';
  readonly isFlipped: boolean;
  /** q16 is not a plain form and is taken as f32. */
  readonly storage: 'f32' | 'f16' | 'q16';
  readonly target: GpuBuffer;
}

/** Fills `target`. */
export async function preparePlainWeights(
  gpu: Gpu,
  label: string,
  { outputs, inputs, weights, format, isFlipped, storage, target }: PlainWeightsRequest,
): Promise<Owned<Dispatch>> {
  const to = storage === 'f16' ? 'f16' : 'f32';
  const kernel = await gpu.kernel(PLAIN_WEIGHTS, variantOf(isFlipped, format, to));
  return kernel.prepare({
    label,
    params: { output_blocks: blocksOf(outputs), input_blocks: blocksOf(inputs) },
    resources: { weights, made: target },
    workgroups: [Math.ceil((blocksOf(inputs) * BLOCK) / THREADS), blocksOf(outputs), 1],
  });
}

function variantOf(isFlipped: boolean, from: 'f32' | 'f16', to: 'f32' | 'f16'): KernelVariant {
  const flags = [
    ...(isFlipped ? ['FLIP'] : []),
    ...(to === 'f16' ? ['HALF'] : []),
    ...(from === 'f16' ? ['F16'] : []),
  ];
  return from === 'f16' ? { flags, needs: ['shader-f16'] } : { flags };
}
