/** Bundles one TypeScript entry into one file that Node or Deno can run. Knows no entry. */
import { basename, join } from 'node:path';
import { cacheDir, root } from './paths.mjs';

/**
 * Bundles an entry and all it imports, `?raw` shaders included, through the project's own Vite
 * configuration. Only `webgpu`, which loads a native library, stays outside.
 * @param {string} entry path from the root folder
 * @returns {Promise<string>} path of the bundle
 */
export async function bundleForScript(entry) {
  const { build } = await import('vite');
  const name = basename(entry).replace(/\.\w+$/, '');
  const outDir = join(cacheDir, 'scripts', name);
  await build({
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: ['webgpu'] },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: `${name}.js`, codeSplitting: false } },
    },
  });
  return join(outDir, `${name}.js`);
}
