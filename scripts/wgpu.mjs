/**
 * Runs every kernel through a second WGSL compiler and WebGPU: naga and wgpu, as in Firefox, by
 * way of the npm package `deno`. What is checked is said by src/gpu/checks/deno-main.ts.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForScript } from './lib/bundle.mjs';
import { ensureDeno } from './lib/deno.mjs';
import { ensureDependencies } from './lib/install.mjs';
import { cacheDir, root } from './lib/paths.mjs';
import { run, runMain } from './lib/run.mjs';
import { gpuEnvironment } from './lib/vulkan.mjs';

const ENTRY = 'src/gpu/checks/deno-main.ts';

/** @param {string} reason */
function skip(reason) {
  console.log(`skipped kernels on wgpu: ${reason}\n0 passed, 0 failed, 1 skipped`);
}

await runMain(async () => {
  await ensureDependencies();
  const deno = await ensureDeno();
  if (!deno) {
    skip(`the package deno has no program for ${process.platform}-${process.arch}`);
    return;
  }
  if (!existsSync(join(root, ENTRY))) throw new Error(`${ENTRY} is missing.`);
  const environment = await gpuEnvironment('lavapipe');
  const bundle = await bundleForScript(ENTRY);
  const { code } = await run(
    deno,
    ['run', '--no-prompt', '--no-config', '--no-npm', '--unstable-webgpu'].concat(
      ['--allow-env', `--allow-read=${root}`],
      bundle,
    ),
    {
      env: {
        ...environment,
        // wgpu's OpenGL back end stands in where there is no Vulkan, and knows no compute.
        ...(process.platform === 'linux' ? { DENO_WEBGPU_BACKEND: 'vulkan' } : {}),
        DENO_DIR: join(cacheDir, 'deno'),
        DENO_NO_UPDATE_CHECK: '1',
        NO_COLOR: '1',
      },
    },
  );
  process.exitCode = code;
});
