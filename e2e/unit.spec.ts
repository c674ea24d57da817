/** Pointing at a cell by pointer, keys and touch: every view answers, with true numbers, and nothing is computed anew. */
import type { Locator, Page } from '@playwright/test';
import { COLORMAPS } from '../src/math/index.ts';
import { expect, test } from './fixtures.ts';
import { colourAt, launchesOf, openStudio, pixelsOf } from './studio.ts';

const LAYER = 'block3_conv2';

interface Place {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

/** What the tip at the pointer says. */
async function pointedPlace(page: Page): Promise<Place> {
  const text = await page.locator('layer-grid .tip').innerText();
  const [channel = NaN, row = NaN, column = NaN] = (text.match(/\d+/g) ?? []).map(Number);
  return { channel, row, column };
}

async function valueAt(
  page: Page,
  layer: string,
  { channel, row, column }: Place,
): Promise<number> {
  return page.evaluate(
    async ([name, c, y, x]) => {
      const { shape, data } = await globalThis.studio.activations(name);
      return data[(c * shape[1] + y) * shape[2] + x] ?? NaN;
    },
    [layer, channel, row, column] as const,
  );
}

const written = (value: number): string =>
  value === 0 ? '0' : new Intl.NumberFormat('en', { maximumSignificantDigits: 5 }).format(value);

async function boxOf(
  place: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await place.boundingBox();
  if (!box) throw new Error('it is not on screen');
  return box;
}

test('a pointed cell is told everywhere, and is what is stored', async ({ page }) => {
  await openStudio(page);
  await page.evaluate((layer) => globalThis.studio.select({ layer }), LAYER);
  const canvas = page.locator('layer-grid canvas');
  const box = await boxOf(canvas);
  for (const [across, down] of [
    [0.31, 0.42],
    [0.77, 0.13],
    [0.05, 0.93],
  ] as const) {
    await page.mouse.move(box.x + box.width * across, box.y + box.height * down);
    const place = await pointedPlace(page);
    const value = written(await valueAt(page, LAYER, place));
    await expect(page.locator('unit-heading h2')).toHaveText(`channel ${String(place.channel)}`);
    await expect(page.locator('unit-value b')).toHaveText(value);
    await expect(page.locator('unit-value .value span')).toHaveText(
      `row ${String(place.row)}, column ${String(place.column)}`,
    );
    await expect(page.locator('layer-grid .tip')).toContainText(value);
  }
  await page.mouse.move(2, 2);
  await expect(page.locator('layer-grid .tip')).toHaveCount(0);
  await expect(page.locator('unit-value b')).toBeVisible();
});

test('moving over a layer convolves nothing, makes nothing and reads little', async ({ page }) => {
  await openStudio(page);
  await page.evaluate((layer) => globalThis.studio.select({ layer }), LAYER);
  await page.evaluate(() => globalThis.studio.painted());
  const before = await page.evaluate(() => globalThis.studio.stats());
  const convolutions = await launchesOf(page, 'conv');
  const box = await boxOf(page.locator('layer-grid canvas'));
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.move(
      box.x + (box.width * ((step * 17) % 60)) / 60,
      box.y + (box.height * ((step * 7) % 60)) / 60,
    );
  }
  await page.evaluate(() => globalThis.studio.painted());
  const after = await page.evaluate(() => globalThis.studio.stats());
  expect(await launchesOf(page, 'conv')).toBe(convolutions);
  expect(after.buffersCreated).toBe(before.buffersCreated);
  const reads = after.readBacks.count - before.readBacks.count;
  const bytes = after.readBacks.bytes - before.readBacks.bytes;
  expect(reads).toBeGreaterThan(5);
  // A probe is 288 bytes, the terms of a unit 4 a channel; the layer has 64 * 32 * 32 * 4.
  expect(bytes / reads).toBeLessThanOrEqual(288);
  expect(bytes).toBeLessThan(64 * 32 * 32 * 4);
});

test('the enlarged map has the colour of every cell', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(() => globalThis.studio.select({ layer: 'block4_conv2', channel: 9 }));
  const { shape, data } = await page.evaluate(async () => {
    const tensor = await globalThis.studio.activations('block4_conv2');
    return { shape: tensor.shape, data: [...tensor.data] };
  });
  const max = data.reduce((a, b) => Math.max(a, b), 0);
  const canvas = page.locator('unit-map canvas');
  await expect(async () => {
    const png = await pixelsOf(canvas);
    const cell = png.width / shape[2];
    expect(Number.isInteger(cell)).toBe(true);
    for (let row = 0; row < shape[1]; row += 1) {
      for (let column = 0; column < shape[2]; column += 1) {
        // The frame of the pointed cell covers its neighbours' edges.
        if (row < 2 && column < 2) continue;
        const value = data[(9 * shape[1] + row) * shape[2] + column] ?? 0;
        const index = Math.round((value / max) * 255);
        const got = colourAt(png, (column + 0.5) * cell, (row + 0.5) * cell);
        [...COLORMAPS.viridis.subarray(index * 3, index * 3 + 3)].forEach((part, i) => {
          expect(Math.abs(part - (got[i] ?? 0))).toBeLessThanOrEqual(4);
        });
      }
    }
  }).toPass();
});

