/**
 * Chooses the Vulkan driver for WebGPU outside the browser (Dawn in Node, wgpu in Deno). Only
 * Linux needs this: macOS has Metal and Windows D3D12. Knows no test.
 */
import { existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { cacheDir } from './paths.mjs';
import { run } from './run.mjs';

const DRIVER_FOLDERS = ['/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];
const SWIFTSHADER = 'vk_swiftshader_icd.json';
const LOADER = 'libvulkan.so.1';

/** Folders of a Chromium's own libraries: beside its program, and Debian's. */
async function browserFolders() {
  const browser = await findBrowser();
  return [...(browser ? [dirname(realpathSync(browser))] : []), '/usr/lib/chromium'];
}

/**
 * The driver file of SwiftShader, which every Chromium on Linux brings with it.
 * @returns {Promise<string | undefined>}
 */
export async function swiftShaderDriver() {
  const paths = (await browserFolders()).map((folder) => join(folder, SWIFTSHADER));
  return paths.find((path) => existsSync(path));
}

/**
 * The driver file of Mesa's lavapipe.
 * @returns {string | undefined}
 */
export function lavapipeDriver() {
  return DRIVER_FOLDERS.filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .find((path) => /lvp_icd.*\.json$/.test(path));
}

/** True when the system has the Vulkan loader. */
export async function systemHasLoader() {
  for (const ldconfig of ['ldconfig', '/sbin/ldconfig']) {
    const { code, output } = await run(ldconfig, ['-p'], { output: 'keep' });
    if (code === 0) return output.includes(LOADER);
  }
  return false;
}

/**
 * Environment that lets a program find the Vulkan loader: Chromium's copy, linked alone into a
 * folder of ours, where the system has none.
 * @returns {Promise<Record<string, string>>}
 */
async function loaderEnvironment() {
  if (await systemHasLoader()) return {};
  const source = (await browserFolders())
    .map((folder) => join(folder, LOADER))
    .find((path) => existsSync(path));
  if (!source) return {};
  const folder = join(cacheDir, 'vulkan');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, LOADER))) symlinkSync(source, join(folder, LOADER));
  const before = process.env.LD_LIBRARY_PATH;
  return { LD_LIBRARY_PATH: before ? `${folder}:${before}` : folder };
}

/** A private folder: drivers complain on stderr where the system names none. */
function runtimeFolder() {
  const folder = join(cacheDir, 'runtime');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * Environment for a program that opens WebGPU. A driver already chosen by VK_DRIVER_FILES or
 * VK_ICD_FILENAMES is left, and KAWASEMI_GPU=real leaves the machine's own.
 * @param {'swiftshader' | 'lavapipe'} wanted taken if there, else the other one
 * @returns {Promise<Record<string, string>>}
 */
export async function gpuEnvironment(wanted) {
  const { env, platform } = process;
  if (platform !== 'linux') return {};
  const loader = await loaderEnvironment();
  const quiet = env.XDG_RUNTIME_DIR ? {} : { XDG_RUNTIME_DIR: runtimeFolder() };
  const chosen = env.VK_DRIVER_FILES ?? env.VK_ICD_FILENAMES;
  if (chosen || env.KAWASEMI_GPU === 'real') return { ...quiet, ...loader };
  const drivers = [await swiftShaderDriver(), lavapipeDriver()];
  if (wanted === 'lavapipe') drivers.reverse();
  const driver = drivers.find(Boolean);
  return driver
    ? { ...quiet, ...loader, VK_DRIVER_FILES: driver, VK_ICD_FILENAMES: driver }
    : { ...quiet, ...loader };
}
