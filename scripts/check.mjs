/**
 * `npm run check`: everything that can be said of the code without running the studio. One line
 * for each step; what a step has to say is shown only when it fails.
 */
import { availableParallelism } from 'node:os';
import { ensureDependencies } from './lib/install.mjs';
import { binOf } from './lib/paths.mjs';
import { runMain, runNode, secondsSince } from './lib/run.mjs';

/** Each step: its name, the script behind it, and its arguments. */
const steps = () =>
  /** @type {const} */ ([
    ['lint', binOf('eslint'), ['.', '--max-warnings', '0']],
    ['types', binOf('typescript', 'tsc'), ['--project', '.']],
    ['types of scripts', binOf('typescript', 'tsc'), ['--project', 'scripts']],
    ['format', binOf('prettier'), ['--check', '--log-level', 'warn', '.']],
    ['layers', binOf('dependency-cruiser', 'depcruise'), ['src', '--output-type', 'err']],
    ['unused code', binOf('knip'), []],
    ['shaders', 'scripts/lint-shaders.mjs', []],
    ['size of first load', 'scripts/size.mjs', []],
  ]);

await runMain(async () => {
  await ensureDependencies();
  const waiting = [...steps()];
  /** @type {string[]} */
  const failed = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const [name, script, args] = step;
      const start = performance.now();
      const { code, output } = await runNode(script, args, { output: 'keep' });
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${secondsSince(start)})`);
      if (code === 0) continue;
      failed.push(name);
      console.log(output);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
});
