/**
 * `npm run test:dreams`: whether dreams are what they should be, in numbers, on 64 channels of the embedded network. The work is
 * done by scripts/dream-quality/main.ts in Node, with the page's own engine; a browser decodes the sample pictures first.
 */
/* global createImageBitmap, fetch, OffscreenCanvas */
import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { browserFlags, ensureBrowser } from './lib/browser.mjs';
import { bundleForScript } from './lib/bundle.mjs';
import { ensureDependencies } from './lib/install.mjs';
import { cacheDir, root } from './lib/paths.mjs';
import { runMain, runNode } from './lib/run.mjs';
import { gpuEnvironment } from './lib/vulkan.mjs';

/** @typedef {import('./dream-quality/around.ts').Around} Around */
/** @typedef {(words: readonly string[], around: Around) => Promise<number>} RunDreamQuality */

const ENTRY = 'scripts/dream-quality/main.ts';
/** Set for the process that has the environment of the driver; tells it where the bundle is. */
const CHILD = 'KAWASEMI_DREAM_QUALITY_BUNDLE';
/** Pixels of a side of the pictures that the embedded network was trained on. */
const SIDE = 64;
const SAMPLES = join(cacheDir, 'dream-quality', 'samples.rgb');

/**
 * Of each sample picture the middle square and its four quarters, all of one size, as RGB planes.
 * @param {string} path
 */
async function decodeSamples(path) {
  const { chromium } = await import('playwright');
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: browserFlags(),
  });
  try {
    const page = await browser.newPage();
    const folder = join(root, 'weights', 'samples');
    const parts = [];
    for (const name of readdirSync(folder)
      .filter((one) => one.endsWith('.jpg'))
      .sort()) {
      const text = readFileSync(join(folder, name)).toString('base64');
      const planes = await page.evaluate(async ([jpeg, side]) => {
        const blob = await (await fetch(`data:image/jpeg;base64,${jpeg}`)).blob();
        const { width, height } = await createImageBitmap(blob);
        const square = Math.min(width, height);
        const [left, top] = [Math.floor((width - square) / 2), Math.floor((height - square) / 2)];
        const half = Math.floor(square / 2);
        const crops = [
          [left, top, square],
          ...[0, half].flatMap((y) => [0, half].map((x) => [left + x, top + y, half])),
        ];
        /** @type {number[]} */
        const all = [];
        for (const [x = 0, y = 0, edge = 0] of crops) {
          const bitmap = await createImageBitmap(blob, x, y, edge, edge, {
            resizeWidth: side,
            resizeHeight: side,
            resizeQuality: 'high',
          });
          const context = new OffscreenCanvas(side, side).getContext('2d');
          if (!context) throw new Error('There is no canvas.');
          context.drawImage(bitmap, 0, 0);
          const { data } = context.getImageData(0, 0, side, side);
          for (let color = 0; color < 3; color += 1) {
            for (let cell = 0; cell < side * side; cell += 1) all.push(data[4 * cell + color] ?? 0);
          }
        }
        return all;
      }, /** @type {[string, number]} */ ([text, SIDE]));
      parts.push(Uint8Array.from(planes));
    }
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, Buffer.concat(parts));
  } finally {
    await browser.close();
  }
}

await runMain(async () => {
  const words = process.argv.slice(2);
  const bundle = process.env[CHILD];
  if (!bundle) {
    await ensureDependencies();
    if (!existsSync(SAMPLES)) await decodeSamples(SAMPLES);
    // The loader of Vulkan reads its environment when a process starts.
    const env = { ...(await gpuEnvironment('swiftshader')), [CHILD]: await bundleForScript(ENTRY) };
    const { code } = await runNode(fileURLToPath(import.meta.url), words, { env });
    process.exitCode = code;
    return;
  }
  /** @type {{ runDreamQuality: RunDreamQuality }} */
  const { runDreamQuality } = await import(pathToFileURL(bundle).href);
  process.exitCode = await runDreamQuality(words, {
    weights: join(root, 'weights'),
    kept: join(root, 'scripts', 'dream-quality'),
    dreams: join(cacheDir, 'dreams'),
    samples: readFileSync(SAMPLES),
    side: SIDE,
    line: (text) => console.log(text),
  });
});
// Dawn keeps a process alive.
if (process.env[CHILD]) process.exit();
