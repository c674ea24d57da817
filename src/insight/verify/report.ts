/** What verifying found, put together. Knows no page. */
import type { Gpu } from '../../gpu/index.ts';
import type { KernelVerification, LayerVerification, VerifyReport } from './types.ts';

/** Puts together what was found. */
export function reportOf(
  gpu: Gpu,
  kernels: readonly KernelVerification[],
  layers: readonly LayerVerification[],
  reference: string | null,
): VerifyReport {
  const firstWrong = layers.find(({ ok }) => !ok)?.layer ?? null;
  return {
    kernels,
    layers,
    reference,
    firstWrong,
    ok: firstWrong === null && kernels.every(({ failed }) => failed === 0),
    adapter: adapterName(gpu),
  };
}

/** The adapter in its own words, as far as the browser tells them. */
function adapterName({ facts }: Gpu): string {
  const { vendor, architecture, description } = facts;
  return description || [vendor, architecture].filter(Boolean).join(' ') || 'WebGPU';
}
