/**
 * `npm run weights -- ID`: puts a larger model onto this machine, converted, for the page to take without any network. The
 * work is done by scripts/weights/main.ts with the page's own code, which is bundled for Node first.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForScript } from './lib/bundle.mjs';
import { hdf5Threads } from './lib/hdf5-thread.mjs';
import { ensureDependencies } from './lib/install.mjs';
import { cacheDir, root } from './lib/paths.mjs';
import { runMain } from './lib/run.mjs';

/** @typedef {import('./weights/surroundings.ts').Surroundings} Surroundings */
/** @typedef {(words: readonly string[], around: Surroundings) => Promise<number>} RunWeights */

const ENTRY = 'scripts/weights/main.ts';

await runMain(async () => {
  await ensureDependencies();
  const bundle = await bundleForScript(ENTRY);
  /** @type {{ runWeights: RunWeights }} */
  const { runWeights } = await import(pathToFileURL(bundle).href);
  const stop = new globalThis.AbortController();
  // The second Ctrl+C ends the process whatever it does.
  process.once('SIGINT', () => stop.abort());
  process.exitCode = await runWeights(process.argv.slice(2), {
    weights: join(root, 'weights'),
    downloads: join(cacheDir, 'weights'),
    screen: {
      isTerminal: process.stdout.isTTY === true,
      line: (text) => console.log(text),
    },
    complain: (line) => console.error(line),
    signal: stop.signal,
    hdf5: hdf5Threads,
  });
});
