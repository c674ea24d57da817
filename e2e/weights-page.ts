/** What specs about weights ask of a page: which network it shows. Knows no server. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { countColours, launchesOf, pixelsOf } from './studio.ts';

/** The name of the last layer that is there. */
export const lastLayer = (page: Page): Promise<string> =>
  page.evaluate(() => globalThis.studio.layers().at(-1)?.name ?? '');

/** The network that comes with the studio is there and works. */
export async function expectMini(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Network: Kawasemi-mini' })).toBeVisible();
  await expect(page.locator('transfer-strip .strip')).toHaveCount(0);
  const before = await launchesOf(page, 'convolution');
  await page.evaluate(() => globalThis.studio.setPicture('samples/cat.jpg'));
  expect(await launchesOf(page, 'convolution')).toBeGreaterThan(before);
  await page.evaluate(() => globalThis.studio.painted());
  expect(countColours(await pixelsOf(page.locator('layer-grid canvas')))).toBeGreaterThan(50);
}
