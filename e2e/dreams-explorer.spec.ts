/** Dreams in the explorer: shown, grown, in step with the maps, by pointer, keyboard and link. */
import type { Locator, Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { colourAt, countColours, launchesOf, openStudio, pixelsOf } from './studio.ts';

const LAYER = 'block2_conv1';
const DREAMS = `/#/?layer=${LAYER}&show=dreams`;
const BOTH = `/#/?layer=${LAYER}&show=both`;
/** A grid of frames that wait has a handful, a picture has hundreds. */
const COLOURS_OF_A_PICTURE = 200;
const MINUTES_3 = 180_000;
/** The software GPU of a busy machine. */
const GROWING = { timeout: 90_000 };

async function expectPicture(place: Locator): Promise<void> {
  await expect(async () => {
    expect(countColours(await pixelsOf(place))).toBeGreaterThan(COLOURS_OF_A_PICTURE);
  }).toPass({ timeout: 45_000 });
}

/** Keys mean something once there are places to go to. */
async function expectReady(page: Page): Promise<void> {
  await expect(page.locator('dream-grid .stage')).not.toHaveCSS('width', '0px');
}

function button(page: Page, name: string): Locator {
  return page.locator('layer-tools').getByRole('button', { name, exact: true });
}

test('a switch shows the dreams of the layer, and a link remembers it', async ({ page }) => {
  await openStudio(page, `/#/?layer=${LAYER}`);
  await expect(page.locator('dream-grid')).toHaveCount(0);
  await button(page, 'Dreams').click();
  await expectPicture(page.locator('dream-grid canvas'));
  await expect(page.locator('dream-legend')).toContainText('gradient ascent');
  await expect(page.locator('dream-legend')).toContainText(/\d+ of 32/);
  await expect(page).toHaveURL(/show=dreams/);
  expect(await findingsOf(page)).toEqual([]);
});

test('pointing at a dream marks its map and shows both in the inspector', async ({ page }) => {
  await openStudio(page, BOTH);
  const dreams = page.locator('dream-grid canvas');
  await dreams.hover({ position: { x: 8, y: 8 } });
  await expect(page.locator('dream-grid .tip')).toContainText('channel 0');
  await expect(page.locator('layer-grid .tip')).toContainText('channel 0, row 32, column 32');
  const [marked, mapped] = await Promise.all([
    page.locator('dream-grid .tile').boundingBox(),
    page.locator('layer-grid .tile').boundingBox(),
  ]);
  expect(marked?.width).toBe(mapped?.width);
  expect(marked?.y).toBe(mapped?.y);
  await expect(page.locator('unit-heading')).toContainText('channel 0');
  const picture = page.locator('unit-dream').getByRole('img', { name: `channel 0 of ${LAYER}` });
  await expect(picture).toBeVisible();
  await expectPicture(picture);
  expect(await findingsOf(page)).toEqual([]);
});

test('pointing at a map marks its dream', async ({ page }) => {
  await openStudio(page, BOTH);
  await expect(page.locator('dream-grid canvas')).toBeVisible();
  await page.locator('layer-grid canvas').hover({ position: { x: 8, y: 8 } });
  await expect(page.locator('dream-grid .tip')).toContainText('channel 0');
});

test('keys walk over the dreams, pin and find', async ({ page }) => {
  await openStudio(page, DREAMS);
  const canvas = page.locator('dream-grid canvas');
  await expectReady(page);
  await canvas.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('dream-grid').getByRole('status')).toContainText('channel 1: ');
  await page.keyboard.press('Enter');
  await expect(page.locator('unit-card')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('dream-grid .tip')).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.getByLabel('Go to channel')).toBeFocused();
  await page.keyboard.type('17');
  await page.keyboard.press('Enter');
  await expect(page.locator('dream-grid .tip')).toContainText('channel 17');
  await expect(canvas).toBeFocused();
});

test('w goes round: maps, dreams, both, weights', async ({ page }) => {
  await openStudio(page, `/#/?layer=${LAYER}`);
  for (const name of ['Dreams', 'Both', 'Weights', 'Maps']) {
    await page.keyboard.press('w');
    await expect(button(page, name)).toHaveAttribute('aria-pressed', 'true');
  }
});

