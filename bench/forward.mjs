/**
 * `npm run bench`: how long a forward pass takes, ours by every plan and the libraries of others, measured in turn in one
 * browser; or ours alone in Node. Prints as it goes, writes JSON and a table. What is measured is said by
 * bench/lib/forward-case.mjs.
 */
import { fileURLToPath } from 'node:url';
import { root } from '../scripts/lib/paths.mjs';
import { runMain, runNode } from '../scripts/lib/run.mjs';
import { gpuEnvironment } from '../scripts/lib/vulkan.mjs';
import { measureCase } from './lib/forward-case.mjs';
import { openBrowser, openNode } from './lib/forward-hosts.mjs';
import { HELP, readOptions } from './lib/forward-options.mjs';
import { describeMachine, writeJson, writeResults } from './lib/forward-results.mjs';
import { ensurePeers } from './lib/peers-install.mjs';

/** @typedef {import('./lib/forward-results.mjs').Results} Results */
/** @typedef {import('../src/insight/performance/types.ts').Ceilings} Ceilings */

/**
 * Ceilings measured once more; of each the larger one, as something else may have been busy.
 * @param {Ceilings} before
 * @param {import('./lib/forward-hosts.mjs').Hosts} hosts
 */
async function larger(before, hosts) {
  const host = await hosts.open('ours');
  const after = await host.ask('device', 'ceilings');
  await host.close();
  const half = after.multiplyAddF16;
  return {
    multiplyAdd: Math.max(after.multiplyAdd, before.multiplyAdd),
    multiplyAddF16: half === null ? null : Math.max(half, before.multiplyAddF16 ?? 0),
    copy: Math.max(after.copy, before.copy),
  };
}

/**
 * The dense layers of VGG-16, which are no part of the networks above: 124 million weights are a task of their own.
 * @param {import('./lib/forward-hosts.mjs').Hosts} hosts
 */
async function denseTimes(hosts) {
  const host = await hosts.open('ours');
  const times = await host.ask('device', 'dense');
  await host.close();
  return times;
}

/** Set for the process that has the environment of the driver. */
const CHILD = 'KAWASEMI_BENCH_CHILD';

await runMain(async () => {
  const words = process.argv.slice(2);
  const options = readOptions(words);
  if (options.help) {
    console.log(HELP);
    return;
  }
  if (options.realGpu) process.env.KAWASEMI_GPU = 'real';
  if (options.node && !process.env[CHILD]) {
    // The loader of Vulkan reads its environment when a process starts.
    const env = { ...(await gpuEnvironment('swiftshader')), [CHILD]: '1' };
    const { code } = await runNode(fileURLToPath(import.meta.url), words, { env });
    process.exitCode = code;
    return;
  }
  if (options.peers.length > 0) await ensurePeers();
  const machine = describeMachine();
  const hosts = options.node ? await openNode() : await openBrowser();
  /** @type {Pick<Results, 'version' | 'mode' | keyof typeof machine>} */
  const results = { version: 1, mode: options.node ? 'node' : 'browser', ...machine };
  try {
    const host = await hosts.open('ours');
    const adapter = await host.ask('device', 'facts');
    console.log(
      `${hosts.program}, ${adapter.vendor} ${adapter.architecture} ${adapter.description}, ` +
        `${machine.cpu.count} x ${machine.cpu.model}, load ${machine.load.toFixed(1)}`,
    );
    const before = await host.ask('device', 'ceilings');
    await host.close();
    const cases = [];
    for (const task of options.cases) {
      cases.push(await measureCase(hosts, task, options));
      const soFar = { ...results, program: hosts.program, adapter, ceilings: before, cases };
      await writeJson(soFar, options, root);
    }
    const dense = await denseTimes(hosts);
    const ceilings = await larger(before, hosts);
    const all = { ...results, program: hosts.program, adapter, ceilings, cases, dense };
    await writeResults(all, options, root);
    const wrong = cases.flatMap(({ model, side, contenders }) =>
      contenders.filter((it) => !it.isExact).map(({ id }) => `${id} (${model} at ${side} px)`),
    );
    const missing = cases.flatMap(({ model, side, failures }) =>
      failures
        .filter(({ isAsked }) => !isAsked)
        .map(({ id, reason }) => `${id} (${model} at ${side} px): ${reason}`),
    );
    const complaints = [
      ...(wrong.length > 0 ? [`Wrong by more than is allowed: ${wrong.join(', ')}.`] : []),
      ...(missing.length > 0 ? [`Not measured: ${missing.join('; ')}.`] : []),
    ];
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  } finally {
    await hosts.close();
  }
});
// Dawn keeps a process alive.
if (process.env[CHILD]) process.exit();
