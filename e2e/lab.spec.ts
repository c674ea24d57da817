/** The lab for scripts, in the page: on the GPU, and on the references where no GPU opens. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { launchesOf, openStudio } from './studio.ts';

interface Found {
  readonly outline: readonly number[];
  readonly shape: readonly number[];
  readonly pooled: readonly number[];
  readonly winners: readonly number[];
  readonly back: readonly number[];
  readonly kernel: readonly number[];
  readonly refusal: string;
}

/** The article's outline of a dot, and a pooling of it, forward and backward. */
async function askLab(page: Page): Promise<Found> {
  return page.evaluate(async () => {
    const { lab } = globalThis.studio;
    const data = new Float32Array(16);
    data[5] = 1;
    const dot = { shape: [4, 4], data };
    const kernel = { shape: [3, 3], data: Float32Array.of(0, 1, 0, 1, -4, 1, 0, 1, 0) };
    const options = { kernel, mode: 'full', flip: true } as const;
    const outline = await lab.convolve(dot, options);
    const pooled = await lab.pool(outline, { kind: 'max', size: 2, stride: 2 });
    const ones = { shape: pooled.output.shape, data: pooled.output.data.map(() => 1) };
    const back = await lab.poolBackward(outline, { kind: 'max', size: 2, stride: 2 }, ones);
    const gradients = await lab.convolveBackward(dot, options, outline);
    const refusal = await lab.convolve(dot, { kernel, stride: 0 }).then(
      () => 'none',
      (error: unknown) => String(error),
    );
    return {
      outline: [...outline.data],
      shape: outline.shape,
      pooled: [...pooled.output.data],
      winners: [...(pooled.winners ?? [])],
      back: [...back.data],
      kernel: [...gradients.kernel.data],
      refusal,
    };
  });
}

function expectOutline(found: Found): void {
  expect(found.shape).toEqual([6, 6]);
  const outline = new Array<number>(36).fill(0);
  for (const cell of [8, 13, 15, 20]) outline[cell] = 1;
  outline[14] = -4;
  expect(found.outline).toEqual(outline);
  expect(found.pooled).toEqual([0, 1, 0, 1, 1, 0, 0, 0, 0]);
  // Of equals the first in row-major order.
  expect(found.winners).toEqual([0, 8, 4, 13, 15, 16, 24, 26, 28]);
  const back = new Array<number>(36).fill(0);
  for (const cell of found.winners) back[cell] = 1;
  expect(found.back).toEqual(back);
  // The gradient meets the dot once: it is the outline around it, turned back.
  expect(found.kernel).toEqual([0, 1, 0, 1, -4, 1, 0, 1, 0]);
  expect(found.refusal).toContain('stride is 0');
}

test('convolves and pools on the GPU', async ({ page }) => {
  await openStudio(page);
  const before = await launchesOf(page, 'padded_convolution');
  expectOutline(await askLab(page));
  expect((await launchesOf(page, 'padded_convolution')) - before).toBe(3);
  expect(await launchesOf(page, 'max_pool_gradient')).toBe(1);
});

test('does the same where no GPU opens', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'gpu', { value: undefined });
  });
  await page.goto('/');
  await expect(page.locator('unsupported-page')).toBeVisible();
  expectOutline(await askLab(page));
});