test('the input has nothing to grow: its channels are pure red, green and blue', async ({
  page,
}) => {
  await openStudio(page, '/#/?layer=input&show=dreams');
  const canvas = page.locator('dream-grid canvas');
  await expect(page.locator('layer-dreams')).toContainText('pure red, pure green, pure blue');
  await expectReady(page);
  await canvas.focus();
  const keys = ['Home', 'ArrowRight', 'ArrowRight'];
  for (const [channel, colour] of [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
  ].entries()) {
    await page.keyboard.press(keys[channel] ?? '');
    await expect(page.locator('dream-grid .tip')).toContainText(`channel ${channel}`);
    const tile = await page.locator('dream-grid .tile').boundingBox();
    const place = await canvas.boundingBox();
    if (!tile || !place) throw new Error('no tile');
    const [x, y] = [tile.x - place.x + tile.width / 2, tile.y - place.y + tile.height / 2];
    expect(colourAt(await pixelsOf(canvas), x, y)).toEqual(colour);
  }
});

test('dreams stand still and go on', async ({ page }) => {
  await openStudio(page, DREAMS);
  const legend = page.locator('dream-legend');
  await legend.getByRole('button', { name: 'Pause growing' }).click();
  await expect(legend.getByRole('button', { name: 'Go on growing' })).toBeVisible();
});

test('beside maps the inspector tells of the dream, and nothing grows unasked', async ({
  page,
}) => {
  await openStudio(page, `/#/?layer=${LAYER}`);
  await expect(page.locator('unit-dream')).toContainText('Dream');
  const before = await launchesOf(page, 'conv');
  await page.locator('layer-grid canvas').hover({ position: { x: 8, y: 8 } });
  const name = `Dream of channel 0 of ${LAYER}`;
  await expect(page.locator('unit-dream').getByRole('img', { name })).toBeVisible();
  // Longer than the pointer must rest until anything is asked for.
  await page.waitForTimeout(1000);
  expect(await launchesOf(page, 'conv')).toBe(before);
});

test('a dream that is shipped is there at once, and nothing grows for it', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await openStudio(page, `/#/?layer=${LAYER}`);
  const before = await launchesOf(page, 'conv');
  await page.locator('layer-grid canvas').hover({ position: { x: 8, y: 8 } });
  const dream = page.locator('unit-dream');
  await expectPicture(dream.getByRole('img', { name: `Dream of channel 0 of ${LAYER}` }));
  await expect(dream).toContainText('shipped');
  await expect(dream.getByRole('button', { name: 'Grow it' })).toHaveCount(0);
  expect(await launchesOf(page, 'conv')).toBe(before);
  const sheets = asked.filter((path) => path.endsWith('.webp') && path.startsWith('/dreams/'));
  expect(sheets).toEqual([`/dreams/kawasemi-mini/${LAYER}.webp`]);
});

test('beside maps a dream that is not shipped grows when it is asked for', async ({ page }) => {
  test.setTimeout(MINUTES_3);
  await openStudio(page, '/#/?layer=block5_conv3&unit=100,2,2');
  const dream = page.locator('unit-dream');
  const picture = dream.getByRole('img', { name: 'Dream of channel 100 of block5_conv3' });
  await expect(picture).toBeVisible();
  await dream.getByRole('button', { name: 'Grow it' }).click();
  await expectPicture(picture);
  await expect(dream).toContainText('grown now', GROWING);
  await expect(dream.getByRole('button', { name: 'Grow it' })).toHaveCount(0);
});

test('a dream is grown again with the next seed', async ({ page }) => {
  test.setTimeout(MINUTES_3);
  await openStudio(page, DREAMS);
  const canvas = page.locator('dream-grid canvas');
  await expectReady(page);
  await canvas.focus();
  await page.keyboard.press('Home');
  const dream = page.locator('unit-dream');
  await expect(dream).toContainText('shipped');
  const picture = dream.getByRole('img', { name: `channel 0 of ${LAYER}` });
  const before = await pixelsOf(picture);
  await page.locator('dream-legend').getByRole('button', { name: 'Grow again' }).click();
  await expect(dream).toContainText('grown now', GROWING);
  await expectPicture(picture);
  const after = await pixelsOf(picture);
  expect(after.data.equals(before.data)).toBe(false);
});
