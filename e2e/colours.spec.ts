/** The legend tells what it is scaled to, its handles move the limits, and channels can be ordered and found. */
import type { Page } from '@playwright/test';
import { COLORMAPS } from '../src/math/index.ts';
import { expect, test } from './fixtures.ts';
import { colourAt, openStudio, pixelsOf } from './studio.ts';

/** The first whole number of a place in the grid's tip. */
async function channelUnder(page: Page, x: number, y: number): Promise<number> {
  const box = await page.locator('layer-grid canvas').boundingBox();
  await page.mouse.move((box?.x ?? 0) + x, (box?.y ?? 0) + y);
  const text = await page.locator('layer-grid .tip').innerText();
  return Number(/\d+/.exec(text)?.[0]);
}

async function largest(page: Page, layer: string): Promise<number> {
  return page.evaluate(
    async (name) =>
      (await globalThis.studio.activations(name)).data.reduce((a, b) => Math.max(a, b), 0),
    layer,
  );
}

test('each scale says what it is, and dragging a handle fixes the limits', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(() => globalThis.studio.select({ layer: 'block2_conv2' }));
  const legend = page.locator('map-legend');
  const high = legend.getByRole('slider', { name: 'Upper end of the colours' });
  const max = await largest(page, 'block2_conv2');
  await expect(async () => {
    expect(Number(await high.getAttribute('aria-valuenow'))).toBeCloseTo(max, 3);
  }).toPass();

  const scale = legend.getByLabel('Scaled to');
  await scale.selectOption('channel');
  await expect(high).toHaveCount(0);
  await scale.selectOption('network');
  const most = await page.evaluate(async () => {
    let value = 0;
    for (const { name, kind } of globalThis.studio.layers()) {
      if (kind === 'input' || name === 'predictions') continue;
      const { data } = await globalThis.studio.activations(name);
      value = data.reduce((a, b) => Math.max(a, b), value);
    }
    return value;
  });
  await expect(async () => {
    const { hash } = new URL(await page.evaluate(() => globalThis.studio.link()));
    expect(hash).toContain('scale=network');
    await expect(legend.locator('.end.high')).toContainText(String(most).slice(0, 3));
  }).toPass();
  await scale.selectOption('layer');

  const bar = await legend.locator('.track').boundingBox();
  if (!bar) throw new Error('the legend has no bar');
  await page.mouse.move(bar.x + bar.width, bar.y + bar.height / 2);
  await page.mouse.down();
  await page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height / 2, { steps: 4 });
  await page.mouse.up();
  const { hash } = new URL(await page.evaluate(() => globalThis.studio.link()));
  expect(hash).toContain('scale=fixed');
  const limit = Number(/limits=0,([\d.]+)/.exec(hash)?.[1]);
  expect(limit / max).toBeGreaterThan(0.45);
  expect(limit / max).toBeLessThan(0.55);
  await high.focus();
  await page.keyboard.press('ArrowLeft');
  const after = Number(await high.getAttribute('aria-valuenow'));
  expect(after).toBeLessThan(limit);
  await page.keyboard.press('Home');
  expect(Number(await high.getAttribute('aria-valuenow'))).toBeLessThan(limit / 2);
});

test('limits and gamma colour the maps as the legend says', async ({ page }) => {
  await openStudio(
    page,
    '/#/?layer=block5_pool&scale=fixed&limits=0,2&gamma=0.5&colors=grey&dim=0',
  );
  await page.mouse.move(2, 2);
  const { shape, data } = await page.evaluate(async () => {
    const tensor = await globalThis.studio.activations('block5_pool');
    return { shape: tensor.shape, data: [...tensor.data] };
  });
  const canvas = page.locator('layer-grid canvas');
  await expect(async () => {
    const png = await pixelsOf(canvas);
    // The first cell of the first map stands in the corner.
    const wanted = Math.round(255 * Math.sqrt(Math.min(1, (data[0] ?? 0) / 2)));
    const [red] = colourAt(png, 2, 2);
    expect(Math.abs(red - (COLORMAPS.grey[3 * wanted] ?? 0))).toBeLessThanOrEqual(2);
    expect(shape).toEqual([128, 4, 4]);
  }).toPass();
});

test('layers with values below zero are centred on zero', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(() => globalThis.studio.select({ layer: 'input' }));
  const legend = page.locator('map-legend');
  const low = legend.getByRole('slider', { name: 'Lower end of the colours' });
  const high = legend.getByRole('slider', { name: 'Upper end of the colours' });
  await expect(async () => {
    const [from, to] = [
      await low.getAttribute('aria-valuenow'),
      await high.getAttribute('aria-valuenow'),
    ];
    expect(Number(from)).toBeLessThan(0);
    expect(Number(from)).toBeCloseTo(-Number(to), 3);
  }).toPass();
});

test('channels are ordered by what is asked, and found by number', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(() => globalThis.studio.select({ layer: 'block3_conv1' }));
  const order = await page.evaluate(async () => {
    const { shape, data } = await globalThis.studio.activations('block3_conv1');
    const cells = shape[1] * shape[2];
    const maxima = Array.from({ length: shape[0] }, (_, c) =>
      data.subarray(c * cells, (c + 1) * cells).reduce((a, b) => Math.max(a, b), 0),
    );
    return maxima.map((_, c) => c).sort((a, b) => (maxima[b] ?? 0) - (maxima[a] ?? 0) || a - b);
  });
  expect(await channelUnder(page, 5, 5)).toBe(0);
  await page.getByLabel('Order').selectOption('max');
  await expect(async () => {
    expect(await channelUnder(page, 5, 6)).toBe(order[0]);
  }).toPass();
  await page.keyboard.press('/');
  await expect(page.getByLabel('Go to channel')).toBeFocused();
  await page.keyboard.type('42');
  await page.keyboard.press('Enter');
  await expect(page.locator('unit-heading h2')).toHaveText('channel 42');
  await expect(page.locator('layer-grid canvas')).toBeFocused();
  await page.keyboard.press('/');
  await expect(page.getByLabel('Go to channel')).toBeFocused();
  await page.keyboard.type('99');
  await page.keyboard.press('Enter');
  await expect(page.locator('channel-search')).toContainText('There is no channel 99');
});