test('the overlay mixes map and picture as it says', async ({ page }) => {
  await openStudio(page, '/#/?layer=block2_conv1&unit=5,20,20&blend=normal&alpha=0.5');
  const overlay = page.locator('unit-overlay');
  await overlay.getByLabel('Field').uncheck();
  const { shape, data } = await page.evaluate(async () => {
    const tensor = await globalThis.studio.activations('block2_conv1');
    return { shape: tensor.shape, data: [...tensor.data] };
  });
  const max = data.reduce((a, b) => Math.max(a, b), 0);
  const photo = await overlay.locator('canvas.photo').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height);
    return { width, height, data: [...(pixels?.data ?? [])] };
  });
  const compare = async (alpha: number): Promise<void> => {
    await page.evaluate(() => globalThis.studio.painted());
    await expect(async () => {
      const place = overlay.locator('.picture');
      const png = await pixelsOf(place);
      // A screenshot begins with the whole pixel above; the picture is drawn from the nearest one.
      const { y: begin } = await boxOf(place);
      const above = Math.round(begin) - Math.floor(begin);
      let compared = 0;
      for (let row = 1; row < shape[1]; row += 5) {
        for (let column = 1; column < shape[2]; column += 5) {
          if (Math.abs(row - 20) < 3 && Math.abs(column - 20) < 3) continue;
          const x = Math.floor(((column + 0.5) * photo.width) / shape[2]);
          const y = Math.floor(((row + 0.5) * photo.height) / shape[1]);
          const value = data[(5 * shape[1] + row) * shape[2] + column] ?? 0;
          const index = Math.round((value / max) * 255);
          const got = colourAt(png, x, y + above);
          [...COLORMAPS.viridis.subarray(index * 3, index * 3 + 3)].forEach((part, i) => {
            const below = photo.data[4 * (y * photo.width + x) + i] ?? 0;
            const wanted = part * alpha + below * (1 - alpha);
            expect(Math.abs(wanted - (got[i] ?? 0))).toBeLessThanOrEqual(5);
          });
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(100);
    }).toPass();
  };
  await compare(0.5);
  await overlay.getByText('map alone').click();
  await compare(1);
});

test('the field is framed on the picture, clipped at its border, and told in pixels', async ({
  page,
}) => {
  await openStudio(page);
  await page.evaluate(() =>
    globalThis.studio.select({ layer: 'block3_conv2', channel: 3, y: 0, x: 31 }),
  );
  const { receptiveField: field } = await page.evaluate(() =>
    globalThis.studio.explain({ layer: 'block3_conv2', channel: 3, y: 0, x: 31 }),
  );
  // 32 px with a jump of 4: from -14 + 31 * 4 on, inside of 128 px.
  expect(field).toEqual({ x: 110, y: 0, width: 18, height: 18 });
  const picture = await boxOf(page.locator('unit-overlay .picture'));
  const pixel = picture.width / 128;
  await expect(async () => {
    const frame = await boxOf(page.locator('unit-overlay .picture > .field'));
    expect(Math.abs(frame.x - picture.x - field.x * pixel)).toBeLessThan(2);
    expect(Math.abs(frame.y - picture.y)).toBeLessThan(2);
    expect(Math.abs(frame.width - field.width * pixel)).toBeLessThan(3);
    expect(Math.abs(frame.height - field.height * pixel)).toBeLessThan(3);
  }).toPass();
  await expect(page.locator('unit-field')).toContainText('18 × 18 px at (110, 0)');
  await expect(page.locator('unit-field')).toContainText('32 × 32 px in all');
});

test('the sum is shown, adds up, and leads back', async ({ page }) => {
  await openStudio(page);
  const found = await page.evaluate(async () => {
    const { studio } = globalThis;
    const worst: number[] = [];
    for (const layer of ['block1_conv1', 'block2_conv2', 'block4_conv3', 'predictions']) {
      const stored = await studio.activations(layer === 'predictions' ? 'logits' : layer);
      const [channels, height, width] = stored.shape;
      const largest = stored.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      for (let unit = 0; unit < 10; unit += 1) {
        const channel = (unit * 37) % channels;
        const [y, x] = [(unit * 5) % height, (unit * 11) % width];
        const made = await studio.explain({ layer, channel, y, x });
        const sum = made.terms.reduce((total, term) => total + term.sum, made.bias);
        const value = stored.data[(channel * height + y) * width + x] ?? NaN;
        const after = layer === 'predictions' ? sum : Math.max(0, sum);
        worst.push(Math.abs(after - value) / largest, Math.abs(sum - made.preActivation) / largest);
      }
    }
    return Math.max(...worst);
  });
  expect(found).toBeLessThan(1e-5);

  await page.evaluate(() =>
    globalThis.studio.select({ layer: 'block2_conv1', channel: 5, y: 20, x: 31 }),
  );
  const made = await page.evaluate(() =>
    globalThis.studio.explain({ layer: 'block2_conv1', channel: 5, y: 20, x: 31 }),
  );
  const rows = page.locator('unit-terms li button');
  const strongest = made.terms[0]?.channel ?? NaN;
  await expect(rows.first()).toContainText(`channel ${String(strongest)}`);
  await expect(page.locator('unit-terms')).toContainText('What each channel of block1_pool adds');
  await rows.first().hover();
  await expect(page.locator('unit-products')).toContainText('kernel');
  await rows.first().click();
  await expect(page.locator('layer-header')).toContainText('block1_pool');
  await expect(page.locator('unit-heading h2')).toHaveText(`channel ${String(strongest)}`);
  await expect(page.locator('unit-arithmetic')).toContainText('The largest of 4 cells');
});

