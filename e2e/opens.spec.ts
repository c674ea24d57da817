/** The first minute: the page opens with a picture already running, and says what it shows. */
import { COLORMAPS, cellAt, layoutGrid } from '../src/math/index.ts';
import { expect, test } from './fixtures.ts';
import { colourAt, countColours, launchesOf, openStudio, pixelsOf } from './studio.ts';

const LAYERS = [
  'input',
  'block1_conv1',
  'block1_conv2',
  'block1_pool',
  'block2_conv1',
  'block2_conv2',
  'block2_pool',
  'block3_conv1',
  'block3_conv2',
  'block3_conv3',
  'block3_pool',
  'block4_conv1',
  'block4_conv2',
  'block4_conv3',
  'block4_pool',
  'block5_conv1',
  'block5_conv2',
  'block5_conv3',
  'block5_pool',
  'global_average_pool',
  'predictions',
];

test('opens with a picture running through the network', async ({ page }) => {
  await openStudio(page);
  expect(await launchesOf(page, 'convolution')).toBeGreaterThanOrEqual(13);
  const layers = await page.evaluate(() => globalThis.studio.layers());
  expect(layers.map((layer) => layer.name)).toEqual(LAYERS);
  expect(layers[1]?.shape).toEqual([16, 128, 128]);
  expect(layers[18]?.shape).toEqual([128, 4, 4]);
  expect(layers[1]?.parameters).toBe(3 * 3 * 3 * 16 + 16);
  const fields = layers.slice(1, 19).map((layer) => layer.receptiveField.size);
  expect(fields).toEqual([
    3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212,
  ]);
  await expect(page.locator('[role="option"][aria-selected="true"]')).toHaveAttribute(
    'data-layer',
    /block1/,
  );
});

test('every cell of the grid has the colour of its activation', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(() => globalThis.studio.select({ layer: 'block4_conv2' }));
  await page.mouse.move(0, 0);
  const canvas = page.locator('layer-grid canvas');
  const box = await canvas.boundingBox();
  const { shape, data } = await page.evaluate(async () => {
    const tensor = await globalThis.studio.activations('block4_conv2');
    return { shape: tensor.shape, data: [...tensor.data] };
  });
  if (!box) throw new Error('the grid has no size');
  const room = await page.locator('layer-grid .room').evaluate((element) => ({
    width: element.clientWidth,
    height: element.clientHeight,
  }));
  const layout = layoutGrid({ shape, ...room, gap: 2, minTile: 20 });
  expect([layout.width, layout.height]).toEqual([box.width, box.height]);
  // The page repaints on the next frame.
  await expect(async () => {
    const png = await pixelsOf(canvas);
    const max = data.reduce((a, b) => Math.max(a, b), 0);
    let compared = 0;
    for (let y = 1; y < layout.height; y += 17) {
      for (let x = 1; x < layout.width; x += 13) {
        const cell = cellAt(layout, shape, x, y);
        if (!cell) continue;
        const value = data[(cell.channel * shape[1] + cell.row) * shape[2] + cell.column] ?? 0;
        const index = Math.max(0, Math.min(255, Math.round((value / max) * 255)));
        const want = [...COLORMAPS.viridis.subarray(index * 3, index * 3 + 3)];
        const got = colourAt(png, x, y);
        want.forEach((channel, i) => {
          expect(
            Math.abs(channel - (got[i] ?? 0)),
            `${String(x)}, ${String(y)}`,
          ).toBeLessThanOrEqual(4);
        });
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(1000);
  }).toPass();
});

test('shows the picture as the network receives it', async ({ page }) => {
  await openStudio(page);
  const picture = page.locator('input-picture canvas').first();
  await expect(picture).toBeVisible();
  await expect(async () => {
    expect(countColours(await pixelsOf(picture))).toBeGreaterThan(500);
  }).toPass();
});

test('names the five best classes, and they are probabilities', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(() => globalThis.studio.setPicture('samples/coffee.jpg'));
  const all = await page.evaluate(() => globalThis.studio.scores(200));
  expect(all).toHaveLength(200);
  expect(all.reduce((sum, score) => sum + score.probability, 0)).toBeCloseTo(1, 4);
  expect(all[0]?.label.en).toContain('espresso');
  expect(all[0]?.probability).toBeGreaterThan(0.8);
  await expect(page.locator('score-list').filter({ visible: true })).toContainText(/espresso/i);
});

test('speaks the language of the browser, and can be switched', async ({ page }) => {
  await openStudio(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('radio', { name: '日本語' }).or(page.getByText('日本語')).first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page.getByRole('button', { name: '画像' }).first()).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
});

test.describe('in Japanese', () => {
  test.use({ locale: 'ja-JP' });
  test('opens in Japanese', async ({ page }) => {
    await openStudio(page);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  });
});
