/** The page at every size, in both themes and languages: nothing cut off, nothing that a reader cannot read. */
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, test } from './fixtures.ts';
import { openStudio } from './studio.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1300 },
] as const;

for (const viewport of SIZES) {
  test.describe(`${String(viewport.width)} px wide`, () => {
    test.use({ viewport });
    test('nothing is cut off', async ({ page }) => {
      await openStudio(page);
      const widths = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        window: innerWidth,
      }));
      expect(widths.content).toBeLessThanOrEqual(widths.window);
      for (const place of [
        'layer-grid canvas',
        'score-list',
        'layer-header',
        'map-legend',
        'input-picture',
      ]) {
        await expect(page.locator(place).filter({ visible: true }).first(), place).toBeVisible();
      }
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const locale of ['en-GB', 'ja-JP']) {
    test.describe(`${colorScheme}, ${locale}`, () => {
      test.use({ colorScheme, locale });
      test('is accessible', async ({ page }) => {
        await openStudio(page);
        await page.addScriptTag({ path: AXE });
        const results = await page.evaluate(() =>
          (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
        );
        const violations = results.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => String(node.target)).join(', ')}`,
        );
        expect(violations).toEqual([]);
      });
    });
  }
}

test('the theme can be chosen and is kept', async ({ page }) => {
  await openStudio(page);
  const ground = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const before = await ground();
  await page.evaluate(() => localStorage.setItem('kawasemi.theme', 'light'));
  await page.reload();
  await page.evaluate(() => globalThis.studio.ready);
  const light = await ground();
  await page.evaluate(() => localStorage.setItem('kawasemi.theme', 'dark'));
  await page.reload();
  await page.evaluate(() => globalThis.studio.ready);
  expect(await ground()).not.toBe(light);
  expect([light, await ground()]).toContain(before);
});
