/**
 * `npm run bench:dreams`: how long one step of an ascent takes, against the forward pass to its layer, and against the gradient
 * of the same number by TensorFlow.js in the same browser. Prints as it goes, writes JSON; what is measured is said in
 * docs/dreams.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { browserFlags, ensureBrowser } from '../scripts/lib/browser.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { runMain } from '../scripts/lib/run.mjs';
import { describeMachine } from './lib/forward-results.mjs';
import { ensurePeers } from './lib/peers-install.mjs';
import { serveBench } from './lib/site.mjs';
import { summary } from './lib/statistics.mjs';

/** @typedef {import('./dreams/page.ts').DreamsBench} DreamsBench */

const HELP = `npm run bench:dreams -- [options]     one step of a dream: against the forward pass, and against TensorFlow.js

  --parts steps,peer     which of the two; both if left out
  --rounds 9             times each step is measured, in turn with the forward pass
  --peer-runs 1          gradients of TensorFlow.js at 224 px; minutes each on a machine without a GPU
  --write                keep the results in bench/results/latest-dreams.json`;

const SIDES = [64, 96, 128];
const LAYERS = ['block1_conv2', 'block2_conv2', 'block3_conv3', 'block4_conv3', 'block5_conv3'];
const CHANNEL = 3;
/** Where both gradients are compared: small, and through two poolings. */
const SMALL = {
  name: { model: 'vgg16', side: 32 },
  wish: { layer: 'block3_conv1', channel: 3, isPlain: true },
};
const LARGE = { name: { model: 'vgg16', side: 224 }, wish: { layer: 'block5_conv3', channel: 3 } };
/** Largest difference of the gradients, relative to the largest of their values. */
const ALLOWED_ERROR = 1e-3;
/** Steps of ours beside one gradient of the peer. */
const OWN_RUNS = 9;

/** @param {readonly number[]} times */
function told(times) {
  const { median, min, max } = summary(times);
  return `${median.toFixed(1)} ms (${min.toFixed(1)} to ${max.toFixed(1)})`;
}

/**
 * Asks a method of `bench` in a page.
 * @template {keyof DreamsBench} Method
 * @param {import('playwright').Page} page
 * @param {Method} method
 * @param {unknown[]} values
 * @returns {Promise<Awaited<ReturnType<DreamsBench[Method]>>>}
 */
function ask(page, method, ...values) {
  return page.evaluate(
    ([call, given]) => Reflect.get(globalThis, 'bench')[call](...given),
    /** @type {[string, unknown[]]} */ ([method, values]),
  );
}

/**
 * @param {() => Promise<import('playwright').Page>} open
 * @param {number} rounds
 */
async function measureSteps(open, rounds) {
  const cases = [];
  for (const side of SIDES) {
    for (const layer of LAYERS) {
      const page = await open();
      await ask(page, 'prepare', { model: 'mini', side }, { layer, channel: CHANNEL });
      const { forward, step } = await ask(page, 'inTurn', rounds);
      await page.close();
      const ratio = summary(step).median / summary(forward).median;
      console.log(
        `${layer} at ${side} px: forward ${told(forward)}, step ${told(step)}, ${ratio.toFixed(2)} times`,
      );
      cases.push({ side, layer, forward, step, ratio });
    }
  }
  return cases;
}

/** @param {() => Promise<import('playwright').Page>} open */
async function compareGradients(open) {
  const [ours, theirs] = [await open(), await open()];
  await ask(ours, 'prepare', SMALL.name, SMALL.wish);
  await ask(theirs, 'prepareTfjs', SMALL.name, SMALL.wish);
  const [a, b] = [await ask(ours, 'gradient'), await ask(theirs, 'tfjsGradient')];
  await Promise.all([ours.close(), theirs.close()]);
  const largest = b.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const error =
    a.values.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.values[i] ?? NaN))), 0) /
    largest;
  console.log(
    `gradients of ${SMALL.wish.layer} at ${SMALL.name.side} px differ by ${error.toExponential(1)} of ${largest.toExponential(1)}`,
  );
  if (!(largest > 0 && error <= ALLOWED_ERROR)) throw new Error('The gradients do not agree.');
  return { ...SMALL, error, largest };
}

/**
 * @param {() => Promise<import('playwright').Page>} open
 * @param {number} runs
 */
async function measurePeer(open, runs) {
  const agreement = await compareGradients(open);
  const { layer } = LARGE.wish;
  const ours = await open();
  await ask(ours, 'prepare', LARGE.name, LARGE.wish);
  const page = await open();
  await ask(page, 'prepareTfjs', LARGE.name, LARGE.wish);
  /** @type {{ step: number[]; gradient: number[]; peer: number[] }} */
  const times = { step: [], gradient: [], peer: [] };
  await ask(ours, 'step');
  // Ours before and after theirs, so that a machine that is busy for a while is seen.
  for (let run = 0; run <= runs; run += 1) {
    for (let n = 0; n < OWN_RUNS; n += 1) {
      times.step.push(await ask(ours, 'step'));
      times.gradient.push((await ask(ours, 'gradient')).ms);
    }
    console.log(`${layer} at ${LARGE.name.side} px: step ${told(times.step)}`);
    if (run === runs) break;
    const { ms } = await ask(page, 'tfjsGradient');
    times.peer.push(ms);
    console.log(`TensorFlow.js: ${(ms / 1000).toFixed(1)} s`);
  }
  const ratio = summary(times.peer).median / summary(times.step).median;
  console.log(`ours: ${ratio.toFixed(1)} times as fast`);
  return { ...LARGE, agreement, ...times, ratio };
}

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      parts: { type: 'string', default: 'steps,peer' },
      rounds: { type: 'string', default: '9' },
      'peer-runs': { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const parts = values.parts.split(',');
  await ensurePeers();
  const site = await serveBench('dreams');
  const executablePath = await ensureBrowser();
  const browser = await chromium.launch({ executablePath, args: browserFlags() });
  try {
    const context = await browser.newContext();
    const open = async () => {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(error.message));
      await page.goto(site.address);
      await page.waitForFunction(() => 'bench' in globalThis);
      return page;
    };
    const first = await open();
    const adapter = await ask(first, 'facts');
    await first.close();
    const machine = describeMachine();
    console.log(
      `Chromium ${browser.version()}, ${adapter.vendor} ${adapter.architecture} ${adapter.description}, ` +
        `${machine.cpu.count} x ${machine.cpu.model}, load ${machine.load.toFixed(1)}`,
    );
    const results = {
      version: 1,
      ...machine,
      program: `Chromium ${browser.version()}`,
      adapter,
      steps: parts.includes('steps') ? await measureSteps(open, Number(values.rounds)) : null,
      peer: parts.includes('peer') ? await measurePeer(open, Number(values['peer-runs'])) : null,
    };
    if (!values.write) return;
    const path = join(root, 'bench', 'results', 'latest-dreams.json');
    writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
    console.log(`written: ${path}`);
  } finally {
    await browser.close();
    await site.close();
  }
});
