/** What a person can take away: a link that opens to the same, pictures, numbers, vectors; and the learned values. */
import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import type { Download, Page } from '@playwright/test';
import { parseSafetensors } from '../src/io/index.ts';
import { expect, test } from './fixtures.ts';
import { colourAt, countColours, openStudio, pixelsOf } from './studio.ts';

async function takeFrom(
  page: Page,
  act: () => Promise<unknown>,
): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), bytes: await bytesOf(download) };
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

async function openMenu(page: Page): Promise<ReturnType<Page['locator']>> {
  await page.locator('take-menu ui-popover button').first().click();
  const menu = page.locator('take-list');
  await expect(menu).toBeVisible();
  return menu;
}

test('a link opens to the same canvas, unit, pins and colours', async ({ page, context }) => {
  await openStudio(page);
  await page.evaluate(async () => {
    await globalThis.studio.setPicture('samples/coffee.jpg');
    await globalThis.studio.select({ layer: 'block3_conv3', channel: 12, y: 4, x: 5 });
  });
  await page.locator('layer-grid canvas').focus();
  await page.keyboard.press('Enter');
  await page.locator('map-legend').getByLabel('Scaled to').selectOption('channel');
  await page.getByLabel('Order').selectOption('mean');
  const link = await page.evaluate(() => globalThis.studio.link());
  // The address bar follows.
  await expect.poll(() => page.url()).toBe(link);
  await page.mouse.move(2, 2);
  await page.locator('layer-grid canvas').blur();
  await page.evaluate(() => globalThis.studio.painted());
  const first = await page.locator('layer-grid canvas').screenshot();

  const other = await context.newPage();
  await openStudio(other, link);
  expect(await other.evaluate(() => globalThis.studio.link())).toBe(link);
  await expect(other.locator('unit-heading h2')).toHaveText('channel 12');
  await expect(other.locator('unit-card')).toHaveCount(1);
  await expect(other.locator('unit-card')).toContainText('row 4, column 5');
  await other.mouse.move(2, 2);
  await expect(async () => {
    await other.evaluate(() => globalThis.studio.painted());
    const second = await other.locator('layer-grid canvas').screenshot();
    expect(PNG.sync.read(second).data.equals(PNG.sync.read(first).data)).toBe(true);
  }).toPass();
  await other.close();
});

test.describe('a link with parts that do not exist', () => {
  test.use({ expectedComplaints: /404|Failed to load/ });
  test('opens what there is, and says what is missing', async ({ page }) => {
    await openStudio(page, '/#/?sample=unicorn&layer=block9_conv9&gamma=77&colors=magma');
    await expect(page.locator('notice-banner')).toContainText('gamma, sample, layer');
    expect(await page.evaluate(() => globalThis.studio.link())).toContain('colors=magma');
  });
});

test('a layer and a channel are saved as .npy and JSON, true to the last bit', async ({ page }) => {
  await openStudio(page, '/#/?layer=block4_pool&unit=7,1,2');
  const stored = await page.evaluate(async () => {
    const { shape, data } = await globalThis.studio.activations('block4_pool');
    return { shape, data: [...data] };
  });
  const menu = await openMenu(page);
  const npy = await takeFrom(page, () =>
    menu.getByRole('button', { name: '.npy' }).first().click(),
  );
  expect(npy.name).toMatch(/block4_pool.*\.npy$/);
  const headerBytes = npy.bytes.readUInt16LE(8);
  const header = npy.bytes.subarray(10, 10 + headerBytes).toString('latin1');
  expect(npy.bytes.subarray(0, 8).toString('latin1')).toBe('\x93NUMPY\x01\x00');
  expect((10 + headerBytes) % 64).toBe(0);
  expect(header).toContain("'descr': '<f4'");
  expect(header).toContain(`'shape': (${stored.shape.join(', ')})`);
  const values = Array.from({ length: stored.data.length }, (_, i) =>
    npy.bytes.readFloatLE(10 + headerBytes + 4 * i),
  );
  expect(values).toEqual(stored.data);

  const json = await takeFrom(page, () =>
    menu.getByRole('button', { name: /json/i }).last().click(),
  );
  const channel = JSON.parse(json.bytes.toString('utf8')) as { shape: number[]; data: number[] };
  const cells = stored.shape[1] * stored.shape[2];
  expect(channel.shape).toEqual(stored.shape.slice(1));
  expect(channel.data.flat(2)).toEqual(stored.data.slice(7 * cells, 8 * cells));
});

