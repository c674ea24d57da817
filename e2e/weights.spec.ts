/** The real VGG-16: its weights stream, are checked, and stay. */
import { resolve } from 'node:path';
import type { CDPSession, Locator, Page } from '@playwright/test';
import type { Mood } from '../src/io/testing/moody-server.ts';
import { expect, test } from './fixtures.ts';
import { countColours, openStudio, pixelsOf } from './studio.ts';
import { expectMini, lastLayer } from './weights-page.ts';
import { serveWeightsSite } from './weights-site.ts';
import type { WeightsSite } from './weights-site.ts';

const CONVOLUTION_BYTES = 58_858_752;
const DENSE_BYTES = 494_571_424;
const MEGABYTE = 2 ** 20;

let site: WeightsSite;
test.beforeAll(async () => {
  const { outDir } = test.info().config.metadata as { outDir: string };
  site = await serveWeightsSite(resolve(outDir));
});
test.afterAll(() => site.stop());
test.beforeEach(() => {
  Object.assign(site, { mood: 'good', moods: [] });
  Object.assign(site.weights, { cut: 20_000_000, rate: 30_000_000 });
  site.weights.sent.clear();
  site.weights.asked.length = 0;
});

/** Bytes of weights sent so far. */
const sent = (): number => [...site.weights.sent.values()].reduce((sum, one) => sum + one, 0);

async function openSite(page: Page, mood: Mood = 'good'): Promise<void> {
  site.mood = mood;
  await openStudio(page, `${site.page}/`);
}

/** The row of a network in the menu. */
function rowOf(page: Page, name: string): Locator {
  const own = page.locator('.name', { hasText: new RegExp(`^\\s*${name}(?! \\()`) });
  return page.locator('model-row').filter({ has: own }).first();
}

