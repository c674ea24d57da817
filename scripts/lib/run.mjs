/** Runs a program and says how it ended. Knows nothing about what it runs. */
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] added to this process's environment
 * @property {'show' | 'keep' | 'both'} [output] show it, keep it for the caller, or both
 * @property {boolean} [shell] let the system's shell find the program (npm.cmd on Windows)
 */

/**
 * Runs a program in the root folder until it ends.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number; output: string }>} code 127 when it could not be started
 */
export function run(program, args, { env = {}, output = 'show', shell = false } = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell,
    });
    let kept = '';
    for (const [stream, target] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream?.setEncoding('utf8').on('data', (text) => {
        kept += text;
        if (output === 'both') target.write(text);
      });
    }
    child.on('error', (error) => {
      done({ code: 127, output: `${kept}${program} could not be started: ${error.message}\n` });
    });
    child.on('close', (code) => {
      done({ code: code ?? 1, output: kept });
    });
  });
}

/**
 * Runs a script with this very Node.
 * @param {string} script
 * @param {readonly string[]} [args]
 * @param {RunOptions} [options]
 */
export function runNode(script, args = [], options = {}) {
  return run(process.execPath, [script, ...args], options);
}

/**
 * Seconds since a moment of `performance.now()`, for people.
 * @param {number} since
 */
export function secondsSince(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs a script's main function; an error is told in one plain sentence, and the exit status is 1.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    const verbose = process.env.KAWASEMI_DEBUG;
    const text = error instanceof Error ? (verbose ? error.stack : error.message) : String(error);
    console.error(`\n${text}`);
    process.exitCode = 1;
  }
}
