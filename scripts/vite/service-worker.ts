/** Builds the service worker, `sw.js` beside the page, and tells it which files there are. Knows nothing of what it does with them. */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import type { BuildFile, BuildList, FileKind } from '../../src/app/offline/build-list.ts';
import { GALLERY_LIST } from './galleries.ts';
import { LOCAL_FOLDER, LOCAL_LIST } from './local-models.ts';

const WORKER_FILE = 'sw.js';
const ENTRY = '/src/app/offline/service-worker.ts';
/** The name in the worker's source for which the list is put. */
const LIST_NAME = 'KAWASEMI_BUILD';

const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/;
/** No part of the page: maps for debuggers, texts for readers of the folder, and the worker. */
const NOT_OF_THE_PAGE = /(\.map|\.md|^gallery\.html|^sw\.js)$/;
/** What is larger, and loaded only when wanted, can wait. */
const LATE_CHUNK_BYTES = 1_000_000;
const VERSION_DIGITS = 16;
const MANIFEST = 'manifest.json';
/** Pictures that can be grown anew, by model. */
const GALLERY = /^dreams\/([^/]+)\//;

/** The plugin; does nothing but in a build of the page. */
export function serviceWorker(): Plugin {
  let entry = '';
  return {
    name: 'service-worker',
    apply: ({ build }, { command }) => command === 'build' && !build?.ssr,
    enforce: 'post',
    configResolved({ root }) {
      entry = root + ENTRY;
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: entry, fileName: WORKER_FILE });
    },
    // The last word: the page's HTML is made in this step too.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[WORKER_FILE];
        if (worker?.type !== 'chunk') throw new Error(`The build has no ${WORKER_FILE}.`);
        if (worker.imports.length > 0) {
          throw new Error(
            `${WORKER_FILE} imports ${worker.imports.join(', ')}; it must be one file.`,
          );
        }
        const manifest = bundle[MANIFEST];
        const shipped = shippedModels(manifest?.type === 'asset' ? manifest.source : '{}');
        const files = Object.values(bundle).flatMap((file) => {
          const content = file.type === 'chunk' ? file.code : file.source;
          return isOfThePage(file.fileName, shipped) ? [describe(file.fileName, content)] : [];
        });
        const parts = worker.code.split(LIST_NAME);
        if (parts.length !== 2) throw new Error(`${WORKER_FILE} must name ${LIST_NAME} once.`);
        worker.code = parts.join(JSON.stringify(listOf(files)));
      },
    },
  };
}

function listOf(files: readonly BuildFile[]): BuildList {
  const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const version = sha256(JSON.stringify(inOrder)).slice(0, VERSION_DIGITS);
  return { version, files: inOrder };
}

/** Ids of the models whose weights come with the page. */
function shippedModels(manifest: string | Uint8Array): ReadonlySet<string> {
  const { models = [] } = JSON.parse(Buffer.from(manifest).toString('utf8')) as {
    readonly models?: readonly { readonly id: string; readonly file?: string }[];
  };
  return new Set(models.filter(({ file }) => file !== undefined).map(({ id }) => id));
}

/** Models of one machine may be large, and so may their galleries. */
function isOfThePage(path: string, shipped: ReadonlySet<string>): boolean {
  const [, model] = GALLERY.exec(path) ?? [];
  const isOthers = model !== undefined && !shipped.has(model);
  return !NOT_OF_THE_PAGE.test(path) && !path.startsWith(`${LOCAL_FOLDER}/`) && !isOthers;
}

function describe(path: string, content: string | Uint8Array): BuildFile {
  const kind = kindOf(path, Buffer.byteLength(content));
  return { path, kind, sha256: kind === 'live' ? '' : sha256(content) };
}

function kindOf(path: string, bytes: number): FileKind {
  if (path === LOCAL_LIST || path === GALLERY_LIST) return 'live';
  if (GALLERY.test(path)) return 'late';
  if (HASHED.test(path)) return bytes > LATE_CHUNK_BYTES ? 'late' : 'hashed';
  return 'plain';
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
