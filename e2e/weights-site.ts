/** The studio served beside a server of weights with moods: real layout and names of VGG-16, numbers made on the fly. */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { extname, join } from 'node:path';
import { parseSafetensors } from '../src/io/index.ts';
import { serveMoody } from '../src/io/testing/moody-server.ts';
import type { Mood, MoodyServer } from '../src/io/testing/moody-server.ts';
import { vgg } from '../src/network/architectures.ts';
import { countParameters } from '../src/network/plan.ts';
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

/** A sixteenth of the channels. */
const SMALL = {
  width: 1 / 16,
  head: { kind: 'dense', classes: 1000, units: 64, map: [2, 2] },
} as const;
const SMALL_PARAMETERS = countParameters(vgg({ name: 'vgg16', ...SMALL }));
const SMALL_FEATURES =
  4 * countParameters(vgg({ name: 'vgg16', ...SMALL, head: { kind: 'none' } }));

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
  /** The list has one more VGG-16 for each of these, called `VGG-16, MOOD`. */
  moods: readonly Mood[];
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
  const small = virtualTimm('vgg16', new Map(), SMALL);
  const weights = await serveMoody({ 'vgg16.safetensors': file, 'small.safetensors': small });
  const addressOf = (mood: Mood, name: string): string =>
    `${weights.address}/${mood}/${name}.safetensors`;
  const manifest = (): unknown => {
    const written = JSON.parse(
      readFileSync(join(folder, 'manifest.json'), 'utf8'),
    ) as WrittenManifest;
    const real = written.models.find(({ id }) => id === 'vgg16') ?? {};
    // A software GPU takes ten times as long for 224 pixels.
    const input = { ...(real.input as object), defaultSize: 64 };
    const at = (mood: Mood): object => ({
      ...real,
      sources: [{ part: 'all', url: addressOf(mood, 'vgg16'), sha256: right }],
      input,
    });
    const others = site.moods.map((mood) => ({
      ...at(mood),
      id: `vgg16-${mood}`,
      name: `VGG-16, ${mood}`,
    }));
    const small = {
      ...real,
      id: 'small',
      name: 'Small VGG-16 with another checksum',
      sources: [{ part: 'all', url: addressOf('good', 'small'), sha256: '0'.repeat(64) }],
      parameters: SMALL_PARAMETERS,
      bytes: { features: SMALL_FEATURES, dense: 4 * SMALL_PARAMETERS - SMALL_FEATURES },
      input: { ...input, scoreSize: 64 },
    };
    const models = written.models.map((model) => (model === real ? at(site.mood) : model));
    return { models: [...models, ...others, small] };
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
    moods: [],
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
