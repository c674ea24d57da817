/** Holds every kernel against its CPU reference, on the GPU at hand. Knows no network. */
import { messageOf } from '../../base/index.ts';
import { loadChecks } from '../../gpu/index.ts';
import type { Gpu } from '../../gpu/index.ts';
import { pause } from './pause.ts';
import type { KernelVerification } from './types.ts';

/** How a run is followed and stopped. */
export interface KernelRequest {
  readonly signal: AbortSignal;
  /** Called after every check, for each of its kernels, with what is known of it, and how many checks are done of how many. */
  readonly onResult?: (result: KernelVerification, done: number, total: number) => void;
}

type Check = Awaited<ReturnType<typeof loadChecks>>['KERNEL_CHECKS'][number];

/** Runs all checks, grouped by kernel. A check that throws, or that the device complains of, has failed. Throws the signal's reason. */
export async function verifyKernels(
  gpu: Gpu,
  { signal, onResult }: KernelRequest,
): Promise<readonly KernelVerification[]> {
  const { KERNEL_CHECKS: checks, missingFeature } = await loadChecks();
  const kernels = new Map<string, KernelVerification>();
  for (const [index, check] of checks.entries()) {
    await pause(signal);
    const found = missingFeature(gpu, check.needs ?? []) ? SKIPPED : await attempt(gpu, check);
    const names = kernelsOf(check);
    for (const name of names) {
      const after = withCase(kernels.get(name) ?? unknown(name), found, names.length);
      kernels.set(name, after);
      onResult?.(after, index + 1, checks.length);
    }
  }
  gpu.trim();
  return [...kernels.values()];
}

/** What one check came to. */
interface Outcome {
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly message: string | null;
  readonly ms: number;
}

const SKIPPED: Outcome = { result: 'skipped', message: null, ms: 0 };

/** `dense: 3 to 2` is a check of the kernel `dense`; some are of two. */
function kernelsOf({ name }: Check): readonly string[] {
  return (name.split(':', 1)[0] ?? name).split(', ');
}

function unknown(kernel: string): KernelVerification {
  return { kernel, cases: 0, passed: 0, failed: 0, skipped: 0, message: null, ms: 0 };
}

/** The time of a check of several kernels is shared among them. */
function withCase(
  before: KernelVerification,
  { result, message, ms }: Outcome,
  kernels: number,
): KernelVerification {
  return {
    ...before,
    cases: before.cases + 1,
    [result]: before[result] + 1,
    message: before.message ?? message,
    ms: before.ms + ms / kernels,
  };
}

async function attempt(gpu: Gpu, check: Check): Promise<Outcome> {
  const faults: string[] = [];
  const stop = gpu.onError((error) => faults.push(error.message));
  const began = performance.now();
  try {
    await check.run(gpu);
    await gpu.finished();
  } catch (error) {
    faults.unshift(messageOf(error));
  } finally {
    stop();
  }
  const ms = performance.now() - began;
  const [fault] = faults;
  if (fault === undefined) return { result: 'passed', message: null, ms };
  return { result: 'failed', message: `${check.name}: ${fault}`, ms };
}
