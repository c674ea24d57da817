/** Where WebGPU is missing or fails, the page says so, why, and what to do. It is never blank. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

async function expectExplanation(page: Page, words: RegExp): Promise<void> {
  await page.goto('/');
  const place = page.locator('unsupported-page');
  await expect(place).toBeVisible();
  await expect(place).toContainText(words);
  await expect(place).toContainText('What to do');
  const reason = await page.evaluate(() => globalThis.studio.ready.then(() => '', String));
  expect(reason).toContain('GpuUnavailableError');
}

test('without navigator.gpu', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
  });
  await expectExplanation(page, /Chrome/);
});

test('without an adapter', async ({ page }) => {
  await page.addInitScript(() => {
    GPU.prototype.requestAdapter = () => Promise.resolve(null);
  });
  await expectExplanation(page, /adapter|graphics/i);
});

test('with an adapter that is too small', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(GPUSupportedLimits.prototype, 'maxComputeInvocationsPerWorkgroup', {
      get: () => 64,
    });
  });
  await expectExplanation(page, /64/);
});

test('on an insecure page', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
    Object.defineProperty(globalThis, 'isSecureContext', { value: false });
  });
  await expectExplanation(page, /https/);
});

test('in Japanese', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: 'ja-JP', ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
  });
  await page.goto('/');
  await expect(page.locator('unsupported-page')).toContainText('ブラウザー');
  await context.close();
});

test('when the device is lost, the page says so', async ({ page }) => {
  await page.addInitScript(() => {
    // Called with the adapter as `this` below.
    const { requestDevice } = Object.getOwnPropertyDescriptors(GPUAdapter.prototype);
    const request = requestDevice.value as (
      this: GPUAdapter,
      ...options: unknown[]
    ) => Promise<GPUDevice>;
    GPUAdapter.prototype.requestDevice = async function (...options) {
      const device = await request.apply(this, options);
      Object.assign(globalThis, { deviceOfPage: device });
      return device;
    };
  });
  await page.goto('/');
  await page.evaluate(() => globalThis.studio.ready);
  await page.evaluate(() => {
    (globalThis as unknown as { deviceOfPage: GPUDevice }).deviceOfPage.destroy();
  });
  await expect(page.locator('notice-banner')).toContainText(/The GPU went away/);
});
