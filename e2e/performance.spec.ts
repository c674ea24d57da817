/** The page of the performance: it opens by menu and by link, measures, can be copied, and leaves the explorer as it was. */
import type { Locator, Page } from '@playwright/test';
import type { PerformanceReport } from '../src/session/index.ts';
import { findingsOf } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openStudio, summaryOf } from './studio.ts';

const MINUTES_3 = 180_000;
/** A software GPU takes its time. */
const MEASURED = { timeout: 60_000 };
const LAYERS = 20;

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: /GPU/ });
/** What the dialog shows: it is slotted, so that it is no descendant of the dialog itself. */
const plateOf = (page: Page): Locator => page.locator('performance-plate');

async function measure(page: Page): Promise<void> {
  await plateOf(page)
    .getByRole('button', { name: /^(Measure|測定する)$/ })
    .press('Enter');
  await expect(
    page.getByRole('button', { name: /^(Measure again|もう一度測定する)$/ }),
  ).toBeVisible(MEASURED);
}

test('opens from the menu of networks, measures every layer, and Escape leads back', async ({
  page,
}) => {
  test.setTimeout(MINUTES_3);
  await openStudio(page, '/?tune=off');
  const before = await summaryOf(page, 'block5_conv3');
  await page.getByRole('button', { name: /^Network: / }).click();
  await page.getByRole('button', { name: 'Performance on this GPU' }).click();
  const dialog = dialogOf(page);
  const plate = plateOf(page);
  await expect(dialog).toBeVisible();
  await expect(plate).toContainText('Largest buffer');
  await expect(plate.locator('table')).toHaveCount(0);
  await expect(page).toHaveURL(/#\/performance\?/);
  await measure(page);
  const rows = plate.locator('tbody tr');
  await expect(rows).toHaveCount(LAYERS);
  await expect(rows.first()).toContainText('block1_conv1 16 × 128 × 128');
  await expect(plate).toContainText(/[\d.,]+ ms for all layers of Kawasemi-mini at 128 px/);
  await expect(plate).toContainText(/Multiply and add, f32\s+[\d.,]+ GFLOP\/s/);
  await expect(plate).toContainText(/Copy memory\s+[\d.,]+ GB\/s/);
  expect(await findingsOf(page)).toEqual([]);
  await expect(plate.getByRole('button', { name: 'Measure again' })).toBeFocused();
  // Nothing has the focus after a click on plain text: Escape is the dialog's all the same.
  await plate.getByText('ms for all layers').click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page).not.toHaveURL(/performance/);
  // Measuring ran the layers on what they had.
  expect(await summaryOf(page, 'block5_conv3')).toEqual(before);
});

test('a link opens it, and one within the page leaves the explorer where it is', async ({
  page,
}) => {
  await openStudio(page, '/?tune=off#/performance?layer=block3_conv2');
  await expect(dialogOf(page)).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(dialogOf(page)).toBeHidden();
  await expect(page).toHaveURL(/#\/\?.*layer=block3_conv2/);
  await page.evaluate(() => (location.hash = '#/performance'));
  await expect(dialogOf(page)).toBeVisible();
  await expect(page).toHaveURL(/#\/performance\?.*layer=block3_conv2/);
  await page.goBack();
  await expect(dialogOf(page)).toBeHidden();
  await expect(page.locator('layer-header')).toContainText('block3_conv2');
});

test('results are copied as JSON and as a table', async ({ page, context }) => {
  test.setTimeout(MINUTES_3);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openStudio(page, '/?tune=off#/performance');
  await measure(page);
  const copied = async (name: string): Promise<string> => {
    await page.getByRole('button', { name }).click();
    await expect(page.getByText('Copied.')).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const report = JSON.parse(await copied('Copy as JSON')) as PerformanceReport;
  expect(report).toMatchObject({
    model: { id: 'kawasemi-mini' },
    input: { width: 128 },
    plan: 'fixed',
  });
  expect(report.layers).toHaveLength(LAYERS + 1);
  expect(report.total.median).toBeGreaterThan(0);
  const timed = report.layers.filter(({ ms }) => ms !== null);
  expect(timed.length > 0).toBe(report.hasClock);
  const table = await copied('Copy as Markdown');
  expect(table).toContain('| block3_conv2 | 64 × 32 × 32 |');
});

test('where the browser does not allow copying, the text is there', async ({ page }) => {
  test.setTimeout(MINUTES_3);
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.reject(new Error('not allowed')) },
    });
  });
  await openStudio(page, '/?tune=off#/performance');
  await measure(page);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(page.getByRole('textbox', { name: 'Results as text' })).toHaveValue(/block5_conv3/);
});

test('measuring stops when told, and puts tuning off', async ({ page }) => {
  test.setTimeout(MINUTES_3);
  await openStudio(page, '/?tune=off#/performance');
  const plate = plateOf(page);
  await expect(plate).toContainText('the address says that nothing is measured');
  await plate.getByRole('button', { name: 'Tune now' }).click();
  await expect(plate.getByRole('progressbar', { name: 'How the convolutions run' })).toBeVisible();
  await plate.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(plate.getByRole('progressbar', { name: 'Progress' })).toBeVisible(MEASURED);
  await expect(plate.getByRole('progressbar', { name: 'How the convolutions run' })).toBeHidden();
  await plate.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(plate).toContainText('Stopped before the end.', MEASURED);
});

for (const [colorScheme, locale] of [
  ['light', 'ja-JP'],
  ['dark', 'en-GB'],
] as const) {
  test.describe(`on a phone, ${colorScheme}, ${locale}`, () => {
    test.use({
      colorScheme,
      locale,
      hasTouch: true,
      isMobile: true,
      viewport: { width: 390, height: 844 },
    });
    test('nothing is cut off or out of reach', async ({ page }) => {
      test.setTimeout(MINUTES_3);
      await openStudio(page, '/?tune=off#/performance');
      await measure(page);
      expect(await findingsOf(page)).toEqual([]);
      const dialog = dialogOf(page);
      const { content, room } = await dialog.evaluate((element) => ({
        content: element.scrollWidth,
        room: element.clientWidth,
      }));
      expect(content).toBeLessThanOrEqual(room);
      for (const button of await plateOf(page).getByRole('button').all()) {
        const { width = 0, height = 0 } = (await button.boundingBox()) ?? {};
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(39.5);
      }
    });
  });
}
