/** Every pipeline of every kernel, in every variant and for both kinds of canvas. */
import { variantName } from '../definition.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import { KERNELS } from '../kernels/all.ts';

/** One pipeline that must compile. */
export interface PipelineCheck {
  /** Kernel with its variant; with the target's format for a view. */
  readonly name: string;
  readonly needs: NonNullable<KernelVariant['needs']>;
  /** Throws ShaderError. */
  readonly create: (gpu: Gpu) => Promise<unknown>;
}

/** What canvases prefer, on one system or another. */
const FORMATS = ['rgba8unorm', 'bgra8unorm'] as const;

export const PIPELINES: readonly PipelineCheck[] = KERNELS.flatMap((definition) =>
  definition.variants.flatMap((variant): PipelineCheck[] => {
    const name = variantName(definition, variant);
    const needs = variant.needs ?? [];
    if (definition.stage === 'compute') {
      return [{ name, needs, create: (gpu) => gpu.kernel(definition, variant) }];
    }
    return FORMATS.map((format) => ({
      name: `${name} on ${format}`,
      needs,
      create: (gpu) => gpu.renderKernel(definition, format, variant),
    }));
  }),
);

/** The first of `needs` that the device does not offer. */
export function missingFeature(gpu: Gpu, needs: PipelineCheck['needs']): string | undefined {
  const { f16, subgroups } = gpu.facts.features;
  return needs.find((feature) => !(feature === 'shader-f16' ? f16 : subgroups));
}
