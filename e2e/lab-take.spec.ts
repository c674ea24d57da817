/** What a person can take away of a lab: a sheet, an animation of the window, a video, a link. */
import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { readGif } from './gif.ts';
import { countColours } from './studio.ts';

/** A valid window of 3 x 3 on 8 x 8 cells has 6 x 6 places. */
const SMALL = '/?tune=off#/labs/convolution?side=8&mode=valid&at=2,3';
const SMALL_CELLS = 36;
/** A photograph, and numbers with decimals in every cell: what an animation can least leave out. */
const LARGE =
  '/?tune=off#/labs/convolution?picture=nuthatch&side=64&mode=same&unit=unit&preset=log&size=5';
const MOST_FRAMES = 100;
const MEGABYTE = 1_000_000;

async function openMenu(page: Page, path: string): Promise<Locator> {
  await page.goto(path);
  await page.locator('lab-take ui-popover button').first().click({ timeout: 60_000 });
  const list = page.locator('lab-take-list');
  await expect(list.getByRole('button').first()).toBeVisible();
  return list;
}

async function takeFrom(
  page: Page,
  list: Locator,
  name: RegExp,
): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    list.getByRole('button', { name }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Frames as the browser decodes them, each as a PNG in base64. */
async function decoded(page: Page, gif: Buffer, frames: readonly number[]): Promise<string[]> {
  return page.evaluate(
    async ({ base64, wanted }) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: 'image/gif' });
      const found: string[] = [];
      for (const frameIndex of wanted) {
        const { image } = await decoder.decode({ frameIndex });
        const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
        found.push(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
        image.close();
      }
      return found;
    },
    { base64: gif.toString('base64'), wanted: frames },
  );
}

/** Pixels that differ. */
function differences(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => PNG.sync.read(Buffer.from(text, 'base64')));
  let count = 0;
  for (let at = 0; at < (a?.data.length ?? 0); at += 4) {
    if (a?.data.readUInt32BE(at) !== b?.data.readUInt32BE(at)) count += 1;
  }
  return count;
}

test('the stages are saved with their numbers, in the colours of the page', async ({ page }) => {
  const list = await openMenu(page, SMALL);
  const { name, bytes } = await takeFrom(page, list, /\.png/);
  expect(name).toBe('kawasemi_convolution_outline_circle.png');
  const png = PNG.sync.read(bytes);
  expect([png.width, png.height]).toEqual([1920, expect.any(Number)]);
  expect(png.height).toBeGreaterThan(1200);
  expect(countColours(png)).toBeGreaterThan(100);
  // Both pictures are on it, not only their frames: white in the input, the outline in the output.
  const brightest = (from: number, to: number): number => {
    let most = 0;
    for (let y = 200; y < 600; y += 1) {
      for (let x = from; x < to; x += 1)
        most = Math.max(most, png.data[(y * png.width + x) * 4] ?? 0);
    }
    return most;
  };
  expect(brightest(48, 608)).toBe(255);
  expect(brightest(1312, 1872)).toBeGreaterThan(200);
  await expect(list).toContainText('Saved as kawasemi_convolution_outline_circle.png');
});

test('the sliding window is saved as a GIF, one frame a cell, and the window comes back', async ({
  page,
}) => {
  const list = await openMenu(page, SMALL);
  await expect(list).toContainText('One frame for each of the 36 cells');
  const { name, bytes } = await takeFrom(page, list, /\.gif/);
  expect(name).toBe('kawasemi_convolution_outline_circle.gif');
  const gif = readGif(bytes);
  expect(gif).toMatchObject({ signature: 'GIF89a', width: 960, repeat: 0, isComplete: true });
  expect(gif.frames).toHaveLength(SMALL_CELLS);
  expect(gif.frames.map(({ hasTransparency }) => hasTransparency)).toEqual(
    gif.frames.map((_, index) => index > 0),
  );
  expect(bytes.length).toBeLessThan(MEGABYTE);

  const [first = '', second = '', last = ''] = await decoded(page, bytes, [0, 1, 35]);
  const pixels = gif.width * gif.height;
  expect(differences(first, second)).toBeGreaterThan(100);
  expect(differences(first, second)).toBeLessThan(pixels / 4);
  expect(differences(first, last)).toBeGreaterThan(differences(first, second));
  // Where the person had the window, it is again.
  await expect(list).toContainText('Saved as');
  await expect(page.locator('lab-transport')).toContainText('cell 16 of 36');
});

test('a large output has as many frames as are needed, in a file that can be sent', async ({
  page,
}) => {
  test.slow();
  const list = await openMenu(page, LARGE);
  await expect(list).toContainText('100 frames, evenly spaced over the 3,904 cells');
  const { bytes } = await takeFrom(page, list, /\.gif/);
  expect(readGif(bytes).frames).toHaveLength(MOST_FRAMES);
  expect(bytes.length).toBeLessThan(5 * MEGABYTE);
});

test('a recording can be cancelled, and is given up when the settings change', async ({ page }) => {
  const list = await openMenu(page, LARGE);
  let downloads = 0;
  page.on('download', () => (downloads += 1));
  await list.getByRole('button', { name: /\.gif/ }).click();
  await expect(list.getByRole('progressbar')).toBeVisible();
  await list.getByRole('button', { name: 'Cancel' }).click();
  await expect(list).toContainText('Cancelled. Nothing was saved.');
  await expect(list.getByRole('progressbar')).toHaveCount(0);
  await expect(list.getByRole('button', { name: /\.gif/ })).toBeEnabled();

  await list.getByRole('button', { name: /\.gif/ }).click();
  await expect(list.getByRole('progressbar')).toBeVisible();
  await page.evaluate(() => {
    location.hash = '#/labs/convolution?picture=nuthatch&side=64&mode=valid';
  });
  await expect(list).toContainText('the settings of the lab changed meanwhile');
  expect(downloads).toBe(0);
});

test('the sliding window is saved as a video where the browser writes one', async ({ page }) => {
  test.slow();
  const list = await openMenu(page, '/?tune=off#/labs/pooling?side=6');
  const { name, bytes } = await takeFrom(page, list, /\.webm/);
  expect(name).toBe('kawasemi_pooling_max_circle.webm');
  expect(bytes.readUInt32BE(0)).toBe(0x1a45dfa3);
  expect(bytes.length).toBeGreaterThan(10_000);
});

test('a link holds the state of the lab', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const list = await openMenu(page, SMALL);
  await list.getByRole('button', { name: 'Copy link' }).click();
  await expect(list).toContainText('Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('#/labs/convolution?');
  expect(link).toContain('side=8');
  expect(link).toContain('mode=valid');
});
