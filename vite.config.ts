/** Build, preview server and test projects. Knows no application code. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  build: { target: 'es2022', sourcemap: true },
  preview: { port: 4173 },
  publicDir: 'weights',
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['src/**/*.gpu.test.ts', 'src/**/*.full.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          environment: 'node',
          include: ['src/**/*.gpu.test.ts'],
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
