/**
 * Measures what a person waits for, in a real browser on a served build: the first maps after navigation, the next
 * picture, a change of layer. Prints medians and spread; asserts nothing.
 */
import { withStudio } from './lib/serve.mjs';

const RUNS = Number(process.env.RUNS ?? 5);
const SAMPLES = ['cat', 'coffee', 'rocket', 'fig'];

/** @param {number[]} times */
function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const format = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
  return `${format(middle)} (${format(sorted[0] ?? 0)} to ${format(sorted.at(-1) ?? 0)})`;
}

/** @type {Record<string, number[]>} */
const times = { 'first maps after navigation': [], 'next picture': [], 'change of layer': [] };
let adapter = '';
let forward = 0;

await withStudio(async (browser, address) => {
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction(() => 'studio' in globalThis);
    const first = await page.evaluate(async () => {
      await globalThis.studio.ready;
      return performance.now();
    });
    times['first maps after navigation']?.push(first);
    for (const sample of SAMPLES) {
      const ms = await page.evaluate(async (id) => {
        const began = performance.now();
        await globalThis.studio.setPicture(`samples/${id}.jpg`);
        return performance.now() - began;
      }, sample);
      times['next picture']?.push(ms);
    }
    for (const layer of ['block3_conv1', 'block5_conv3', 'block1_conv1']) {
      const ms = await page.evaluate(async (name) => {
        const began = performance.now();
        await globalThis.studio.select({ layer: name });
        return performance.now() - began;
      }, layer);
      times['change of layer']?.push(ms);
    }
    const stats = await page.evaluate(() => globalThis.studio.stats());
    adapter = `${stats.adapter.vendor} ${stats.adapter.architecture}`;
    forward = stats.forwardMs;
    await context.close();
  }
});

console.log(
  `Adapter ${adapter}, Kawasemi-mini at 128 px, ${RUNS} fresh pages, median (smallest to largest):`,
);
for (const [what, list] of Object.entries(times)) console.log(`  ${what}: ${summary(list)}`);
console.log(`  last forward pass: ${forward.toFixed(0)} ms`);
