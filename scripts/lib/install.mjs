/**
 * Installs the packages of package-lock.json if they are not there. Runs on a bare Node, so it
 * imports nothing but Node itself. Knows no package by name but `webgpu`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';

const OLDEST_NODE = /** @type {const} */ ([20, 19]);

/** Stops with a plain message if this Node is older than the tools need. */
function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor, needMinor] = OLDEST_NODE;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new Error(
    `Kawasemi needs Node ${needMajor}.${needMinor} or newer; this is ${process.versions.node}. ` +
      'Get one at https://nodejs.org and try again.',
  );
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string; optional?: boolean; devOptional?: boolean }>}
 */
function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}

/**
 * True when node_modules holds what the lock asks for. npm writes its own list last, so an
 * install that was cut short has none.
 */
export function dependenciesAreInstalled() {
  const lock = join(root, 'package-lock.json');
  const list = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  if (!existsSync(lock)) return true;
  const installed = packagesOf(list);
  return Object.entries(packagesOf(lock)).every(
    ([path, { version, optional }]) =>
      path === '' || optional || installed[path]?.version === version,
  );
}

/**
 * Runs npm, found without a shell where possible.
 * @param {readonly string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 */
export function runNpm(args, options = {}) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js') && existsSync(cli)) {
    return run(process.execPath, [cli, ...args], options);
  }
  return process.platform === 'win32'
    ? run('npm.cmd', args, { ...options, shell: true })
    : run('npm', args, options);
}

/**
 * Installs the packages if they are missing or not those of the lock. No install script runs:
 * none is needed, except that macOS may hold Dawn's library in quarantine.
 */
export async function ensureDependencies() {
  checkNodeVersion();
  if (dependenciesAreInstalled()) return;
  console.log('Installing packages ...');
  const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const hasLock = existsSync(join(root, 'package-lock.json'));
  let { code, output } = hasLock
    ? await runNpm(['ci', ...options], { output: 'keep' })
    : { code: 1, output: 'EUSAGE' };
  // Without a lock, or with one that does not fit package.json, the milder command still works.
  if (code !== 0 && output.includes('EUSAGE')) {
    ({ code, output } = await runNpm(['install', '--no-save', ...options], { output: 'keep' }));
  }
  if (code !== 0) {
    throw new Error(
      `${output}\nThe packages could not be installed. ` +
        (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(output)
          ? 'The package registry could not be reached: check the network and try again.'
          : 'What npm said is above.'),
    );
  }
  if (process.platform === 'darwin') {
    const folder = join(root, 'node_modules', 'webgpu', 'dist', 'darwin-universal', 'dawn.node');
    await run('xattr', ['-d', 'com.apple.quarantine', folder], { output: 'keep' });
  }
}
