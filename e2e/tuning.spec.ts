/** How convolutions run is measured on the device: after the picture, once, and not where it is switched off. */
import type { Page } from '@playwright/test';
import type { TuningState } from '../src/session/index.ts';
import { expect, test } from './fixtures.ts';
import { launchesOf, openStudio } from './studio.ts';

/** Of a layer's largest value: what the least exact way may differ by. */
const TOLERANCE = 5e-4;
const LAYERS = ['block1_conv2', 'block2_pool', 'block3_conv3', 'block4_conv1', 'block5_pool'];
/** More than the page must be quiet before it measures. */
const LONG = 3000;

/** Waits until the page runs by what was measured; the states on the way, each once. */
async function statesUntilTuned(page: Page): Promise<readonly TuningState['state'][]> {
  return page.evaluate(async () => {
    const states: TuningState['state'][] = [];
    for (;;) {
      const { state } = globalThis.studio.tuning();
      if (states.at(-1) !== state) states.push(state);
      if (state === 'tuned') return states;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
}

declare global {
  var remembered: readonly Float32Array[] | undefined;
}

/** Remembers the values of some layers, in the page. */
async function remember(page: Page): Promise<void> {
  await page.evaluate(async (layers) => {
    const all: Float32Array[] = [];
    for (const layer of layers) all.push((await globalThis.studio.activations(layer)).data);
    globalThis.remembered = all;
  }, LAYERS);
}

/** The largest change since then, each relative to its layer's largest value. */
async function change(page: Page): Promise<number> {
  return page.evaluate(async (layers) => {
    let most = 0;
    for (const [index, layer] of layers.entries()) {
      const { data } = await globalThis.studio.activations(layer);
      const before = globalThis.remembered?.[index];
      if (before?.length !== data.length) return Infinity;
      let [largest, apart] = [0, 0];
      for (const [i, value] of data.entries()) {
        largest = Math.max(largest, Math.abs(before[i] ?? 0));
        apart = Math.max(apart, Math.abs(value - (before[i] ?? 0)));
      }
      most = Math.max(most, largest > 0 ? apart / largest : Infinity);
    }
    return most;
  }, LAYERS);
}

/** Files of the page that only measuring needs. */
async function tuningFiles(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => /\/tuning(?!-loader)[^/]*\.js$/.test(new URL(name).pathname)).length,
  );
}

/** A new frame of the picture that is shown. */
async function repeatPicture(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await globalThis.studio.setPicture('samples/coffee.jpg');
    await globalThis.studio.painted();
  });
}

test('the picture comes first, then the measuring; the next visit knows', async ({ page }) => {
  test.slow();
  await openStudio(page, '/?tune=on');
  // Nothing of it was loaded or done for the first picture.
  expect(await page.evaluate(() => globalThis.studio.tuning().state)).toBe('start');
  expect(await tuningFiles(page)).toBe(0);
  await repeatPicture(page);
  await remember(page);
  const states = await statesUntilTuned(page);
  expect(states.slice(-2)).toEqual(['measuring', 'tuned']);
  expect(await tuningFiles(page)).toBeGreaterThan(0);
  // What is shown is untouched, and what is computed now is the same.
  expect(await change(page)).toBe(0);
  await repeatPicture(page);
  expect(await change(page)).toBeLessThanOrEqual(TOLERANCE);

  await page.reload();
  await page.evaluate(() => globalThis.studio.ready);
  await repeatPicture(page);
  await remember(page);
  const launches = await launchesOf(page, 'multiply');
  const convolutions = await launchesOf(page, 'convolution');
  expect(await statesUntilTuned(page)).not.toContain('measuring');
  expect(await launchesOf(page, 'convolution')).toBe(convolutions);
  expect(await launchesOf(page, 'multiply')).toBe(launches);
  expect(await change(page)).toBe(0);
  await repeatPicture(page);
  expect(await change(page)).toBeLessThanOrEqual(TOLERANCE);

  // Forgotten, it is measured anew.
  await page.evaluate(() => globalThis.studio.forgetTuning());
  await page.reload();
  await page.evaluate(() => globalThis.studio.ready);
  expect(await statesUntilTuned(page)).toContain('measuring');
});

