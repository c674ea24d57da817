/**
 * Measures what one move of the pointer costs: the time of the page's main thread (event, update, encoding of the
 * frame), the time of every launch on the device by its own clock, and how long it takes until the device is done,
 * which includes what the browser itself draws. Waiting for the screen is not counted. Prints medians and 95th
 * percentiles, and what was launched, made and read back; asserts nothing.
 */
/* global document, PointerEvent, setTimeout */
import { quantile, withStudio } from './lib/serve.mjs';

const MOVES = Number(process.env.MOVES ?? 200);
const LAYERS = ['block1_conv1', 'block2_conv2', 'block3_conv2', 'block5_conv3', 'block5_pool'];

/**
 * Runs in the page.
 * @param {{ layer: string; moves: number; stay: boolean }} options `stay`: from cell to cell of one map
 */
async function moveAround({ layer, moves, stay }) {
  const { studio } = globalThis;
  await studio.select({ layer });
  const find = (/** @type {Document | ShadowRoot} */ root) => {
    const found = root.querySelector('layer-grid');
    if (found) return found;
    for (const element of root.querySelectorAll('*')) {
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const canvas = find(document)?.shadowRoot?.querySelector('canvas');
  if (!canvas) throw new Error('There is no grid.');
  await new Promise((resolve) => setTimeout(resolve, 800));
  await studio.painted();
  const box = canvas.getBoundingClientRect();
  const native = globalThis.requestAnimationFrame;
  let frameMs = 0;
  let frameEnd = 0;
  globalThis.requestAnimationFrame = (callback) =>
    native((time) => {
      const began = performance.now();
      callback(time);
      frameEnd = performance.now();
      frameMs += frameEnd - began;
    });
  /** @type {{ main: number; gpu: number; done: number }[]} */
  const times = [];
  /** @param {number} move */
  const step = async (move) => {
    const reach = stay ? 0.1 : 0.98;
    const clientX = box.left + box.width * (0.01 + reach * ((move * 0.618) % 1));
    const clientY = box.top + box.height * (0.01 + reach * ((move * 0.755) % 1));
    await new Promise((resolve) => native(resolve));
    frameMs = 0;
    const began = performance.now();
    canvas.dispatchEvent(
      new PointerEvent('pointermove', { bubbles: true, composed: true, clientX, clientY }),
    );
    // Elements update in microtasks.
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
    const handled = performance.now();
    frameEnd = handled;
    await studio.painted();
    const done = performance.now();
    times.push({ main: handled - began + frameMs, gpu: 0, done: done - frameEnd });
  };
  // On the first moves a browser still compiles what it draws with.
  for (let move = 0; move < 2 * moves; move += 1) await step(move);
  times.length = 0;
  const before = studio.stats();
  for (let move = 0; move < moves; move += 1) await step(2 * moves + move);
  const after = studio.stats();
  // Once more, timed by the device's own clock, which costs time itself.
  const untimed = times.splice(0);
  for (const [move, time] of untimed.entries()) {
    const launches = await studio.timed(() => step(3 * moves + move));
    time.gpu = launches.reduce((sum, launch) => sum + launch.ms, 0);
  }
  globalThis.requestAnimationFrame = native;
  const launches = Object.entries(after.dispatches)
    .map(([name, count]) => `${name} ${count - (before.dispatches[name] ?? 0)}`)
    .filter((text) => !text.endsWith(' 0'));
  return {
    times: untimed,
    launches: launches.join(', '),
    made: after.buffersCreated - before.buffersCreated,
    reads: after.readBacks.count - before.readBacks.count,
    bytes: after.readBacks.bytes - before.readBacks.bytes,
    adapter: `${after.adapter.vendor} ${after.adapter.architecture}`,
  };
}

await withStudio(async (browser, address) => {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  await page.goto(address);
  await page.waitForFunction(() => 'studio' in globalThis);
  await page.evaluate(() => globalThis.studio.ready);
  /** @type {number[]} */
  const all = [];
  let adapter = '';
  for (const layer of LAYERS) {
    for (const stay of [false, true]) {
      const found = await page.evaluate(moveAround, { layer, moves: MOVES, stay });
      adapter = found.adapter;
      const line = (/** @type {(time: (typeof found.times)[number]) => number} */ of) => {
        const sorted = found.times.map(of).sort((a, b) => a - b);
        return [0.5, 0.95].map((share) => quantile(sorted, share).toFixed(1)).join(' / ');
      };
      all.push(...found.times.map(({ main, gpu }) => main + gpu));
      console.log(
        `${layer}, ${stay ? 'cell to cell' : 'map to map'}: main ${line((time) => time.main)}, ` +
          `GPU ${line((time) => time.gpu)}, both ${line((time) => time.main + time.gpu)} ms; ` +
          `done after ${line((time) => time.done)} ms`,
      );
      console.log(
        `    ${found.launches}; buffers made ${found.made}; reads ${found.reads}, ${found.bytes} bytes`,
      );
    }
  }
  all.sort((a, b) => a - b);
  console.log(
    `${adapter}, ${all.length} moves, median / 95th percentile: ` +
      `${quantile(all, 0.5).toFixed(1)} / ${quantile(all, 0.95).toFixed(1)} ms`,
  );
});
