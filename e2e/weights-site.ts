/** The studio served beside a server of weights with moods: real layout and names of VGG-16, numbers made on the fly. */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { extname, join } from 'node:path';
import { parseSafetensors } from '../src/io/index.ts';
import { serveMoody } from '../src/io/testing/moody-server.ts';
import type { Mood, MoodyServer } from '../src/io/testing/moody-server.ts';
import { sharedPath } from '../src/network/testing/shared-data.ts';
import { virtualTimm } from '../src/network/testing/virtual-weights.ts';
import type { VirtualFile } from '../src/network/testing/virtual-weights.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
  '.wasm': 'application/wasm',
};
const REAL_BLOCKS = 'models/vgg16-blocks1to3.safetensors';
const STEP = 16 * 2 ** 20;

/** A manifest as it is written in the file. */
interface WrittenManifest {
  readonly models: Record<string, unknown>[];
}

/** Both servers. */
export interface WeightsSite {
  /** The page; its networks come from the server of weights. */
  readonly page: string;
  readonly weights: MoodyServer;
  readonly file: VirtualFile;
  /** The mood of the server that the list leads to, from the next load of the page on. */
  mood: Mood;
  /** Checksum that the list names; the right one when null. */
  sha256: string | null;
  stop(): Promise<void>;
}

/** The first seven convolutions of the real VGG-16 where the test data is there; else all numbers are seeded. */
function realTensors(): ReadonlyMap<string, Float32Array> {
  const path = sharedPath(REAL_BLOCKS);
  if (!existsSync(path)) return new Map();
  const bytes = readFileSync(path);
  const { buffer, byteOffset, byteLength } = bytes;
  const { tensors } = parseSafetensors(buffer.slice(byteOffset, byteOffset + byteLength));
  return new Map([...tensors].map(([name, tensor]) => [name, tensor.values()]));
}

function checksumOf(file: VirtualFile): string {
  const hash = createHash('sha256');
  for (let at = 0; at < file.size; at += STEP) {
    hash.update(file.read(at, Math.min(file.size, at + STEP)));
  }
  return hash.digest('hex');
}

/** Serves the build in `folder` at one free port and VGG-16 at another. */
export async function serveWeightsSite(folder: string): Promise<WeightsSite> {
  const file = virtualTimm('vgg16', realTensors());
  const right = checksumOf(file);
  const weights = await serveMoody({ 'vgg16.safetensors': file });
  const manifest = (): unknown => {
    const written = JSON.parse(
      readFileSync(join(folder, 'manifest.json'), 'utf8'),
    ) as WrittenManifest;
    const url = `${weights.address}/${site.mood}/vgg16.safetensors`;
    const models = written.models.map((model) =>
      model.id === 'vgg16'
        ? {
            ...model,
            sources: [{ part: 'all', url, sha256: site.sha256 ?? right }],
            // A software GPU takes ten times as long for 224 pixels.
            input: { ...(model.input as object), defaultSize: 64 },
          }
        : model,
    );
    return { models };
  };
  const pages = await serveMoody({}, (path, response) => {
    if (path === '/manifest.json') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(manifest()));
    } else sendFile(join(folder, path === '/' ? 'index.html' : path), response);
  });
  const site: WeightsSite = {
    page: pages.address,
    weights,
    file,
    mood: 'good',
    sha256: null,
    stop: async () => {
      await Promise.all([pages.stop(), weights.stop()]);
    },
  };
  return site;
}

function sendFile(path: string, response: ServerResponse): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
  createReadStream(path).pipe(response);
}
