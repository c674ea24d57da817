/**
 * Finds a Chrome or Chromium, or installs one, and says with which flags WebGPU works in it.
 * Knows no test.
 */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { binOf } from './paths.mjs';
import { runNode } from './run.mjs';
import { aptInstall, isDebian, isRoot } from './system.mjs';

const LINUX_NAMES = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser'];
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS_PATHS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];
/** Start scripts are short; a browser's own program is many megabytes. */
const LONGEST_START_SCRIPT = 64 * 1024;

/**
 * A snap's browser cannot see the temporary profile that Playwright gives it.
 * @param {string} path
 */
function isSnap(path) {
  const real = realpathSync(path);
  if (real.includes('/snap')) return true;
  return (
    statSync(real).size < LONGEST_START_SCRIPT && readFileSync(real, 'utf8').includes('/snap/bin')
  );
}

/** @returns {string[]} every place where this system may keep a browser, best first */
function usualPlaces() {
  const { env, platform } = process;
  if (platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      MAC_APPS.map((app) => join(folder, `${app}.app/Contents/MacOS/${app}`)),
    );
  }
  if (platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA];
    return WINDOWS_PATHS.flatMap((path) =>
      folders.flatMap((folder) => (folder ? [join(folder, path)] : [])),
    );
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @returns {Promise<string | undefined>} Playwright's own Chromium, if it is there */
async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright');
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

/**
 * The program of a Chrome or Chromium on this machine, or undefined. CHROME_PATH names one.
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser() {
  const named = process.env.CHROME_PATH ?? process.env.PLAYWRIGHT_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is not there.`);
  }
  const usual = usualPlaces().find((path) => existsSync(path) && !isSnap(path));
  if (usual) return usual;
  const own = await playwrightsOwn();
  return own && existsSync(own) ? own : undefined;
}

/**
 * The program of a Chrome or Chromium, installed first if there is none.
 * @returns {Promise<string>}
 */
export async function ensureBrowser() {
  const there = await findBrowser();
  if (there) return there;
  if (isRoot && isDebian()) {
    await aptInstall(['chromium']);
  } else {
    console.log("Installing Playwright's Chromium ...");
    const extra = isRoot && process.platform === 'linux' ? ['--with-deps'] : [];
    await runNode(binOf('playwright'), ['install', '--no-shell', ...extra, 'chromium']);
  }
  const installed = await findBrowser();
  if (installed) return installed;
  throw new Error(
    'No browser was found and none could be installed. ' +
      'Install Chrome or Chromium, or name its program in CHROME_PATH, and try again.',
  );
}

/**
 * Command-line flags for tests: WebGPU, no calls home, a false camera. On Linux WebGPU runs on
 * SwiftShader, the software driver inside every Chromium, unless KAWASEMI_GPU=real; other flags
 * for that leave WebGPU canvases blank or hanging (docs/testing.md).
 * @returns {string[]}
 */
export function browserFlags() {
  const software = process.platform === 'linux' && process.env.KAWASEMI_GPU !== 'real';
  return [
    ...(process.platform === 'linux' ? ['--no-sandbox', '--enable-features=Vulkan'] : []),
    '--enable-unsafe-webgpu',
    ...(software
      ? ['--use-vulkan=swiftshader', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
      : []),
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ];
}
