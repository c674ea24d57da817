/** Runs every kernel check in Node on Dawn, and asserts that nothing is left on the GPU. */
import { afterAll, expect, test } from 'vitest';
import { Gpu } from '../gpu.ts';
import { openNodeGpu } from '../testing/node-gpu.ts';
import { KERNEL_CHECKS } from './index.ts';
import { missingFeature } from './pipelines.ts';

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));

afterAll(() => {
  gpu.dispose();
});

const RUNNABLE = KERNEL_CHECKS.filter(({ needs = [] }) => !missingFeature(gpu, needs));
const OTHERS = KERNEL_CHECKS.filter((check) => !RUNNABLE.includes(check));

// They run where the feature is: `npm run test:wgpu` on lavapipe, or a real GPU.
test.skip.each(OTHERS.map(({ name, needs }) => [name, needs?.join(', ')] as const))(
  '%s (the device has no %s)',
  () => undefined,
);

test.each(RUNNABLE.map((check) => [check.name, check] as const))('%s', async (_, check) => {
  const before = gpu.stats.liveBytes;
  await check.run(gpu);
  await gpu.finished();
  expect(faults).toEqual([]);
  // Eight staging buffers of 16 KiB, made by the first read, stay for the next ones.
  expect(gpu.stats.liveBytes - before).toBeLessThanOrEqual(8 * 16_384);
});
