/** Finds the program inside the npm package `deno`, whose install script we do not run. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './install.mjs';
import { root } from './paths.mjs';

const PROGRAM = process.platform === 'win32' ? 'deno.exe' : 'deno';
/** The package of this machine's program; Deno knows no musl. */
const PLATFORM = `${process.platform}-${process.arch}${process.platform === 'linux' ? '-glibc' : ''}`;

/** @returns {string | undefined} */
function findDeno() {
  const modules = join(root, 'node_modules');
  const scope = join(modules, '@deno');
  const folders = existsSync(scope)
    ? readdirSync(scope)
        .filter((name) => name === PLATFORM)
        .map((name) => join(scope, name))
    : [];
  return [...folders, join(modules, 'deno')]
    .map((folder) => join(folder, PROGRAM))
    .find((path) => existsSync(path));
}

/**
 * The program of Deno. Where the lock has no entry for this kind of machine, its package is
 * fetched without touching the lock; undefined if there is none.
 * @returns {Promise<string | undefined>}
 */
export async function ensureDeno() {
  const there = findDeno();
  if (there) return there;
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/deno/package.json'), 'utf8'),
  );
  const { code } = await runNpm(
    ['install', '--no-save', '--ignore-scripts', '--no-audit', `@deno/${PLATFORM}@${version}`],
    { output: 'keep' },
  );
  return code === 0 ? findDeno() : undefined;
}
