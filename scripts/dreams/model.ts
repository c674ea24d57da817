/** Finds a network on this disk by its id or the path of its file, and brings it to the GPU. Fetches nothing. */
import { createReadStream, existsSync, openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Owned } from '../../src/base/index.ts';
import type { Gpu } from '../../src/gpu/index.ts';
import type { DreamSubject } from '../../src/insight/dream/index.ts';
import { KIND_BYTES, fileKind } from '../../src/io/file-kind.ts';
import { createHasher, openWeightsFile } from '../../src/io/index.ts';
import {
  Network,
  feedNetwork,
  readLocalModels,
  readManifest,
  recogniseModel,
} from '../../src/network/index.ts';
import type { ModelEntry } from '../../src/network/index.ts';
import { sizesOf } from '../../src/session/model-facts.ts';
import { LOCAL_FOLDER } from '../vite/local-models.ts';
import { UsageError } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** A file of weights. */
export interface ModelOnDisk {
  readonly id: string;
  readonly path: string;
  readonly sha256: string;
  /** Null for a file of which nothing else is known. */
  readonly entry: ModelEntry | null;
}

/** Finds it and computes its checksum. Throws UsageError, WeightsError, and what the disk throws. */
export async function findModel(
  word: string,
  { weights, signal }: Pick<Surroundings, 'weights' | 'signal'>,
): Promise<ModelOnDisk> {
  const entries = readManifest(JSON.parse(await readFile(join(weights, 'manifest.json'), 'utf8')));
  const listed = entries.find(({ id }) => id === word) ?? null;
  const local = await localEntry(word, weights);
  const entry = local ?? listed;
  const [file] = entry?.files ?? [];
  if (entry && file && entry.origin !== 'fetched') {
    const path = join(weights, file.url);
    const sha256 = await sha256OfFile(path, signal);
    if (file.checksum.kind === 'sha256' && sha256 !== file.checksum.hex) {
      throw new Error(`${path} is damaged: its SHA-256 is not the one of the list.`);
    }
    return { id: entry.id, path, sha256, entry };
  }
  if (entry) {
    throw new UsageError(`${word} is not here; npm run weights -- ${word} --dense fetches it.`);
  }
  if (existsSync(word)) {
    const id = basename(word, extname(word)).replace(/[^\w.-]+/g, '-');
    return { id, path: word, sha256: await sha256OfFile(word, signal), entry: null };
  }
  const known = entries.map(({ id }) => id).join(', ');
  throw new UsageError(`There is no model and no file ${word}; there are ${known}.`);
}

/** Puts its weights onto the GPU. Throws WeightsError, OutOfMemoryError, and the signal's reason. */
export async function loadSubject(
  gpu: Gpu,
  { path, entry }: ModelOnDisk,
  { signal, hdf5 }: Pick<Surroundings, 'signal' | 'hdf5'>,
): Promise<{ readonly subject: DreamSubject; readonly network: Owned<Network> }> {
  const blob = await openAsBlob(path);
  const start = new Uint8Array(await blob.slice(0, KIND_BYTES).arrayBuffer());
  const isHdf5 = fileKind(start).format === 'hdf5';
  const options = isHdf5 ? { spawnHdf5: await hdf5() } : {};
  const archive = await openWeightsFile(blob, basename(path), signal, options);
  try {
    const recognised = recogniseModel(archive);
    const network = new Network(gpu, recognised.layers);
    try {
      const { sources, input: spec } = recognised;
      await feedNetwork(gpu, network, { archive, sources, precision: 'f32', signal });
      const sizes = entry?.input ?? sizesOf(recognised, null);
      const denseSize = sizes.scoreSize ?? sizes.defaultSize;
      const trainSize = entry?.input.trainSize ?? sizes.defaultSize;
      return { subject: { network, spec, denseSize, trainSize }, network };
    } catch (error) {
      network.dispose();
      throw error;
    }
  } finally {
    archive.dispose();
  }
}

async function localEntry(id: string, weights: string): Promise<ModelEntry | null> {
  const path = join(weights, LOCAL_FOLDER, `${id}.json`);
  if (!existsSync(path)) return null;
  const [entry] = readLocalModels({
    models: [JSON.parse(await readFile(path, 'utf8')) as unknown],
  });
  return entry ?? null;
}

async function sha256OfFile(path: string, signal: AbortSignal): Promise<string> {
  const hasher = await createHasher('sha256');
  for await (const bytes of createReadStream(path)) {
    signal.throwIfAborted();
    hasher.update(bytes as Uint8Array);
  }
  return hasher.digest();
}
