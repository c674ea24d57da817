/** What kind of machine this is, and its packages where that is Debian. Knows no browser. */
import { readFileSync } from 'node:fs';
import { run } from './run.mjs';

/** True for root on a Unix. */
export const isRoot = process.getuid?.() === 0;

/** True on Debian itself: on Ubuntu the package `chromium` is a mere pointer to a snap. */
export function isDebian() {
  if (process.platform !== 'linux') return false;
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Installs Debian packages; true if that worked.
 * @param {readonly string[]} packages
 */
export async function aptInstall(packages) {
  console.log(`Installing Debian packages: ${packages.join(' ')} ...`);
  /** @type {import('./run.mjs').RunOptions} */
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, output: 'keep' };
  const update = await run('apt-get', ['update', '-qq'], options);
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  const { code, output } = await run('apt-get', install, options);
  if (code !== 0) console.error(`${update.output}${output}apt-get could not install them.`);
  return code === 0;
}