test('keys walk from map to map and from cell to cell, pin and let go', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(
    (layer) => globalThis.studio.select({ layer, channel: 10, y: 5, x: 6 }),
    LAYER,
  );
  const canvas = page.locator('layer-grid canvas');
  await canvas.focus();
  await page.keyboard.press('ArrowRight');
  expect(await pointedPlace(page)).toEqual({ channel: 11, row: 5, column: 6 });
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  const place = { channel: 11, row: 6, column: 7 };
  expect(await pointedPlace(page)).toEqual(place);
  await expect(page.locator('layer-grid grid-marker [role="status"]')).toHaveText(
    `channel 11, row 6, column 7: ${written(await valueAt(page, LAYER, place))}`,
  );
  await page.keyboard.press('Enter');
  await expect(page.locator('unit-card')).toHaveCount(1);
  await expect(page.locator('unit-card')).toContainText('channel 11');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.locator('unit-card')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(page.locator('layer-grid .tip')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.locator('unit-panel')).toContainText('No unit yet');
  // The cards stay, and bring their unit back.
  await page.locator('unit-card', { hasText: 'channel 11' }).locator('.visit').click();
  await expect(page.locator('unit-heading h2')).toHaveText('channel 11');
});

test('the map fills the middle, and Escape brings the grid back', async ({ page }) => {
  await openStudio(page);
  await page.evaluate(
    (layer) => globalThis.studio.select({ layer, channel: 1, y: 2, x: 3 }),
    LAYER,
  );
  await page.keyboard.press('+');
  const zoom = page.locator('map-zoom');
  await expect(zoom).toBeVisible();
  await expect(async () => {
    const stage = await boxOf(zoom.locator('canvas'));
    expect(stage.width).toBeGreaterThan(500);
    await page.mouse.move(stage.x + stage.width * 0.5, stage.y + stage.height * 0.5);
    await page.mouse.move(stage.x + stage.width * 0.99, stage.y + stage.height * 0.01);
    const place = page.locator('unit-value .value span');
    await expect(place).toHaveText('row 0, column 31', { timeout: 2000 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(zoom).toHaveCount(0);
});

test('the cells that feed a unit are framed in the layer before', async ({ page }) => {
  await openStudio(page, '/#/?layer=block3_conv2&unit=4,10,12&beside=1');
  const before = page.locator('before-grid');
  const frame = before.locator('grid-window rect').first();
  await expect(before.locator('grid-window')).toBeVisible();
  const side = await frame.evaluate((rect) => Number(rect.getAttribute('width')));
  expect(side).toBeGreaterThan(0);
  await before.locator('canvas').click({ position: { x: 6, y: 6 } });
  await expect(page.locator('layer-header')).toContainText('block3_conv1');
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a drag looks, a tap pins, a long press opens the menu, the sheet tells', async ({
    page,
  }) => {
    await openStudio(page);
    await page.evaluate(() => globalThis.studio.select({ layer: 'block2_conv2' }));
    const canvas = page.locator('layer-grid canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = await boxOf(canvas);
    const client = await page.context().newCDPSession(page);
    const touch = (type: string, points: { x: number; y: number }[]): Promise<unknown> =>
      client.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints: points,
      });
    const at = (across: number, down: number): { x: number; y: number } => ({
      x: box.x + box.width * across,
      y: box.y + Math.min(box.height, 400) * down,
    });
    await touch('touchStart', [at(0.1, 0.1)]);
    for (let i = 1; i <= 6; i += 1) await touch('touchMove', [at(0.1 + i * 0.1, 0.1 + i * 0.1)]);
    await touch('touchEnd', []);
    await expect(page.locator('unit-bar')).toContainText('block2_conv2');
    const sheet = page.locator('unit-bar button');
    await expect(sheet).toHaveAttribute('aria-expanded', 'false');
    await page.touchscreen.tap(at(0.3, 0.2).x, at(0.3, 0.2).y);
    const { hash } = new URL(await page.evaluate(() => globalThis.studio.link()));
    expect(hash).toMatch(/pins=block2_conv2:\d+,\d+,\d+(&|$)/);
    await sheet.tap();
    await expect(sheet).toHaveAttribute('aria-expanded', 'true');
    await expect(page.locator('unit-card')).toHaveCount(1);
    await expect(page.locator('unit-overlay .picture')).toBeVisible();
    await sheet.tap();
    await touch('touchStart', [at(0.6, 0.3)]);
    await expect(page.locator('unit-menu')).toContainText('Pin this unit');
    await touch('touchEnd', []);
  });
});
