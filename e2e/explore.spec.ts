/** Walking through the layers and over the maps, by pointer, keyboard and touch. */
import { expect, test } from './fixtures.ts';
import { countColours, launchesOf, openStudio, pixelsOf } from './studio.ts';

test('going from layer to layer runs no convolution and reads no layer back', async ({ page }) => {
  await openStudio(page);
  const before = await launchesOf(page, 'conv');
  const readBefore = await page.evaluate(() => globalThis.studio.stats().readBacks.bytes);
  const layers = ['block2_conv1', 'block1_conv1', 'block3_pool', 'block1_conv2'];
  for (const layer of layers) {
    await page.locator(`[role="option"][data-layer="${layer}"]`).click();
    await expect(page.locator(`[role="option"][data-layer="${layer}"]`)).toHaveAttribute(
      'aria-selected',
      'true',
    );
  }
  await page.evaluate(() => globalThis.studio.painted());
  expect(await launchesOf(page, 'conv')).toBe(before);
  // 16 bytes a channel for the order of the channels, and a probe; the smallest of the layers has 65,536.
  const readAfter = await page.evaluate(() => globalThis.studio.stats().readBacks.bytes);
  expect(readAfter - readBefore).toBeLessThan(8192);
});

test('every layer is drawn', async ({ page }) => {
  await openStudio(page);
  const names = await page.evaluate(() => globalThis.studio.layers().map((layer) => layer.name));
  for (const name of names) {
    await page.evaluate((layer) => globalThis.studio.select({ layer }), name);
    await expect(page.locator('layer-header')).toContainText(name);
    await page.mouse.move(0, 0);
    await expect(async () => {
      expect(countColours(await pixelsOf(page.locator('layer-grid canvas'))), name).toBeGreaterThan(
        10,
      );
    }).toPass();
  }
});

test('arrow keys walk through the layers', async ({ page }) => {
  await openStudio(page);
  const selected = page.locator('[role="option"][aria-selected="true"]');
  await page.locator('[role="option"][data-layer="block1_conv1"]').click();
  await page.keyboard.press('ArrowDown');
  await expect(selected).toHaveAttribute('data-layer', 'block1_conv2');
  await page.keyboard.press('End');
  await expect(selected).toHaveAttribute('data-layer', 'predictions');
  await page.keyboard.press('ArrowUp');
  await expect(selected).toHaveAttribute('data-layer', 'global_average_pool');
});

test('a tile under the pointer says its channel, row and column', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(() => globalThis.studio.select({ layer: 'block3_conv1' }));
  const canvas = page.locator('layer-grid canvas');
  await canvas.hover({ position: { x: 5, y: 5 } });
  await expect(page.locator('layer-grid .tip')).toContainText(/channel 0/i);
  await canvas.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('layer-grid .tip')).toContainText(/channel 1/i);
  await page.keyboard.press('Escape');
  await expect(page.locator('layer-grid .tip')).toHaveCount(0);
});

test('a script may point at a cell', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(() =>
    globalThis.studio.select({ layer: 'block3_conv1', channel: 7, y: 3, x: 5 }),
  );
  await expect(page.locator('layer-grid .tip')).toContainText(/channel 7.*row 3.*column 5/i);
  const refusal = await page.evaluate(() =>
    globalThis.studio.select({ layer: 'block3_conv1', channel: 64 }).then(() => '', String),
  );
  expect(refusal).toContain('64');
});

test('the legend tells the largest value in numbers', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(() => globalThis.studio.select({ layer: 'block2_pool' }));
  const max = await page.evaluate(async () => {
    const { data } = await globalThis.studio.activations('block2_pool');
    return data.reduce((a, b) => Math.max(a, b), 0);
  });
  const shown = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
    .format(max)
    .slice(0, 3);
  await expect(page.locator('map-legend')).toContainText(shown);
});

test('the rail has a small map of every layer, and tells time and memory when asked', async ({
  page,
}) => {
  await openStudio(page);
  const row = page.locator('[role="option"][data-layer="block2_conv2"]');
  await row.scrollIntoViewIfNeeded();
  await expect(async () => {
    expect(countColours(await pixelsOf(row))).toBeGreaterThan(60);
  }).toPass();
  await page.getByRole('button', { name: 'Measure time and memory' }).click();
  const column = page.locator('network-panel').getByRole('group', { name: 'Last column' });
  await column.getByRole('button', { name: 'memory' }).click();
  // 32 maps of 64 x 64, 4 bytes each.
  await expect(row).toContainText('0.52');
  await column.getByRole('button', { name: 'time' }).click();
  await expect(row).not.toContainText('0.52');
  await expect(row).toContainText(/\d\.\d/);
});

test('another input size shows larger maps of the same network', async ({ page }) => {
  await openStudio(page);
  const before = await page.evaluate(() => globalThis.studio.layers());
  await page
    .getByLabel(/input size/i)
    .first()
    .selectOption('64');
  await expect
    .poll(() => page.evaluate(() => globalThis.studio.layers()[1]?.shape))
    .toEqual([16, 64, 64]);
  const after = await page.evaluate(() => globalThis.studio.layers());
  expect(after.map((layer) => layer.parameters)).toEqual(before.map((layer) => layer.parameters));
});

test('a broken network file is refused and the one before stays', async ({ page }) => {
  await openStudio(page);
  const result = await page.evaluate(async () => {
    const { studio } = globalThis;
    const before = (await studio.activations('block1_conv1')).data.slice(0, 50);
    const good = new Uint8Array(await (await fetch('kawasemi-mini.safetensors')).arrayBuffer());
    const messages: string[] = [];
    for (const bytes of [good.slice(0, 1000), new TextEncoder().encode('<html>no</html>')]) {
      const file = new File([bytes], 'broken.safetensors');
      await studio.loadModel(file).catch((error: unknown) => messages.push(String(error)));
    }
    const after = (await studio.activations('block1_conv1')).data.slice(0, 50);
    const file = new File([good], 'mine.safetensors');
    await studio.loadModel(file);
    return {
      messages,
      same: before.every((v, i) => v === after[i]),
      layers: studio.layers().length,
    };
  });
  expect(result.messages).toHaveLength(2);
  expect(result.messages.every((message) => message.includes('WeightsError'))).toBe(true);
  expect(result.same).toBe(true);
  expect(result.layers).toBe(21);
});
