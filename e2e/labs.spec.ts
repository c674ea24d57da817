/** The labs in the page: opened by bar and by link, computed on the GPU, changed by hand, and on the references where there is none. */
import { PNG } from 'pngjs';
import type { Locator, Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { countColours, launchesOf, openStudio, pixelsOf, summaryOf } from './studio.ts';

const CALM = 'side=32';
const STEPS_OF_THE_TOUR = 18;
const MINUTES_3 = 180_000;

const labOf = (page: Page): Locator => page.locator('lab-page');
/** Input and output as they are magnified and drawn. */
const outputOf = (page: Page): Locator =>
  page.getByRole('application', { name: /Output\./ }).first();
const weightOf = (page: Page, row: number, column: number): Locator =>
  page.getByLabel(`Weight in row ${String(row)}, column ${String(column)}`, { exact: true });

async function openLab(page: Page, link: string): Promise<void> {
  await openStudio(page, `/#/labs/${link}`);
  await expect(outputOf(page)).toBeVisible();
  await expect(page.locator('lab-products, lab-window').first()).toContainText(/\d/);
}

test('opens from the bar, is computed on the GPU, and leads back to the network', async ({
  page,
}) => {
  await openStudio(page);
  const before = await summaryOf(page, 'block2_conv1');
  await page.getByRole('link', { name: 'Labs' }).click();
  await expect(labOf(page)).toContainText('computed on the GPU');
  await expect(outputOf(page)).toBeVisible();
  await expect(page).toHaveURL(/#\/labs\/convolution/);
  // For those who have never seen it the window moves by itself.
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(await launchesOf(page, 'padded_convolution')).toBeGreaterThan(0);
  await expect.poll(async () => countColours(await pixelsOf(outputOf(page)))).toBeGreaterThan(20);
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back to the network' }).click();
  await expect(labOf(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/labs/);
  expect(await summaryOf(page, 'block2_conv1')).toEqual(before);
});

test('what it takes on the GPU it gives back', async ({ page }) => {
  await openStudio(page);
  const bytes = async (): Promise<number> => page.evaluate(() => globalThis.studio.stats().bytes);
  const visit = async (): Promise<void> => {
    await page.evaluate(() => (location.hash = '#/labs/convolution?side=128'));
    await expect(outputOf(page)).toBeVisible();
    await page.getByRole('button', { name: 'Back to the network' }).click();
    await expect(labOf(page)).toHaveCount(0);
    await expect(page).not.toHaveURL(/labs/);
  };
  await visit();
  const before = await bytes();
  for (let round = 0; round < 3; round += 1) await visit();
  await expect.poll(bytes).toBeLessThanOrEqual(before);
});

test('a weight is changed by the keyboard; the link keeps it', async ({ page }) => {
  await openLab(page, `convolution?${CALM}&at=9,9`);
  const products = page.locator('lab-products');
  await expect(products).toContainText('−256');
  const middle = weightOf(page, 1, 1);
  await middle.fill('2');
  await middle.press('Enter');
  // 197 * 6 more than before.
  await expect(products).toContainText('926');
  await expect(page).toHaveURL(/kernel=0,1,0;1,2,1;0,1,0/);
  await middle.press('ArrowRight');
  await expect(weightOf(page, 1, 2)).toBeFocused();
  await page.reload();
  await expect(page.locator('lab-products')).toContainText('926');
  await expect(weightOf(page, 1, 1)).toHaveValue('2');
});

test('pointing computes nothing and makes nothing', async ({ page }) => {
  await openLab(page, `convolution?${CALM}&at=9,9`);
  const box = await outputOf(page).boundingBox();
  if (!box) throw new Error('the output is nowhere');
  const move = async (x: number, y: number): Promise<void> =>
    page.mouse.move(box.x + x * box.width, box.y + y * box.height);
  await move(0.5, 0.5);
  const before = await page.evaluate(() => globalThis.studio.stats());
  const convolutions = await launchesOf(page, 'padded_convolution');
  for (let step = 0; step < 20; step += 1) await move(0.2 + 0.03 * step, 0.3);
  await expect(page.locator('lab-transport')).not.toContainText('cell 316');
  const after = await page.evaluate(() => globalThis.studio.stats());
  expect(await launchesOf(page, 'padded_convolution')).toBe(convolutions);
  expect(after.buffersCreated).toBe(before.buffersCreated);
  expect(await launchesOf(page, 'lab_read_window')).toBeGreaterThan(0);
});

test('cell by cell with the keyboard, and played to the end', async ({ page }) => {
  await openLab(page, 'convolution?picture=steps&mode=valid&at=0,0');
  await outputOf(page).press('ArrowDown');
  await outputOf(page).press('ArrowRight');
  const transport = page.locator('lab-transport');
  await expect(transport).toContainText('cell 5 of 9');
  await expect(page).toHaveURL(/at=1,1/);
  await transport
    .getByRole('combobox', { name: 'Speed' })
    .or(transport.getByRole('button', { name: /Speed/ }))
    .first()
    .focus();
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(transport).toContainText('cell 9 of 9', { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('what does not fit is said, and the last output stays', async ({ page }) => {
  await openLab(page, 'convolution?picture=steps&mode=valid&at=0,0');
  const before = await pixelsOf(outputOf(page));
  await page.evaluate(
    () => (location.hash = '#/labs/convolution?picture=steps&mode=valid&preset=box&k=7'),
  );
  const alert = labOf(page).getByRole('alert');
  await expect(alert).toContainText('does not fit');
  const after = await pixelsOf(outputOf(page));
  expect(PNG.sync.write(after).equals(PNG.sync.write(before))).toBe(true);
  await page.evaluate(
    () => (location.hash = '#/labs/convolution?picture=steps&mode=same&preset=box&k=7'),
  );
  await expect(alert).toHaveText('');
  await page.locator('lab-settings input[type="file"]').setInputFiles({
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('no picture'),
  });
  await expect(alert).toContainText('notes.txt');
  await expect(outputOf(page)).toBeVisible();
});

test('a dropped picture is the lab’s, not the network’s', async ({ page }) => {
  await openLab(page, `convolution?${CALM}`);
  const before = await page.evaluate(() => globalThis.studio.stats().frames);
  const png = new PNG({ width: 40, height: 20 });
  png.data.fill(200);
  const bytes = [...PNG.sync.write(png)];
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(
      new File([Uint8Array.from(content)], 'plain.png', { type: 'image/png' }),
    );
    dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  }, bytes);
  await expect(page.locator('lab-stages')).toContainText('32 × 16');
  expect(await page.evaluate(() => globalThis.studio.stats().frames)).toBe(before);
});

test('a filter of the network, with its three slices', async ({ page }) => {
  await openLab(page, `convolution?${CALM}`);
  await page
    .getByRole('combobox', { name: 'A filter of Kawasemi-mini' })
    .selectOption({ label: 'block1_conv1 (3×3, 3 ch.)' });
  await expect(page).toHaveURL(/channels=sum/);
  await expect(page).toHaveURL(/filter=block1_conv1/);
  await expect(page.getByLabel(/^Red: weight in row/)).toHaveCount(9);
});

test('pooling: backward to the winners, checked by finite differences', async ({ page }) => {
  test.setTimeout(MINUTES_3);
  await openLab(page, 'pooling?task=backward&picture=ties&upstream=constant&at=0,0');
  const task = page.locator('lab-task');
  await expect(task).toContainText(/Sum from above\s*\d+/);
  await expect(task).toContainText('Equal: each value arrives in exactly one cell.');
  await task.getByRole('button', { name: 'Check with finite differences' }).click();
  await expect(task).toContainText(/agree/, { timeout: 60_000 });
  await expect(task).not.toContainText('do not agree');
  expect(await launchesOf(page, 'max_pool_gradient')).toBeGreaterThan(0);
  expect(await findingsOf(page)).toEqual([]);
});

test('a gradient is drawn on the output', async ({ page }) => {
  await openLab(page, 'pooling?task=backward&side=16');
  await page.getByRole('button', { name: 'Drawn' }).click();
  const output = page.getByRole('application', { name: /^gradient.*draw a gradient/ });
  const box = await output.boundingBox();
  if (!box) throw new Error('the output is nowhere');
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.5 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.5 * box.height, { steps: 8 });
  await page.mouse.up();
  await expect(page.locator('lab-task')).toContainText(/Sum from above\s*[3-6]/);
});

test('learns the outline from the picture alone', async ({ page }) => {
  test.setTimeout(MINUTES_3);
  await openLab(page, 'convolution?task=learn&picture=noise&side=16');
  const task = page.locator('lab-task');
  await task.getByRole('button', { name: /^Learn/ }).click();
  await expect(task).toContainText(/Found|steps/, { timeout: 120_000 });
  await expect
    .poll(async () => Number((await weightOf(page, 1, 1).inputValue()).replace('−', '-')), {
      timeout: 120_000,
    })
    .toBeLessThan(-3.9);
});

test('the picture is shifted by a pixel, and less changes after pooling', async ({ page }) => {
  await openLab(page, 'pooling?task=shift&window=4&step=4');
  const pad = page
    .locator('lab-shift')
    .getByRole('application')
    .or(page.locator('lab-shift [tabindex="0"]'))
    .first();
  await pad.press('ArrowRight');
  await expect(page).toHaveURL(/shift=0,1/);
  await expect(page.locator('lab-shift')).toContainText('%');
});

test('every step of the tour can be opened', async ({ page }) => {
  test.setTimeout(MINUTES_3);
  await openLab(page, `convolution?${CALM}`);
  await page.getByRole('button', { name: 'Tour', exact: true }).click();
  const tour = page.locator('lab-tour');
  const seen = new Set<string>();
  for (let step = 1; step <= STEPS_OF_THE_TOUR; step += 1) {
    await expect(tour).toContainText(`Step ${String(step)} of ${String(STEPS_OF_THE_TOUR)}`);
    await expect(page).toHaveURL(/tour=/);
    await expect(labOf(page).getByRole('alert')).toHaveText('');
    seen.add((await tour.locator('p').allInnerTexts()).join('\n'));
    await tour.getByRole('button', { name: /Next|Done/ }).click();
  }
  expect(seen.size).toBe(STEPS_OF_THE_TOUR);
  await expect(tour.getByRole('button')).toHaveCount(0);
});

test('Japanese, on a phone, without findings', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page, `convolution?${CALM}`);
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(labOf(page)).toContainText('畳み込みの実験室');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await findingsOf(page)).toEqual([]);
});

test('without a GPU it runs on the references, and its link is kept all the same', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
  });
  await page.goto('/');
  await page.getByRole('link', { name: 'Open the labs' }).click();
  await expect(labOf(page)).toContainText('computed without a GPU');
  await expect(outputOf(page)).toBeVisible();
  await page.evaluate(() => (location.hash = `#/labs/convolution?at=9,9`));
  await expect(page.locator('lab-products')).toContainText('−256');
  await weightOf(page, 1, 1).fill('2');
  await weightOf(page, 1, 1).press('Enter');
  await expect(page.locator('lab-products')).toContainText('926');
  await expect(page).toHaveURL(/kernel=0,1,0;1,2,1;0,1,0/);
  expect(countColours(await pixelsOf(outputOf(page)))).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'Back to the network' }).click();
  await expect(page.locator('unsupported-page')).toBeVisible();
});
