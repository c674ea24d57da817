/** The dream room in the page: rows of dreams, one filter tried in every way, numbers that do not fit, files, links, keys. */
import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import type { Locator, Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { countColours, openStudio, pixelsOf } from './studio.ts';

const MINUTES_3 = 180_000;
/** The software GPU of a busy machine. */
const GROWING = { timeout: 90_000 };

const overviewOf = (page: Page): Locator => page.locator('dream-overview');
const studyOf = (page: Page): Locator => page.locator('dream-study');
const tileOf = (page: Page, layer: string, channel: number): Locator =>
  page.locator(`dream-row .tile[data-layer="${layer}"][data-channel="${String(channel)}"]`);
const channelOf = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'Channel', exact: true });
const button = (page: Page, name: string): Locator =>
  page.locator('study-transport').getByRole('button', { name, exact: true });

/** Opens the second view with a channel of the first layer, to be grown in few and small steps. */
async function openStudy(page: Page, channel: number, steps: number): Promise<void> {
  await openStudio(page, '/#/dreams');
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('combobox', { name: 'Layer' }).selectOption('block1_conv1');
  await fill(page, 'study-what', 'Channel', String(channel));
  await page.locator('study-details summary').click();
  await fill(page, 'study-details', /^Size/, '32');
  await fill(page, 'study-details', /^Margin/, '0');
  await fill(page, 'study-details', /^Steps/, String(steps));
}

async function fill(page: Page, part: string, label: string | RegExp, text: string): Promise<void> {
  const field = page.locator(part).getByRole('textbox', { name: label, exact: true });
  await field.fill(text);
  await field.press('Enter');
}