/** Chooses a network as a person does. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Network:/ }).click();
  await rowOf(page, name).locator('.choose').click();
}

/** Bytes of JavaScript: objects and what array buffers hold. */
async function memoryOf(cdp: CDPSession): Promise<number> {
  const { usedSize, backingStorageSize } = (await cdp.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  return usedSize + (backingStorageSize ?? 0);
}

test('lights up block by block: its first maps are there before 1 % of the weights', async ({
  page,
}) => {
  site.weights.rate = 8_000_000;
  await openSite(page, 'slow');
  await choose(page, 'VGG-16');
  await page.waitForFunction(() => globalThis.studio.layers()[1]?.shape[0] === 64, undefined, {
    polling: 20,
  });
  expect(sent()).toBeLessThan(CONVOLUTION_BYTES / 100);
  await page.evaluate(() => globalThis.studio.painted());
  expect(countColours(await pixelsOf(page.locator('layer-grid canvas')))).toBeGreaterThan(50);
  await expect(page.locator('transfer-strip .strip')).toBeVisible();
  await expect(page.locator('transfer-strip')).toContainText('VGG-16, convolutions');
  await expect(page.locator('transfer-strip')).toContainText(/of 58\.9 MB/);
  // The layers that are still to come say so; those that are there can be looked at meanwhile.
  await page.locator('[data-layer="block5_conv3"]').click();
  await expect(page.locator('layer-view')).toContainText('block5_conv3');
  await page.locator('[data-layer="block1_conv1"]').click();
  await expect(page.locator('transfer-strip .strip')).toHaveCount(0, { timeout: 60_000 });
  const layers = await page.evaluate(() => globalThis.studio.layers());
  expect(layers).toHaveLength(19);
  for (const name of ['block1_conv1', 'block3_conv3', 'block5_conv3']) {
    const { data } = await page.evaluate(async (layer) => {
      const tensor = await globalThis.studio.activations(layer);
      return { data: [Math.max(...tensor.data.subarray(0, 10_000))] };
    }, name);
    expect(data[0], name).toBeGreaterThan(0);
  }
  expect(sent()).toBeGreaterThanOrEqual(CONVOLUTION_BYTES);
  expect(sent()).toBeLessThan(CONVOLUTION_BYTES + 100_000);
});

test('takes at most 64 MB of memory in JavaScript, and nothing from the network the second time', async ({
  page,
}) => {
  await openSite(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const before = await memoryOf(cdp);
  let most = before;
  const watch = { isOver: false };
  const watching = (async () => {
    while (!watch.isOver) {
      most = Math.max(most, await memoryOf(cdp));
      await new Promise((pause) => setTimeout(pause, 20));
    }
  })();
  await page.evaluate(() => globalThis.studio.loadModel('vgg16'));
  watch.isOver = true;
  await watching;
  console.log(`JavaScript grew by ${((most - before) / MEGABYTE).toFixed(1)} MB at most`);
  expect(most - before).toBeLessThan(64 * MEGABYTE);

  await page.reload();
  await page.evaluate(() => globalThis.studio.ready);
  site.weights.asked.length = 0;
  await choose(page, 'VGG-16');
  await expect.poll(() => lastLayer(page)).toBe('block5_pool');
  await expect(page.locator('transfer-strip .strip')).toHaveCount(0, { timeout: 30_000 });
  expect(site.weights.asked).toEqual([]);
});

test('survives a reload half way: what had come is not fetched again', async ({ page }) => {
  await openSite(page, 'slow');
  await choose(page, 'VGG-16');
  await expect.poll(sent, { timeout: 30_000 }).toBeGreaterThan(25_000_000);
  await page.reload();
  await page.evaluate(() => globalThis.studio.ready);
  const before = sent();
  await page.getByRole('button', { name: /^Network:/ }).click();
  await expect(rowOf(page, 'VGG-16')).toContainText(/MB of 58\.9 MB kept/);
  await page.keyboard.press('Escape');
  await page.evaluate(() => globalThis.studio.loadModel('vgg16'));
  expect(sent() - before).toBeLessThan(CONVOLUTION_BYTES - 15_000_000);
  expect(await lastLayer(page)).toBe('block5_pool');
});

test('can be paused, resumed and cancelled; the network before comes back', async ({ page }) => {
  site.weights.rate = 6_000_000;
  await openSite(page, 'slow');
  await choose(page, 'VGG-16');
  const strip = page.locator('transfer-strip');
  await expect.poll(sent, { timeout: 30_000 }).toBeGreaterThan(2_000_000);
  await strip.getByRole('button', { name: 'Pause' }).click();
  await expect(strip).toContainText('Paused');
  await page.waitForTimeout(500);
  const paused = await strip.locator('.facts').textContent();
  await page.waitForTimeout(1000);
  expect(await strip.locator('.facts').textContent()).toBe(paused);
  await strip.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => strip.locator('.facts').textContent()).not.toBe(paused);
  await strip.getByRole('button', { name: 'Cancel' }).click();
  await expectMini(page);
});

test.describe('a server that', () => {
  test.use({ expectedComplaints: /status of 40|net::ERR_|Failed to load resource/ });

  for (const mood of ['stream', 'chunked', 'cutting', 'redirect'] as const) {
    test(`is ${mood} brings the network all the same`, async ({ page }) => {
      await openSite(page, mood);
      await page.evaluate(() => globalThis.studio.loadModel('vgg16'));
      expect(await lastLayer(page)).toBe('block5_pool');
      const max = await page.evaluate(async () => {
        const { data } = await globalThis.studio.activations('block5_conv3');
        return data.reduce((a, b) => Math.max(a, b), 0);
      });
      expect(max).toBeGreaterThan(0);
    });
  }

  const refusals: Readonly<Partial<Record<Mood, RegExp>>> = {
    'not-found': /404/,
    forbidden: /403/,
    page: /web page/i,
    disguised: /web page/i,
    truncated: /cut off|end/i,
    boasting: /left over/i,
    changing: /another file|changed/i,
  };
  test('does not bring it is told of, and the network before stays', async ({ page }) => {
    site.moods = Object.keys(refusals) as Mood[];
    site.weights.truncated = 40_000_000;
    await openSite(page);
    for (const [mood, words] of Object.entries(refusals)) {
      await test.step(mood, async () => {
        await choose(page, `VGG-16, ${mood}`);
        await expect(page.getByRole('alert')).toContainText(words, { timeout: 30_000 });
        // Clears what was said: the next one must say its own.
        await expectMini(page);
        await expect(page.getByRole('alert')).toHaveText('');
      });
    }
  });

  test('goes away in the middle is told of; later it goes on where it was', async ({ page }) => {
    test.setTimeout(90_000);
    site.weights.cut = 30_000_000;
    await openSite(page, 'dead');
    await choose(page, 'VGG-16');
    await expect(page.getByRole('alert')).toContainText(/broke off/i, { timeout: 60_000 });
    await expectMini(page);
    const before = sent();
    site.weights.cut = Infinity;
    await page.evaluate(() => globalThis.studio.loadModel('vgg16'));
    expect(sent() - before).toBeLessThan(CONVOLUTION_BYTES - 20_000_000);
  });
});

test('names classes once the dense layers are there, checked as a whole', async ({ page }) => {
  test.setTimeout(240_000);
  await openSite(page);
  await page.evaluate(() => globalThis.studio.loadModel('vgg16'));
  await expect(page.locator('score-list').filter({ visible: true })).toContainText(
    'No guesses yet',
  );
  await page
    .locator('score-list')
    .filter({ visible: true })
    .getByRole('button', { name: /Fetch the dense layers, 495 MB/ })
    .click();
  await expect(page.locator('transfer-strip')).toContainText('VGG-16, dense layers');
  await expect(page.locator('transfer-strip .strip')).toHaveCount(0, { timeout: 200_000 });
  await expect(page.getByRole('alert')).toHaveText('');
  const all = await page.evaluate(() => globalThis.studio.scores(1000));
  expect(all).toHaveLength(1000);
  expect(all.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 4);
  expect(all[0]?.label.ja).toMatch(/[\u3040-\u9fff]/);
  // Softmax of the logits is what is told as probability.
  const most = Math.max(...all.map(({ logit }) => logit));
  const total = all.reduce((sum, { logit }) => sum + Math.exp(logit - most), 0);
  for (const { logit, probability } of all.slice(0, 20)) {
    expect(probability).toBeCloseTo(Math.exp(logit - most) / total, 4);
  }
  expect(sent()).toBeGreaterThan(CONVOLUTION_BYTES + DENSE_BYTES);
});

test('a wrong checksum is told, and nothing of it is kept', async ({ page }) => {
  await openSite(page);
  await page.evaluate(() => globalThis.studio.loadModel('small'));
  const guesses = page.locator('score-list').filter({ visible: true });
  await guesses.getByRole('button', { name: /Fetch the dense layers/ }).click();
  await expect(page.getByRole('alert')).toContainText(/checksum/i, { timeout: 30_000 });
  await expect(guesses).toContainText('No guesses yet');
  const kept = await page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('weights');
    const names: string[] = [];
    for await (const name of root.keys()) names.push(name);
    return names;
  });
  expect(kept).toEqual([]);
});

