/** Writes what was measured: JSON, and the table in docs/performance.md. Measures nothing. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { reportOf } from './forward-report.mjs';

/**
 * All that is kept of one call of the command.
 * @typedef {object} Facts
 * @property {number} version of this form
 * @property {'node' | 'browser'} mode
 * @property {string} program
 * @property {import('../../src/gpu/index.ts').AdapterFacts} adapter
 * @property {import('../../src/insight/performance/types.ts').Ceilings} ceilings
 * @property {readonly import('./forward-case.mjs').Case[]} cases
 * @property {readonly import('../forward/dense.ts').DenseTimes[]} [dense] once they were measured
 */
/** @typedef {ReturnType<typeof describeMachine> & Facts} Results */

/** The date, the machine, and how busy it is. */
export function describeMachine() {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString(),
    platform: `${process.platform} ${process.arch}`,
    cpu: { model: cpu?.model.trim() ?? 'unknown', count: availableParallelism() },
    load: loadavg()[0] ?? 0,
  };
}

/**
 * Writes the results as they stand; returns the path.
 * @param {Results} results
 * @param {import('./forward-options.mjs').Options} options
 * @param {string} root
 */
export async function writeJson(results, options, root) {
  const name = `${results.mode}-${results.date.replaceAll(':', '-').slice(0, 19)}.json`;
  const path = options.out ? resolve(options.out) : join(root, 'bench', 'results', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await pretty(root, JSON.stringify(results), 'json'));
  return path;
}

/**
 * Prints the report and writes everything.
 * @param {Results} results
 * @param {import('./forward-options.mjs').Options} options
 * @param {string} root
 */
export async function writeResults(results, options, root) {
  const report = reportOf(results);
  console.log(`\n${report}\n`);
  const path = await writeJson(results, options, root);
  console.log(`written: ${path}`);
  if (!options.write) return;
  const latest = results.mode === 'node' ? 'latest-node.json' : 'latest.json';
  const target = join(root, 'bench', 'results', latest);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(path, target);
  console.log(`written: ${target}`);
  await putIntoPage(root, results.mode, report);
}

/**
 * Puts the report between the marks of its mode.
 * @param {string} root
 * @param {string} mode
 * @param {string} report
 */
async function putIntoPage(root, mode, report) {
  const path = join(root, 'docs', 'performance.md');
  const page = readFileSync(path, 'utf8');
  const [begin, end] = [`<!-- ${mode}: begin -->`, `<!-- ${mode}: end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} lacks the marks ${begin} and ${end}.`);
  const text = `${page.slice(0, from + begin.length)}\n\n${report}\n\n${page.slice(to)}`;
  writeFileSync(path, await pretty(root, text, 'markdown'));
  console.log(`written: ${path}`);
}

/**
 * @param {string} root
 * @param {string} text
 * @param {string} parser
 */
async function pretty(root, text, parser) {
  const config = await resolveConfig(join(root, 'package.json'));
  return format(text, { ...config, parser });
}