async function saved(page: Page, name: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const list = page.locator('dream-take-list');
  if (!(await list.isVisible())) {
    await page.locator('dream-take ui-popover button').first().click();
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    list.getByRole('button', { name }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('opens from the bar, shows dreams row by row, and leads back to the network', async ({
  page,
}) => {
  test.setTimeout(MINUTES_3);
  await openStudio(page);
  await page.getByRole('link', { name: 'Dreams' }).click();
  await expect(page).toHaveURL(/#\/dreams/);
  const overview = overviewOf(page);
  for (const name of ['input', 'block1', 'block2', 'block3', 'block4', 'block5', 'classes']) {
    await expect(overview.getByRole('heading', { name, exact: true })).toHaveCount(1);
  }
  // What is in view is what grows, the first row first.
  const tile = tileOf(page, 'block1_conv2', 0);
  await expect(tile.locator('canvas')).toBeVisible(GROWING);
  await expect(tile).toHaveAccessibleName(/grow|grown|barren/, GROWING);
  await expect.poll(async () => countColours(await pixelsOf(tile)), GROWING).toBeGreaterThan(20);
  await tile.hover();
  await expect(page.locator('tile-note')).toContainText('block1_conv2');
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back to the network' }).click();
  await expect(page.locator('dream-page')).toHaveCount(0);
  await expect(page).not.toHaveURL(/dreams/);
});

test('a row shows another layer, and more of it', async ({ page }) => {
  await openStudio(page, '/#/dreams');
  const row = page.locator('dream-row').filter({ hasText: 'block2' });
  await expect(row.locator('.tile')).toHaveCount(16);
  await row.getByRole('button', { name: 'conv1' }).click();
  await expect(row.locator('.tile').first()).toHaveAttribute('data-layer', 'block2_conv1');
  await row.getByRole('button', { name: '16 more' }).click();
  await expect(row.locator('.tile')).toHaveCount(32);
  await row.getByRole('button', { name: 'Fewer' }).click();
  await expect(row.locator('.tile')).toHaveCount(16);
});

test('arrows walk the tiles, Enter opens one', async ({ page }) => {
  await openStudio(page, '/#/dreams');
  await tileOf(page, 'block1_conv2', 0).focus();
  await page.keyboard.press('ArrowRight');
  await expect(tileOf(page, 'block1_conv2', 1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(tileOf(page, 'block1_conv2', 9)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(tileOf(page, 'block2_conv2', 1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(studyOf(page)).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Layer' })).toHaveValue('block2_conv2');
  await expect(channelOf(page)).toHaveValue('1');
});

test('a filter is grown, stopped, gone on with to the end, and grown again with the next seed', async ({
  page,
}) => {
  test.setTimeout(MINUTES_3);
  await openStudy(page, 3, 60);
  const transport = page.locator('study-transport');
  await button(page, 'Grow').click();
  await button(page, 'Stop').click();
  await expect(button(page, 'Go on')).toBeVisible();
  const standing = await transport.innerText();
  await page.waitForTimeout(500);
  expect(await transport.innerText()).toBe(standing);
  // The space bar does what the button does.
  await page.locator('dream-page h1').click();
  await page.keyboard.press('Space');
  await expect(transport).toContainText('Step 60 of 60', GROWING);
  await expect(transport.getByRole('status')).toHaveText(/grown|barren/, GROWING);
  const picture = studyOf(page).locator('figure').first();
  expect(countColours(await pixelsOf(picture))).toBeGreaterThan(100);
  const curve = page.locator('study-curve').getByRole('slider');
  await expect(curve).toHaveAttribute('aria-valuemax', '59');
  await curve.press('Home');
  await expect(page.locator('study-curve')).toContainText('Step 0:');
  await expect(page.locator('study-curve')).toContainText('Gradient ascent (upwards)');
  expect(await findingsOf(page)).toEqual([]);
  const before = await pixelsOf(picture);
  const seed = page.locator('study-how').getByLabel('Seed');
  const first = Number(await seed.inputValue());
  await button(page, 'Again, next seed').click();
  await expect(seed).toHaveValue(String(first + 1));
  await expect(transport).toContainText('Step 60 of 60', GROWING);
  const after = await pixelsOf(picture);
  expect(PNG.sync.write(after).equals(PNG.sync.write(before))).toBe(false);
});

test('a link brings back what is tried', async ({ page }) => {
  await openStudy(page, 5, 12);
  await page.getByRole('checkbox', { name: 'The opposite' }).check();
  await fill(page, 'study-how', 'Seed', '77');
  await expect(page).toHaveURL(/dreams\?.*77/);
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await page.evaluate(() => globalThis.studio.ready);
  await expect(page.getByRole('combobox', { name: 'Layer' })).toHaveValue('block1_conv1');
  await expect(channelOf(page)).toHaveValue('5');
  await expect(page.getByRole('checkbox', { name: 'The opposite' })).toBeChecked();
  await expect(page.locator('study-how').getByLabel('Seed')).toHaveValue('77');
  await expect(page.locator('study-curve')).toContainText('as small as possible');
});

test('the picture is saved with its own pixels, and its growth as a film', async ({ page }) => {
  test.setTimeout(MINUTES_3);
  await openStudy(page, 2, 24);
  await button(page, 'Grow').click();
  await expect(page.locator('study-transport')).toContainText('Step 24 of 24', GROWING);
  const picture = await saved(page, /^The picture/);
  expect(picture.name).toMatch(/block1_conv1_channel2_studio_seed\d+\.png$/);
  const png = PNG.sync.read(picture.bytes);
  expect([png.width, png.height]).toEqual([32, 32]);
  expect(countColours(png)).toBeGreaterThan(100);
  const film = await saved(page, /^Video/);
  expect(film.name).toMatch(/\.webm$/);
  const played = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const video = document.createElement('video');
    video.muted = true;
    video.playbackRate = 4;
    const ended = new Promise((resolve, reject) => {
      video.onended = resolve;
      video.onerror = () => reject(new Error(video.error?.message ?? 'no video'));
    });
    video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/webm' }));
    document.body.append(video);
    await video.play();
    await ended;
    const { totalVideoFrames } = video.getVideoPlaybackQuality();
    const size = video.videoWidth;
    video.remove();
    return { totalVideoFrames, size };
  }, film.bytes.toString('base64'));
  expect(played.totalVideoFrames).toBeGreaterThan(1);
  expect(played.size).toBe(384);
});

test('what does not fit is said beside its field, and not taken', async ({ page }) => {
  await openStudy(page, 0, 16);
  const details = page.locator('study-details');
  await fill(page, 'study-details', /^Steps/, 'many');
  await expect(details.getByRole('alert').filter({ hasText: 'Steps' })).toContainText(
    'a whole number from 1 to 10000',
  );
  await expect(page.locator('study-transport')).toContainText('of 16');
  await fill(page, 'study-details', /^Steps/, '20');
  await expect(details.getByRole('alert').filter({ hasText: 'Steps' })).toHaveCount(0);
  await expect(page.locator('study-transport')).toContainText('of 20');
  await expect(details).toContainText('3 changed');
  await details.getByRole('button', { name: 'Reset to the recipe' }).click();
  await expect(page.locator('study-transport')).toContainText('of 128');
  await fill(page, 'study-what', 'Channel', '16');
  await expect(page.locator('study-what').getByRole('alert').first()).toContainText('from 0 to 15');
  await fill(page, 'study-how', 'Seed', '1.5');
  await expect(page.locator('study-how').getByRole('alert')).toContainText('whole number');
});

test('a class is found by its name', async ({ page }) => {
  await openStudio(page, '/#/dreams');
  await page.getByRole('button', { name: 'Try it' }).click();
  const search = page.getByRole('combobox', { name: 'Class by name' });
  await search.fill('espresso');
  await search.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Layer' })).toHaveValue('predictions');
  await expect(page.locator('study-curve')).toContainText('logit of “espresso”');
});

test('Japanese, on a phone, without findings', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openStudio(page, '/#/dreams');
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(overviewOf(page)).toContainText('勾配上昇法');
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '試す' }).click();
  await page.locator('study-details summary').click();
  await expect(studyOf(page)).toContainText('勾配のたどり方');
  expect(await findingsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
