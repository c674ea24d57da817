/**
 * `npm run dreams -- MODEL`: grows a gallery of what the filters of a network want most, for the page to show at once. The
 * work is done by scripts/dreams/run-dreams.ts with the page's own engine, which is bundled for Node first.
 */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleForScript } from './lib/bundle.mjs';
import { hdf5Threads } from './lib/hdf5-thread.mjs';
import { ensureDependencies } from './lib/install.mjs';
import { cacheDir, root } from './lib/paths.mjs';
import { runMain, runNode } from './lib/run.mjs';
import { gpuEnvironment } from './lib/vulkan.mjs';
import { encodeWebp } from './lib/webp.mjs';

/** @typedef {import('./dreams/surroundings.ts').Surroundings} Surroundings */
/** @typedef {(words: readonly string[], around: Surroundings) => Promise<number>} RunDreams */

const ENTRY = 'scripts/dreams/run-dreams.ts';
/** Set for the process that has the environment of the driver; tells it where the bundle is. */
const CHILD = 'KAWASEMI_DREAMS_BUNDLE';

await runMain(async () => {
  const words = process.argv.slice(2);
  const bundle = process.env[CHILD];
  if (!bundle) {
    await ensureDependencies();
    // The loader of Vulkan reads its environment when a process starts.
    const env = { ...(await gpuEnvironment('swiftshader')), [CHILD]: await bundleForScript(ENTRY) };
    // Ctrl+C reaches the other process too, which ends in its own time.
    process.on('SIGINT', () => undefined);
    const { code } = await runNode(fileURLToPath(import.meta.url), words, { env });
    process.exitCode = code;
    return;
  }
  /** @type {{ runDreams: RunDreams }} */
  const { runDreams } = await import(pathToFileURL(bundle).href);
  const stop = new globalThis.AbortController();
  // The second Ctrl+C ends the process whatever it does.
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(name, () => stop.abort());
  }
  process.exitCode = await runDreams(words, {
    weights: join(root, 'weights'),
    work: join(cacheDir, 'dreams'),
    screen: {
      isTerminal: process.stdout.isTTY === true,
      line: (text) => console.log(text),
    },
    complain: (line) => console.error(line),
    signal: stop.signal,
    hdf5: hdf5Threads,
    encodeWebp,
  });
});
