/**
 * `npm test`: installs what is missing, the browser included, and runs every test. The last line
 * is `N passed, N failed`, with `, N skipped` where there are any.
 * Options: --full adds the long comparisons, --only STAGE[,STAGE] runs some stages; what else is
 * said goes to the runner of that stage (`npm run test:gpu -- convolution`).
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser, findBrowser } from './lib/browser.mjs';
import { ensureDependencies } from './lib/install.mjs';
import { binOf, cacheDir, root } from './lib/paths.mjs';
import { addUp, countsLine, judge, parseResults, readResults } from './lib/results.mjs';
import { runMain, runNode, secondsSince } from './lib/run.mjs';
import { aptInstall, isDebian, isRoot } from './lib/system.mjs';
import { gpuEnvironment, lavapipeDriver, systemHasLoader } from './lib/vulkan.mjs';

const STAGES = /** @type {const} */ (['unit', 'gpu', 'full', 'wgpu', 'e2e']);
/** @typedef {(typeof STAGES)[number]} Stage */
/** @typedef {import('./lib/results.mjs').Results} Results */

/**
 * Runs a tool whose reporter writes its results to a file.
 * @param {string} name
 * @param {string} script
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<Results>}
 */
async function runReported(name, script, args, env) {
  const path = join(cacheDir, `results-${name}.json`);
  rmSync(path, { force: true });
  const { code } = await runNode(script, args, { env: { ...env, KAWASEMI_RESULTS: path } });
  return judge(readResults(path), name, code);
}

/**
 * @param {readonly Stage[]} projects
 * @param {readonly string[]} rest
 */
async function runVitest(projects, rest) {
  const reporters = ['default', './scripts/lib/vitest-reporter.mjs'];
  const args = ['run'].concat(
    reporters.map((reporter) => `--reporter=${reporter}`),
    projects.map((project) => `--project=${project}`),
    rest,
  );
  return runReported('vitest', binOf('vitest'), args, await gpuEnvironment('swiftshader'));
}

/** @returns {Promise<Results>} */
async function runWgpu() {
  const { code, output } = await runNode(join(root, 'scripts/wgpu.mjs'), [], { output: 'both' });
  return judge(parseResults(output), 'wgpu', code);
}

/** @param {readonly string[]} rest */
async function runPlaywright(rest) {
  const args = ['test', '--reporter=list,./scripts/lib/playwright-reporter.mjs', ...rest];
  return runReported('playwright', binOf('@playwright/test', 'playwright'), args, {});
}

/**
 * Installs the browser and, on Debian, the drivers that the stages need.
 * @param {ReadonlySet<Stage>} stages
 */
async function ensurePrograms(stages) {
  const onLinux = process.platform === 'linux';
  const needsBrowser = stages.has('e2e') || (onLinux && stages.size > Number(stages.has('unit')));
  if (isRoot && isDebian()) {
    const missing = [
      ...(needsBrowser && !(await findBrowser()) ? ['chromium'] : []),
      ...(stages.has('wgpu') && !lavapipeDriver() ? ['mesa-vulkan-drivers'] : []),
      ...(needsBrowser && !(await systemHasLoader()) ? ['libvulkan1'] : []),
    ];
    if (missing.length > 0) await aptInstall(missing);
  }
  if (needsBrowser) await ensureBrowser();
}

/**
 * What was thrown, as the results of one failure.
 * @param {unknown} error
 * @returns {Results}
 */
function failureOf(error) {
  return {
    passed: 0,
    failed: [error instanceof Error ? error.message : String(error)],
    skipped: [],
  };
}

/** @param {Results} results */
function report(results) {
  for (const { name, reason } of results.skipped) console.log(`skipped: ${name} (${reason})`);
  for (const name of results.unsteady ?? []) console.log(`failed once, then passed: ${name}`);
  for (const name of results.failed) console.log(`FAILED: ${name}`);
  console.log(countsLine(results));
  const ran = results.passed + results.failed.length > 0;
  process.exitCode = ran && results.failed.length === 0 ? 0 : 1;
}

/** @returns {Promise<Results>} */
async function runAll() {
  const { values, positionals } = parseArgs({
    options: { full: { type: 'boolean', default: false }, only: { type: 'string' } },
    allowPositionals: true,
  });
  const only = values.only?.split(',');
  const unknown = only?.find((name) => !STAGES.some((stage) => stage === name));
  if (unknown) throw new Error(`There is no stage ${unknown}; there are ${STAGES.join(', ')}.`);
  const stages = new Set(
    STAGES.filter((stage) => only?.includes(stage) ?? (stage !== 'full' || values.full)),
  );

  await ensureDependencies();
  mkdirSync(cacheDir, { recursive: true });
  /** @type {Results[]} */
  const all = [];
  try {
    await ensurePrograms(stages);
  } catch (error) {
    // Without a browser the other tests still say something.
    all.push(failureOf(error));
    stages.delete('e2e');
  }

  /**
   * @param {string} title
   * @param {() => Promise<Results>} stage
   */
  const runStage = async (title, stage) => {
    console.log(`\n== ${title}`);
    const start = performance.now();
    const results = await stage();
    console.log(`== ${title}: ${countsLine(results)} in ${secondsSince(start)}`);
    all.push(results);
  };
  const projects = STAGES.slice(0, 3).filter((stage) => stages.has(stage));
  if (projects.length > 0) {
    await runStage(`Vitest: ${projects.join(', ')}`, () => runVitest(projects, positionals));
  }
  if (stages.has('wgpu')) await runStage('wgpu: every kernel in naga', runWgpu);
  if (stages.has('e2e')) await runStage('Playwright: e2e', () => runPlaywright(positionals));
  return addUp(all);
}

await runMain(async () => {
  const results = await runAll().catch(failureOf);
  console.log('');
  report(results);
});
