/**
 * Measures how long the labs take in a real browser on a served build: from a changed weight to the new pictures and numbers on
 * the page, for pictures of 64 and 512 cells, and one move of the window. Prints medians and spread; asserts nothing.
 */
/* global document, requestAnimationFrame */
import { quantile, withStudio } from './lib/serve.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 30);
const CASES = [
  ['3 x 3 on grey, 64', 'convolution?picture=noise&side=64'],
  ['3 x 3 on grey, 512', 'convolution?picture=noise&side=512'],
  ['3 x 3 x 3 added up, 512', 'convolution?picture=noise&side=512&channels=sum'],
  ['7 x 7 on grey, 512', 'convolution?picture=noise&side=512&preset=gaussian&k=7'],
  ['3 x 3 backward, 512', 'convolution?picture=noise&side=512&task=backward'],
  ['max pooling 2/2, 512', 'pooling?picture=noise&side=512'],
  ['max pooling 2/2 backward, 512', 'pooling?picture=noise&side=512&task=backward'],
];

/**
 * Runs in the page: changes settings as a person would, through the lab that the elements have.
 * @param {{ rounds: number; isPooling: boolean }} options
 */
async function change({ rounds, isPooling }) {
  const find = (/** @type {Document | ShadowRoot} */ root) => {
    const found = root.querySelector('lab-page');
    if (found) return found;
    for (const element of root.querySelectorAll('*')) {
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const lab = /** @type {any} */ (find(document))?.desk;
  if (!lab) throw new Error('There is no lab.');
  lab.stop();
  await lab.settled();
  /** @type {number[]} */
  const changes = [];
  /** @type {number[]} */
  const moves = [];
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let round = -3; round < rounds; round += 1) {
    await frame();
    const began = performance.now();
    if (isPooling) lab.change({ unit: round % 2 === 0 ? 'unit' : 'byte' });
    else lab.setWeight(0, round + 0.5);
    await lab.settled();
    if (round >= 0) changes.push(performance.now() - began);
  }
  for (let round = -3; round < rounds; round += 1) {
    await frame();
    const began = performance.now();
    lab.step(1);
    await lab.settled();
    if (round >= 0) moves.push(performance.now() - began);
  }
  return { changes, moves, isOnGpu: lab.isOnGpu };
}

await withStudio(async (browser, address) => {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  for (const [name, link] of CASES) {
    await page.goto('about:blank');
    await page.goto(`${address}?tune=off#/labs/${link}`);
    await page.waitForFunction(() => 'studio' in globalThis);
    await page.evaluate(() => globalThis.studio.ready);
    await page.locator('lab-stages canvas').first().waitFor();
    const isPooling = link?.startsWith('pooling') === true;
    const { changes, moves, isOnGpu } = await page.evaluate(change, { rounds: ROUNDS, isPooling });
    const line = (/** @type {number[]} */ times) => {
      const sorted = [...times].sort((a, b) => a - b);
      return [0.5, 0, 1].map((share) => quantile(sorted, share).toFixed(0)).join(' / ');
    };
    const where = isOnGpu ? 'GPU' : 'references';
    console.log(
      `${name}: change ${line(changes)} ms, move ${line(moves)} ms (median / least / most, ${where})`,
    );
  }
  const { adapter } = await page.evaluate(() => globalThis.studio.stats());
  console.log(`${adapter.vendor} ${adapter.architecture}, ${ROUNDS} rounds`);
});
