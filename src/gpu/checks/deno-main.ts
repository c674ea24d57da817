/**
 * Compiles every pipeline with naga and runs every kernel check, in Deno on wgpu: a second implementation of WebGPU.
 * Prints `ok NAME`, `skipped NAME: reason` or `FAILED NAME: reason`, and the sums; exits with 1 on a failure.
 */
import { GpuUnavailableError, messageOf } from '../../base/index.ts';
import { Gpu } from '../gpu.ts';
import { KERNEL_CHECKS } from './index.ts';
import { PIPELINES, missingFeature } from './pipelines.ts';

declare const Deno: { exit(code: number): never };

const sums = { passed: 0, failed: 0, skipped: 0 };

function skip(name: string, reason: string): void {
  sums.skipped += 1;
  console.log(`skipped ${name}: ${reason}`);
}

async function attempt(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    sums.passed += 1;
    console.log(`ok ${name}`);
  } catch (error) {
    sums.failed += 1;
    console.log(`FAILED ${name}: ${messageOf(error)}`);
  }
}

async function runAll(gpu: Gpu): Promise<void> {
  const faults: string[] = [];
  gpu.onError((error) => faults.push(error.message));
  /** Throws what the device has reported since the last call. */
  const throwFaults = async (): Promise<void> => {
    await gpu.finished();
    const reported = faults.splice(0);
    if (reported.length > 0) throw new Error(reported.join('\n'));
  };

  for (const { name, needs, create } of PIPELINES) {
    const missing = missingFeature(gpu, needs);
    if (missing) skip(name, `the device has no ${missing}`);
    else {
      await attempt(`compiles ${name}`, async () => {
        await create(gpu);
        await throwFaults();
      });
    }
  }
  for (const { name, needs, run } of KERNEL_CHECKS) {
    const missing = missingFeature(gpu, needs ?? []);
    if (missing) {
      skip(name, `the device has no ${missing}`);
      continue;
    }
    await attempt(name, async () => {
      await run(gpu);
      await throwFaults();
    });
  }
  gpu.dispose();
}

try {
  const gpu = await Gpu.open();
  console.log(`wgpu on ${gpu.facts.description || gpu.facts.vendor}`);
  await runAll(gpu);
} catch (error) {
  if (error instanceof GpuUnavailableError) skip('kernels on wgpu', error.message);
  else {
    sums.failed += 1;
    console.log(`FAILED kernels on wgpu: ${messageOf(error)}`);
  }
}
console.log(
  `${String(sums.passed)} passed, ${String(sums.failed)} failed, ${String(sums.skipped)} skipped`,
);
Deno.exit(sums.failed > 0 ? 1 : 0);
