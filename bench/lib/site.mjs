/**
 * Builds and serves a page of the bench, isolated so that WASM may use threads, with the published files of the peers beside
 * it. Knows no contender.
 */
import { createReadStream, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { build, preview } from 'vite';
import { cacheDir, root } from '../../scripts/lib/paths.mjs';

const PORT = 4188;
const FOLDERS = {
  '/peers/': join(root, 'bench', 'node_modules'),
  '/weights/': join(root, 'weights'),
};
const TYPES = /** @type {Record<string, string>} */ ({
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
});
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * @param {string} prefix
 * @param {string} folder
 * @returns {import('vite').Connect.NextHandleFunction}
 */
function files(prefix, folder) {
  return (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith(prefix)) {
      next();
      return;
    }
    const path = normalize(join(folder, decodeURIComponent(pathname.slice(prefix.length))));
    const stats = path.startsWith(folder) ? statSync(path, { throwIfNoEntry: false }) : undefined;
    if (!stats?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      ...ISOLATED,
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Content-Length': stats.size,
    });
    createReadStream(path).pipe(response);
  };
}

/**
 * @param {'forward' | 'dreams'} page folder of the page below `bench/`
 * @returns {Promise<{ address: string; close: () => Promise<void> }>}
 */
export async function serveBench(page) {
  const outDir = join(cacheDir, `bench-${page}`);
  const config = /** @type {const} */ ({
    root,
    configFile: false,
    publicDir: false,
    worker: { format: 'es' },
    logLevel: 'warn',
  });
  await build({
    ...config,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: join(root, 'bench', page, 'index.html') },
    },
  });
  const server = await preview({
    ...config,
    build: { outDir },
    preview: { host: 'localhost', port: PORT, headers: ISOLATED },
    plugins: [
      {
        name: 'bench-files',
        configurePreviewServer: ({ middlewares }) => {
          for (const [prefix, folder] of Object.entries(FOLDERS)) {
            middlewares.use(files(prefix, folder));
          }
        },
      },
    ],
  });
  const [address] = server.resolvedUrls?.local ?? [];
  if (!address) throw new Error('The server has no address.');
  return {
    address: new URL(`bench/${page}/`, address).href,
    close: () => server.close(),
  };
}
