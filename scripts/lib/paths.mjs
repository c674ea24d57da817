/** Where things are in this clone. Knows no tool's options. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the clone. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Folder for everything the scripts write besides `dist`; ignored by git. */
export const cacheDir = join(root, '.cache');

/**
 * The script behind a package's command, to be run with `process.execPath`: needs no shell and
 * works alike on every system.
 * @param {string} packageName
 * @param {string} [command] the command's name, where it differs from the package's
 * @returns {string}
 */
export function binOf(packageName, command = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const path = typeof bin === 'string' ? bin : bin?.[command];
  if (!path) throw new Error(`The package ${packageName} has no command ${command}.`);
  return join(folder, path);
}
