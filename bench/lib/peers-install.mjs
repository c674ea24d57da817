/** Installs the libraries of `bench/package-lock.json` into `bench/node_modules`, where they are missing. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from '../../scripts/lib/install.mjs';
import { root } from '../../scripts/lib/paths.mjs';

const folder = join(root, 'bench');

/** @param {string} path */
function versions(path) {
  /** @type {Record<string, { version?: string; optional?: boolean }>} */
  const packages = JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  return packages;
}

function areInstalled() {
  const list = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const installed = versions(list);
  return Object.entries(versions(join(folder, 'package-lock.json'))).every(
    ([path, { version, optional }]) =>
      path === '' || optional || installed[path]?.version === version,
  );
}

/** Does nothing where they are there already. */
export async function ensurePeers() {
  if (areInstalled()) return;
  console.log('Installing the libraries of others for the bench (230 MB) ...');
  const { code, output } = await runNpm(
    ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'],
    { output: 'keep' },
  );
  if (code !== 0) throw new Error(`${output}\nThe libraries for the bench could not be installed.`);
}
