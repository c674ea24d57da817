/** Runs every kernel check in Node on Dawn, and asserts that nothing is left on the GPU. */
import { afterAll, expect, test } from 'vitest';
import { Gpu } from '../gpu.ts';
import { openNodeGpu } from '../testing/node-gpu.ts';
import { KERNEL_CHECKS } from './index.ts';

const gpu = await Gpu.open(openNodeGpu());
const faults: string[] = [];
gpu.onError((error) => faults.push(error.message));

afterAll(() => {
  gpu.dispose();
});

test.each(KERNEL_CHECKS.map((check) => [check.name, check] as const))('%s', async (_, check) => {
  const before = gpu.stats.liveBytes;
  await check.run(gpu);
  await gpu.finished();
  expect(faults).toEqual([]);
  // Eight staging buffers of 16 KiB, made by the first read, stay for the next ones.
  expect(gpu.stats.liveBytes - before).toBeLessThanOrEqual(8 * 16_384);
});
