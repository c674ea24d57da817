/** Holds every kernel against its CPU reference, on the GPU at hand. Knows no network. */
import { messageOf } from '../../base/index.ts';
import { loadChecks } from '../../gpu/index.ts';
import type { Gpu } from '../../gpu/index.ts';
import { pause } from './pause.ts';
import type { KernelVerification } from './types.ts';

/** How a run is followed and stopped. */
export interface KernelRequest {
  readonly signal: AbortSignal;
  /** Called after every check with what is known of its kernel, and how many checks are done of how many. */
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
    const name = kernelOf(check);
    const before = kernels.get(name) ?? unknown(name);
    const after = missingFeature(gpu, check.needs ?? [])
      ? { ...before, cases: before.cases + 1, skipped: before.skipped + 1 }
      : await attempt(gpu, check, before);
    kernels.set(name, after);
    onResult?.(after, index + 1, checks.length);
  }
  gpu.trim();
  return [...kernels.values()];
}

/** `dense: 3 to 2` is a check of the kernel `dense`. */
function kernelOf({ name }: Check): string {
  return name.split(':', 1)[0] ?? name;
}

function unknown(kernel: string): KernelVerification {
  return { kernel, cases: 0, passed: 0, failed: 0, skipped: 0, message: null, ms: 0 };
}

async function attempt(
  gpu: Gpu,
  check: Check,
  before: KernelVerification,
): Promise<KernelVerification> {
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
  const [fault] = faults;
  const failed = fault === undefined ? 0 : 1;
  return {
    ...before,
    cases: before.cases + 1,
    passed: before.passed + 1 - failed,
    failed: before.failed + failed,
    message: before.message ?? (fault === undefined ? null : `${check.name}: ${fault}`),
    ms: before.ms + performance.now() - began,
  };
}
