/** The live camera in the labs, on Chromium's made-up one: frames arrive, are let go, and every refusal is said in words. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { launchesOf, openStudio } from './studio.ts';

const CAMERA = 'camera';

async function openLab(page: Page): Promise<void> {
  await openStudio(page, '/#/labs/convolution?side=64');
  await expect(page.getByRole('application', { name: /Output\./ }).first()).toBeVisible();
}

async function choose(page: Page, picture: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Picture' }).selectOption(picture);
}

/** Tracks that the page has been given, and whether they still run. */
async function watchTracks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, { tracks });
    const media = navigator.mediaDevices;
    const ask = media.getUserMedia.bind(media);
    media.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

const states = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.map(
      ({ readyState }) => readyState,
    ),
  );

test('its frames are convolved one after the other, and it is let go', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  await watchTracks(page);
  await openLab(page);
  await choose(page, CAMERA);
  await expect(page.locator('lab-stages')).toContainText(/64 × 48|64 × 36/);
  const before = await launchesOf(page, 'lab_pixels');
  const made = await page.evaluate(() => globalThis.studio.stats().buffersCreated);
  await expect.poll(() => launchesOf(page, 'lab_pixels')).toBeGreaterThan(before + 5);
  // A frame makes nothing.
  expect(await page.evaluate(() => globalThis.studio.stats().buffersCreated)).toBe(made);
  expect(await states(page)).toEqual(['live']);
  await choose(page, 'circle');
  await expect.poll(() => states(page)).toEqual(['ended']);
  await choose(page, CAMERA);
  await expect.poll(async () => (await states(page)).at(-1)).toBe('live');
  await page.getByRole('button', { name: 'Back to the network' }).click();
  await expect.poll(() => states(page)).toEqual(['ended', 'ended']);
});

test('what goes away says so, and another picture is there', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  await watchTracks(page);
  await openLab(page);
  await choose(page, CAMERA);
  await expect.poll(() => states(page)).toEqual(['live']);
  // As when it is unplugged: the page did not stop it.
  await page.evaluate(() => {
    const [track] = (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks;
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  });
  await expect(page.locator('lab-page').getByRole('alert')).toContainText(
    'switched off or unplugged',
  );
  await expect(page.locator('lab-stages')).toContainText('64 × 64');
});

test('a refusal is said, and the picture stays', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  });
  await openLab(page);
  await choose(page, CAMERA);
  await expect(page.locator('lab-page').getByRole('alert')).toContainText('may not be used');
  await expect(page.locator('lab-stages')).toContainText('64 × 64');
  await expect(page.getByRole('combobox', { name: 'Picture' })).toHaveValue('circle');
});
