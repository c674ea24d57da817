/**
 * `npm start`: installs what is missing, builds the studio and serves it on this machine only.
 * Options: --port N (default 4173), --strict (fail if the port is taken), --out FOLDER.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { runMain } from './lib/run.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4173' },
      strict: { type: 'boolean', default: false },
      out: { type: 'string', default: 'dist' },
    },
  });
  await ensureDependencies();
  // Models of this machine may be large: they are served from where they lie.
  process.env.KAWASEMI_LOCAL_MODELS ??= 'serve';
  const { build, preview } = await import('vite');
  const outDir = resolve(root, values.out);
  console.log('Building the studio ...');
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: 'warn',
    build: { outDir },
    preview: {
      host: 'localhost',
      port: Number(values.port),
      strictPort: values.strict,
      open: false,
    },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  console.log(`\nKawasemi is at http://localhost:${address.port}\nPress Ctrl+C to stop it.`);
});
