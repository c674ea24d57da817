/** The checks of the kernels, run as the page runs them: grouped, followed, stopped. */
import { afterAll, expect, test, vi } from 'vitest';
import { Gpu } from '../../gpu/index.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import type { KernelVerification } from './types.ts';
import { verifyKernels } from './verify-kernels.ts';

const { checks } = vi.hoisted(() => ({
  checks: [] as { name: string; needs?: 'shader-f16'[]; run: (gpu: unknown) => Promise<void> }[],
}));
vi.mock('../../gpu/checks/index.ts', () => ({
  KERNEL_CHECKS: checks,
  missingFeature: ({ facts }: Gpu, needs: readonly string[]) =>
    needs.includes('shader-f16') && !facts.features.f16 ? 'shader-f16' : undefined,
}));

const gpu = await Gpu.open(openNodeGpu());
afterAll(() => {
  gpu.dispose();
});
const { signal } = new AbortController();
const passes = (): Promise<void> => Promise.resolve();

function given(...made: readonly (readonly [string, (gpu: unknown) => Promise<void>])[]): void {
  checks.splice(0, checks.length, ...made.map(([name, run]) => ({ name, run })));
}

test('are grouped by kernel, with the first message of those that fail', async () => {
  const fails = (): Promise<void> => Promise.reject(new Error('element 3 is 1 instead of 2'));
  given(['a: one', passes], ['b: one', passes], ['a: two', fails], ['a: three', fails]);
  const seen: string[] = [];
  const kernels = await verifyKernels(gpu, {
    signal,
    onResult: ({ kernel }, done, total) => seen.push(`${kernel} ${String(done)}/${String(total)}`),
  });
  expect(kernels.map(({ ms: _, ...rest }) => rest)).toEqual([
    {
      kernel: 'a',
      cases: 3,
      passed: 1,
      failed: 2,
      skipped: 0,
      message: 'a: two: element 3 is 1 instead of 2',
    },
    { kernel: 'b', cases: 1, passed: 1, failed: 0, skipped: 0, message: null },
  ]);
  expect(seen).toEqual(['a 1/4', 'b 2/4', 'a 3/4', 'a 4/4']);
});

test('count for each of the kernels that they are of', async () => {
  given(['a, b: both', passes], ['b: one', passes]);
  const kernels = await verifyKernels(gpu, { signal });
  expect(kernels.map(({ kernel, cases, passed }) => [kernel, cases, passed])).toEqual([
    ['a', 1, 1],
    ['b', 2, 2],
  ]);
});

test('fail when the device complains, though the numbers are right', async () => {
  given([
    'a: too large',
    () => {
      gpu.upload(gpu.buffer('small', 16), new Float32Array(64));
      return Promise.resolve();
    },
  ]);
  const [kernel] = await verifyKernels(gpu, { signal });
  expect(kernel?.failed).toBe(1);
  expect(kernel?.message).toContain('small');
});

test('are skipped, not passed, where the device cannot run them', async () => {
  given(['a: one', passes], ['a: f16', passes]);
  checks[1]!.needs = ['shader-f16'];
  const [kernel] = await verifyKernels(gpu, { signal });
  const { f16 } = gpu.facts.features;
  expect(kernel).toMatchObject({ cases: 2, passed: f16 ? 2 : 1, skipped: f16 ? 0 : 1, failed: 0 });
});

test('let others have their turn, and stop when told', async () => {
  const controller = new AbortController();
  given(...Array.from({ length: 20 }, (_, i) => [`a: ${String(i)}`, passes] as const));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  const last: KernelVerification[] = [];
  const stopped = verifyKernels(gpu, {
    signal: controller.signal,
    onResult: (result) => {
      last.push(result);
      if (last.length === 10) controller.abort();
    },
  });
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  clearInterval(timer);
  expect(last).toHaveLength(10);
  expect(turns).toBeGreaterThan(2);
});