test('pictures have the maps, the legend and a caption', async ({ page }) => {
  await openStudio(page, '/#/?layer=block3_conv2&unit=7,10,12');
  for (const name of ['All maps of this layer', 'Map of channel 7', 'Channel 7 on the picture']) {
    const menu = await openMenu(page);
    const picture = await takeFrom(page, () => menu.getByRole('button', { name }).first().click());
    expect(picture.name).toMatch(/^kawasemi-mini.*block3_conv2.*\.png$/);
    const png = PNG.sync.read(picture.bytes);
    expect(png.width).toBeGreaterThan(400);
    expect(png.height).toBeGreaterThan(400);
    expect(countColours(png)).toBeGreaterThan(100);
    await page.keyboard.press('Escape');
  }
});

test('a layer is seen and saved as a vector, channel last', async ({ page }) => {
  await openStudio(page, '/#/?layer=block5_pool');
  const menu = await openMenu(page);
  await menu.getByRole('button', { name: /Feature vector/ }).click();
  const dialog = page.locator('feature-vector');
  await expect(dialog).toContainText('2,048 numbers');
  await expect(dialog).toContainText('index = (row × 4 + column) × 128 + channel');
  const npy = await takeFrom(page, () => dialog.getByRole('button', { name: '.npy' }).click());
  const png = await takeFrom(page, () => dialog.getByRole('button', { name: '.png' }).click());
  expect(png.name).toBe('kawasemi-mini_block5_pool_flatten.png');
  expect(countColours(PNG.sync.read(png.bytes))).toBeGreaterThan(100);
  const stored = await page.evaluate(async () => [
    ...(await globalThis.studio.activations('block5_pool')).data,
  ]);
  const start = 10 + npy.bytes.readUInt16LE(8);
  for (const [channel, row, column] of [
    [0, 0, 0],
    [1, 0, 0],
    [5, 2, 3],
    [127, 3, 3],
  ] as const) {
    const index = (row * 4 + column) * 128 + channel;
    expect(npy.bytes.readFloatLE(start + 4 * index)).toBe(stored[(channel * 4 + row) * 4 + column]);
  }
});

test('filters are pictures of their weights, and are counted', async ({ page }) => {
  await openStudio(page, '/#/?layer=block1_conv1&show=weights');
  const view = page.locator('layer-weights');
  await expect(view).toContainText('3');
  await expect(view).toContainText('432');
  await expect(view).toContainText('448');
  const { tensors } = parseSafetensors(
    new Uint8Array(await readFile('weights/kawasemi-mini.safetensors')).buffer,
  );
  const weights = tensors.get('block1_conv1.weight')?.values() ?? new Float32Array();
  const largest = weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // The first weight of the first filter for each input; this network reads red, green, blue.
  const wanted = [0, 1, 2].map((input) =>
    Math.round(255 * (0.5 + (0.5 * (weights[input * 9] ?? 0)) / largest)),
  );
  const canvas = view.locator('canvas').first();
  await expect(async () => {
    const png = await pixelsOf(canvas);
    const got = colourAt(png, 6, 6);
    wanted.forEach((part, i) => {
      expect(Math.abs(part - (got[i] ?? 0))).toBeLessThanOrEqual(2);
    });
  }).toPass();
  await page.evaluate(() => globalThis.studio.select({ layer: 'block1_pool' }));
  await expect(page.locator('layer-grid')).toBeVisible();
});
