/**
 * A thread that reads HDF5, for Node: src/io/hdf5-service.ts in a worker thread. The file may be any blob; the thread asks
 * for parts of it and sleeps until they lie in memory that both share.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { root } from './paths.mjs';

const ENTRY = 'scripts/lib/hdf5-thread-main.mjs';
/** Parts of a file are handed over in this much memory. */
const WINDOW_BYTES = 2 ** 20;
/** Before the window: what the thread waits for. */
const HEAD_BYTES = 8;
const DONE = 1;
const FAILED = 2;

/**
 * Prepares the thread's program. What comes back starts a thread.
 * @returns {Promise<import('../../src/io/hdf5-protocol.ts').SpawnHdf5Thread>}
 */
export async function hdf5Threads() {
  const program = new URL(`data:text/javascript,${encodeURIComponent(await bundle())}`);
  return () => spawn(program);
}

/** The thread's own few files in one text; h5wasm stays where it is. */
async function bundle() {
  const { build } = await import('vite');
  const h5wasm = createRequire(join(root, 'package.json')).resolve.paths('h5wasm')?.[0] ?? '';
  const library = pathToFileURL(join(h5wasm, 'h5wasm/dist/esm/hdf5_hl.js')).href;
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      {
        name: 'h5wasm-by-address',
        enforce: 'pre',
        resolveId: (id) => (id === 'h5wasm' ? { id: library, external: true } : null),
      },
    ],
    build: { ssr: ENTRY, write: false, minify: false },
  });
  const output = 'output' in built ? built.output : [];
  const chunk = output.find((file) => file.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error(`${ENTRY} could not be bundled.`);
  return chunk.code;
}

/**
 * @param {URL} program
 * @returns {import('../../src/io/hdf5-protocol.ts').Hdf5Thread}
 */
function spawn(program) {
  const shared = new SharedArrayBuffer(HEAD_BYTES + WINDOW_BYTES);
  const state = new Int32Array(shared, 0, 1);
  const worker = new Worker(program, { workerData: { shared, headBytes: HEAD_BYTES } });
  worker.unref();
  /** @type {Blob | null} */
  let file = null;
  /** @param {{ begin: number, end: number }} part */
  const hand = async ({ begin, end }) => {
    try {
      const bytes = await file?.slice(begin, end).arrayBuffer();
      if (bytes?.byteLength !== end - begin) throw new Error('The file is shorter.');
      new Uint8Array(shared, HEAD_BYTES).set(new Uint8Array(bytes));
      Atomics.store(state, 0, DONE);
    } catch {
      Atomics.store(state, 0, FAILED);
    }
    Atomics.notify(state, 0);
  };
  return {
    listen: (onAnswer, onBroken) => {
      worker.on('message', (message) =>
        message.kind === 'fetch' ? void hand(message) : onAnswer(message),
      );
      worker.on('error', onBroken);
    },
    send: (request) => {
      if (request.kind === 'read') {
        worker.postMessage(request, [request.used]);
        return;
      }
      ({ file } = request);
      worker.postMessage({ ...request, file: file.size });
    },
    end: () => void worker.terminate(),
  };
}
