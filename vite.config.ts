/** Build, preview server and test projects. Knows no application code. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { serviceWorker } from './scripts/vite/service-worker.ts';
import { weightsFolder } from './scripts/vite/weights-folder.ts';

const WEIGHTS = resolve(import.meta.dirname, 'weights');

/** Comments and indents of shaders are for readers of the source. Lines stay where they are, so that a compiler's message still fits. */
const bareShaders: Plugin = {
  name: 'bare-shaders',
  apply: 'build',
  enforce: 'pre',
  load(id) {
    const [path = ''] = id.split('?');
    if (!path.endsWith('.wgsl')) return null;
    const text = readFileSync(path, 'utf8').replace(/[ \t]*\/\/.*$|^[ \t]+/gm, '');
    return `export default ${JSON.stringify(text)}`;
  },
};

export default defineConfig({
  base: './',
  plugins: [bareShaders, weightsFolder(WEIGHTS), serviceWorker()],
  build: {
    target: 'es2022',
    sourcemap: true,
    modulePreload: false,
    rolldownOptions: {
      // What the first load needs comes in one piece: many small ones ask and compress worse.
      // The service worker, an entry of its own, must stay apart.
      output: {
        codeSplitting: {
          groups: [{ name: 'studio', tags: ['$initial'], test: /^(?!.*\/app\/offline\/)/ }],
        },
      },
    },
  },
  worker: { format: 'es' },
  preview: { port: 4173 },
  publicDir: WEIGHTS,
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['{src,scripts}/**/*.gpu.test.ts', 'src/**/*.full.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          environment: 'node',
          include: ['{src,scripts}/**/*.gpu.test.ts'],
          testTimeout: 240_000,
          fileParallelism: true,
        },
      },
      {
        extends: true,
        test: {
          name: 'full',
          environment: 'node',
          include: ['src/**/*.full.test.ts'],
          testTimeout: 300_000,
        },
      },
    ],
  },
});