test('in a window that keeps nothing it works and says so', async ({ page }) => {
  await page.addInitScript(() => {
    StorageManager.prototype.getDirectory = () =>
      Promise.reject(new DOMException('no', 'SecurityError'));
  });
  await openSite(page);
  await page.evaluate(() => globalThis.studio.loadModel('vgg16'));
  expect(await lastLayer(page)).toBe('block5_pool');
  await expect(page.locator('notice-banner [role="status"]')).toContainText(/keeps nothing/i);
});

test('on a disk that is full it works and says so', async ({ page }) => {
  await openSite(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: site.page, quotaSize: 12_000_000 });
  await page.evaluate(() => globalThis.studio.loadModel('vgg16'));
  expect(await lastLayer(page)).toBe('block5_pool');
  await expect(page.locator('notice-banner [role="status"]')).toContainText(/no more room/i);
});

test('a link to a network that is not here fetches nothing until it is chosen', async ({
  page,
}) => {
  site.mood = 'good';
  await openStudio(page, `${site.page}/#/?model=vgg16&layer=block1_conv1&size=64&unit=5,20,30`);
  await expect(page.locator('notice-banner [role="status"]')).toContainText(
    /VGG-16.*58\.9 MB.*nothing has been fetched/,
  );
  await expect(page.getByRole('button', { name: 'Network: Kawasemi-mini' })).toBeVisible();
  expect(site.weights.asked).toEqual([]);
  await choose(page, 'VGG-16');
  await expect(page.getByRole('button', { name: 'Network: VGG-16' })).toBeVisible();
  await expect(page.locator('transfer-strip .strip')).toHaveCount(0, { timeout: 30_000 });
  await expect.poll(() => page.evaluate(() => globalThis.studio.link())).toContain('unit=5,20,30');
  await expect(page.locator('notice-banner [role="status"]')).toHaveText('');
});
