/**
 * What lies in `weights/` goes with the page: into a build, and over the servers of Vite. The models of this machine
 * (`weights/local/`) may be large, so a server gives them from where they lie, and only a build for elsewhere copies them.
 */
import { copyFileSync, constants, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { GALLERY_LIST, readGalleries } from './galleries.ts';
import { LOCAL_FOLDER, LOCAL_LIST, localModelsUse, readLocalModels } from './local-models.ts';
import type { LocalModels, LocalModelsUse } from './local-models.ts';
import { sendFile } from './send-file.ts';

const WEIGHTS_FILE = new RegExp(`/(?:(${LOCAL_FOLDER})/)?([\\w.-]+\\.safetensors)$`);
const NO_MODELS: LocalModels = { models: [], complaints: [] };
const OK = 200;

/** Plugins that give the page the folder at `weights`. */
export function weightsFolder(weights: string): Plugin[] {
  return [inBuild(weights), onServer(weights)];
}

function inBuild(weights: string): Plugin {
  const local = join(weights, LOCAL_FOLDER);
  return {
    name: 'weights-in-build',
    apply: ({ build }, { command }) => command === 'build' && !build?.ssr,
    config: () => ({ build: { copyPublicDir: false } }),
    buildStart() {
      for (const path of filesBelow(weights)) {
        this.emitFile({ type: 'asset', fileName: path, source: readFileSync(join(weights, path)) });
      }
      const { models, complaints } = takenIn(local);
      complaints.forEach((complaint) => this.warn(complaint));
      for (const [fileName, list] of [
        [LOCAL_LIST, { models }],
        [GALLERY_LIST, readGalleries(weights)],
      ] as const) {
        this.emitFile({ type: 'asset', fileName, source: JSON.stringify(list) });
      }
    },
    writeBundle({ dir }) {
      if (dir === undefined) return;
      for (const { file } of takenIn(local).models) {
        const target = join(dir, file);
        mkdirSync(dirname(target), { recursive: true });
        // A clone takes no room and no time where the file system knows how.
        copyFileSync(join(weights, file), target, constants.COPYFILE_FICLONE);
      }
    },
  };
}

function onServer(weights: string): Plugin {
  return {
    name: 'weights-on-server',
    apply: 'serve',
    configureServer: ({ middlewares }) => {
      middlewares.use(answerFrom(weights, weights));
    },
    configurePreviewServer: ({ middlewares, config }) => {
      middlewares.use(answerFrom(resolve(config.root, config.build.outDir), weights));
    },
  };
}

/**
 * Answers for weights before Vite does: it would pack them, and a browser cannot cut a range out of what it keeps packed. The
 * folder of local models is read at each request, so that what the command line adds is there after a reload.
 */
function answerFrom(served: string, weights: string) {
  const local = join(weights, LOCAL_FOLDER);
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const isOff = localModelsUse() === 'off';
    const [, folder, file] = WEIGHTS_FILE.exec(pathname) ?? [];
    if (pathname.endsWith(`/${LOCAL_LIST}`)) {
      const { models } = isOff ? NO_MODELS : readLocalModels(local);
      sendList(response, { models });
    } else if (pathname.endsWith(`/${GALLERY_LIST}`)) sendList(response, readGalleries(served));
    else if (file === undefined) next();
    else if (folder === undefined) sendFile(request, response, join(served, file));
    else sendFile(request, response, isOff ? '' : join(local, file));
  };
}

function sendList(response: ServerResponse, list: object): void {
  response
    .writeHead(OK, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' })
    .end(JSON.stringify(list));
}

function takenIn(local: string, use: LocalModelsUse = localModelsUse()): LocalModels {
  return use === 'on' ? readLocalModels(local) : NO_MODELS;
}

/** Paths below a folder, with `/` on every system; hidden files and the models of this machine left out. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.startsWith(`${LOCAL_FOLDER}/`))
    .sort();
}
