/** Brings the weights of a 3 x 3 convolution into a Winograd domain, once for each network. */
import type { Owned } from '../../base/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { WINOGRAD_DOMAINS, variantOfDomain } from './winograd-domain.ts';
import type { WinogradDomain } from './winograd-domain.ts';

/** Invocations of a workgroup, and inputs of one invocation of `weight_scales`, as in the shaders. */
const THREADS = 64;
const INPUTS = 32;

type Storage = 'f32' | 'f16' | 'q16';

const SOURCES = [false, true].flatMap((isFlipped) =>
  (['f32', 'f16'] as const).map((format) => ({ isFlipped, format })),
);

export const WEIGHT_SCALES = defineKernel({
  name: 'weight_scales',
  file: 'winograd/weight_scales.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'weights', kind: 'read' },
    { name: 'scales', kind: 'write' },
  ],
  params: { output_blocks: 'u32', input_blocks: 'u32' },
  variants: WINOGRAD_DOMAINS.flatMap((domain) =>
    SOURCES.map((source) => variantOf(domain, source, 'f32')),
  ),
});

export const WEIGHT_TRANSFORM = defineKernel({
  name: 'weight_transform',
  file: 'winograd/transform_weights.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'weights', kind: 'read' },
    { name: 'scales', kind: 'read' },
    { name: 'transformed', kind: 'write' },
  ],
  params: { output_blocks: 'u32', input_blocks: 'u32' },
  variants: WINOGRAD_DOMAINS.flatMap((domain) =>
    SOURCES.flatMap((source) =>
      (['f32', 'f16', 'q16'] as const).map((storage) => variantOf(domain, source, storage)),
    ),
  ),
});

/** Plain weights on their way into a Winograd domain. */
export interface WinogradWeightsRequest {
  readonly domain: WinogradDomain;
  /** Of the convolution that is made: exchanged when flipped. */
  readonly outputs: number;
  readonly inputs: number;
  /** Plain, as `packConvolutionWeights` lays them out. */
  readonly weights: GpuBuffer;
  readonly format: 'f32' | 'f16';
  /** Taps turned by 180 degrees, inputs and outputs exchanged. */
  readonly isFlipped: boolean;
}

/** Raises `scales`, which hold zeros, to the largest absolute weight of each position and output. */
export async function prepareWeightScales(
  gpu: Gpu,
  label: string,
  request: WinogradWeightsRequest & { readonly scales: GpuBuffer },
): Promise<Owned<Dispatch>> {
  const { domain, outputs, inputs, weights, scales } = request;
  const kernel = await gpu.kernel(WEIGHT_SCALES, variantOf(domain, request, 'f32'));
  const slices = Math.ceil((blocksOf(inputs) * BLOCK) / INPUTS);
  return kernel.prepare({
    label: `${label}.largest`,
    params: { output_blocks: blocksOf(outputs), input_blocks: blocksOf(inputs) },
    resources: { weights, scales },
    workgroups: [Math.ceil(slices / THREADS), blocksOf(outputs), 1],
  });
}

/** Fills `target` with the transformed weights; q16 needs what `prepareWeightScales` found. */
export async function prepareWeightTransform(
  gpu: Gpu,
  label: string,
  request: WinogradWeightsRequest & {
    readonly storage: Storage;
    readonly scales: GpuBuffer | null;
    readonly target: GpuBuffer;
  },
): Promise<Owned<Dispatch>> {
  const { domain, storage, outputs, inputs, weights, scales, target } = request;
  const kernel = await gpu.kernel(WEIGHT_TRANSFORM, variantOf(domain, request, storage));
  return kernel.prepare({
    label,
    params: { output_blocks: blocksOf(outputs), input_blocks: blocksOf(inputs) },
    resources: { weights, scales: scales ?? weights, transformed: target },
    workgroups: [Math.ceil((blocksOf(inputs) * BLOCK) / THREADS), blocksOf(outputs), 1],
  });
}

function variantOf(
  domain: WinogradDomain,
  { isFlipped, format }: { readonly isFlipped: boolean; readonly format: 'f32' | 'f16' },
  storage: Storage,
): KernelVariant {
  const isHalf = format === 'f16';
  const variant = variantOfDomain(domain, [
    isFlipped && 'FLIP',
    storage === 'f16' && 'HALF',
    storage === 'q16' && 'Q16',
    isHalf && 'F16',
  ]);
  return isHalf ? { ...variant, needs: ['shader-f16'] } : variant;
}