test('switched off in the address, nothing is measured, and the address keeps it', async ({
  page,
}) => {
  await openStudio(page, '/?tune=off');
  await repeatPicture(page);
  const convolutions = await launchesOf(page, 'convolution');
  await page.waitForTimeout(LONG);
  expect(await page.evaluate(() => globalThis.studio.tuning().state)).toBe('fixed');
  expect(await launchesOf(page, 'convolution')).toBe(convolutions);
  expect(await tuningFiles(page)).toBe(0);
  expect(new URL(page.url()).search).toBe('?tune=off');
});

test('a picture does not wait for the end of the measuring', async ({ page }) => {
  test.slow();
  await openStudio(page, '/?tune=on');
  await page.waitForFunction(() => globalThis.studio.tuning().state === 'measuring');
  await repeatPicture(page);
  expect(await page.evaluate(() => globalThis.studio.tuning().state)).toBe('measuring');
  const { frames } = await page.evaluate(() => globalThis.studio.stats());
  expect(frames).toBe(2);
  await statesUntilTuned(page);
  await remember(page);
  await repeatPicture(page);
  expect(await change(page)).toBeLessThanOrEqual(TOLERANCE);
});

test('pointing at the maps answers while it measures', async ({ page }) => {
  test.slow();
  await openStudio(page, '/?tune=on');
  await page.evaluate(() => globalThis.studio.select({ layer: 'block3_conv2' }));
  const canvas = page.locator('layer-grid canvas');
  const tip = page.locator('layer-grid .tip');
  await page.waitForFunction(() => globalThis.studio.tuning().state === 'measuring');
  const answers = new Set<string>();
  for (const [x, y] of [
    [5, 5],
    [200, 150],
    [90, 260],
    [320, 60],
  ] as const) {
    const probes = await launchesOf(page, 'probe');
    await canvas.hover({ position: { x, y } });
    await expect(tip).toContainText(/channel \d+/i);
    await expect.poll(() => launchesOf(page, 'probe')).toBeGreaterThan(probes);
    // By the fourth a fast device may be done.
    if (answers.size === 0)
      expect(await page.evaluate(() => globalThis.studio.tuning().state)).toBe('measuring');
    answers.add(await tip.innerText());
  }
  expect(answers.size).toBe(4);
  // An answer is what the layer holds, by whichever way it is being tried at the moment.
  const { apart, largest } = await page.evaluate(async () => {
    const unit = { layer: 'block3_conv2', channel: 7, y: 3, x: 5 };
    const { preActivation } = await globalThis.studio.explain(unit);
    const { shape, data } = await globalThis.studio.activations(unit.layer);
    const held = data[(unit.channel * shape[1] + unit.y) * shape[2] + unit.x] ?? NaN;
    return {
      apart: Math.abs(Math.max(0, preActivation) - held),
      largest: data.reduce((most, value) => Math.max(most, value), 0),
    };
  });
  expect(apart).toBeLessThanOrEqual(TOLERANCE * largest);
});

test('another size ends the measuring, which goes on with that size', async ({ page }) => {
  test.slow();
  await openStudio(page, '/?tune=on');
  await page.waitForFunction(() => globalThis.studio.tuning().state === 'measuring');
  await page.evaluate(async () => {
    const data = new Float32Array(3 * 32 * 48).fill(1);
    await globalThis.studio.setPicture({ shape: [3, 32, 48], data });
  });
  expect(await page.evaluate(() => globalThis.studio.tuning().state)).not.toBe('measuring');
  await statesUntilTuned(page);
  const { shape } = await page.evaluate(() => globalThis.studio.activations('block1_conv2'));
  expect(shape.slice(1)).toEqual([32, 48]);
});

test('without a database it is measured and not kept', async ({ page }) => {
  test.slow();
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await openStudio(page, '/?tune=on');
  expect(await statesUntilTuned(page)).toContain('measuring');
});
