/**
 * Brings the tensors of a model onto this disk: from a server, where what has come is kept and gone on with, or from a file
 * that is here. Compares the checksum where the whole file is there. Knows nothing of what is done with them.
 */
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { WeightsError } from '../../src/base/index.ts';
import type { Owned } from '../../src/base/index.ts';
import { KIND_BYTES, fileKind } from '../../src/io/file-kind.ts';
import {
  BlobSource,
  HttpSource,
  createHasher,
  openSafetensors,
  openWeightsFile,
} from '../../src/io/index.ts';
import type { ByteSource, HttpOptions, TensorArchive } from '../../src/io/index.ts';
import { readRange } from '../../src/io/byte-source.ts';
import type { ModelEntry, ModelFile } from '../../src/network/index.ts';
import { KeptFile } from './kept-file.ts';
import { KeptSource } from './kept-source.ts';
import { megabytes, startProgress } from './progress.ts';
import type { Surroundings } from './surroundings.ts';

/** Tensors that are all on this disk. */
export interface Obtained {
  readonly archive: Owned<TensorArchive>;
  /** Where they come from: an address or the name of a file. */
  readonly label: string;
  /** The checksum of the whole source, where it was compared and is right. */
  readonly checked: ModelFile['checksum'] | null;
  /** Lets go of what was only needed until now; `isDone`: and deletes it. */
  release(isDone: boolean): Promise<void>;
}

/** Says which of a file's tensors are wanted. Throws when the file is not the one that is wanted. */
export type Choose = (archive: TensorArchive, label: string) => readonly string[];

const DIGITS_OF_NAME = 8;

/** Fetches what is wanted of a model. Throws WeightsError, and the signal's reason; what has come stays then. */
export async function fetchModel(
  entry: ModelEntry,
  file: ModelFile,
  choose: Choose,
  around: Surroundings,
): Promise<Obtained> {
  const { url } = file;
  const { signal, screen } = around;
  const tags = new TagKeeper(around.http);
  const http = new HttpSource(url, tags.options);
  screen.line(`From ${url}`);
  const size = (await http.size(signal)) ?? file.bytes;
  if (size !== null && file.bytes !== null && size !== file.bytes) {
    const [expected, found] = [file.bytes, size];
    const message = `${url} has ${found.toString()} bytes instead of ${expected.toString()}.`;
    throw new WeightsError('weights-cut-off', message, { url, expected, found });
  }
  const mark = createHash('sha256').update(url).digest('hex').slice(0, DIGITS_OF_NAME);
  const path = join(around.downloads, `${entry.id}-${mark}.download`);
  const kept = await KeptFile.open(path, { size, tag: tags.tag });
  if (kept.bytes > 0) screen.line(`Going on: ${megabytes(kept.bytes)} MB are here already.`);
  try {
    const source = new KeptSource(url, kept, http);
    const isWhole = (await isSafetensors(source, size, signal))
      ? await fetchTensors(source, choose, around)
      : await fetchAll(source, size, around);
    const checked =
      isWhole || (size !== null && kept.has(0, size)) ? await check(kept, file, around) : null;
    const archive = await openKept(kept, url, around);
    return {
      archive,
      label: url,
      checked,
      release: async (isDone) => {
        archive.dispose();
        await (isDone ? kept.remove() : kept.close());
      },
    };
  } catch (error) {
    await (isWrongFile(error) ? kept.remove() : kept.close());
    throw error;
  }
}

/** Opens a file on this disk. It may be another than the list's, so its checksum need not be the list's either. */
export async function openLocal(
  path: string,
  { files, bytes: { features, dense } }: ModelEntry,
  around: Surroundings,
): Promise<Obtained> {
  const { signal } = around;
  const label = basename(path);
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new Error(`There is no file ${path}.`);
  const blob = await openAsBlob(path);
  const archive = await openBlob(blob, label, around);
  try {
    let checked: ModelFile['checksum'] | null = null;
    // A file of all tensors is at least as long as they are.
    const least = features + (dense ?? 0);
    for (const { bytes, checksum } of files) {
      if (checked !== null || (bytes ?? Math.max(least, blob.size)) !== blob.size) continue;
      const hex = await checksumOf(new BlobSource(blob, label), blob.size, checksum.kind, around);
      if (hex === checksum.hex) checked = checksum;
    }
    signal.throwIfAborted();
    const release = (): Promise<void> => {
      archive.dispose();
      return Promise.resolve();
    };
    return { archive, label, checked, release };
  } catch (error) {
    archive.dispose();
    throw error;
  }
}

/** Hears which version of a file a server gives. */
class TagKeeper {
  /** Of the first answer. */
  tag: string | null = null;
  readonly options: HttpOptions;

  constructor(options: HttpOptions = {}) {
    const inner = options.fetch ?? globalThis.fetch;
    this.options = {
      ...options,
      fetch: async (...request) => {
        const response = await inner(...request);
        this.tag ??= response.headers.get('etag');
        return response;
      },
    };
  }
}

async function isSafetensors(
  source: ByteSource,
  size: number | null,
  signal: AbortSignal,
): Promise<boolean> {
  const start = await readRange(source, 0, Math.min(KIND_BYTES, size ?? KIND_BYTES), signal);
  const kind = fileKind(start);
  if (kind.format !== null) return kind.format === 'safetensors';
  const { label: name } = source;
  const message = `${name} is no file of weights that can be read, but ${kind.found}.`;
  throw new WeightsError('weights-unknown-format', message, { name, found: kind.found });
}

/** The wanted tensors in the order of the file: what lies side by side is one request. Gives whether it was all. */
async function fetchTensors(
  source: KeptSource,
  choose: Choose,
  { signal, screen }: Surroundings,
): Promise<boolean> {
  const archive = await openSafetensors(source, signal);
  const wanted = new Set(choose(archive, source.label));
  const order = (archive.whole?.order ?? [...archive.tensors.keys()]).filter((n) => wanted.has(n));
  const total = order.reduce((sum, name) => sum + (archive.tensors.get(name)?.bytes ?? 0), 0);
  const progress = startProgress('Fetching', total, screen);
  source.onBytes = (bytes, isFree) => progress.add(bytes, isFree);
  const wants = order.map((name) => ({ name, offset: 0 }));
  try {
    await drain(archive.read(wants, signal), signal);
  } finally {
    source.onBytes = () => undefined;
    progress.end();
  }
  return order.length === archive.tensors.size;
}

/** Other formats are spread over the whole file. */
async function fetchAll(
  source: KeptSource,
  size: number | null,
  { signal, screen }: Surroundings,
): Promise<boolean> {
  if (size === null) {
    throw new Error(
      `${source.label} does not say how long the file is. Fetch it by other means and take it with --from FILE.`,
    );
  }
  const progress = startProgress('Fetching', size, screen);
  source.onBytes = (bytes, isFree) => progress.add(bytes, isFree);
  try {
    await drain(source.read(0, size, signal), signal);
  } finally {
    progress.end();
  }
  return true;
}

/** Reads to the end for what happens on the way. */
async function drain(pieces: AsyncGenerator, signal: AbortSignal): Promise<void> {
  try {
    while (!(await pieces.next()).done) signal.throwIfAborted();
  } finally {
    await pieces.return(undefined);
  }
}

/** Throws WeightsError `weights-checksum`. */
async function check(
  kept: KeptFile,
  { url, checksum }: ModelFile,
  around: Surroundings,
): Promise<ModelFile['checksum']> {
  const source = new KeptSource(url, kept, null);
  const found = await checksumOf(source, kept.size ?? kept.bytes, checksum.kind, around);
  if (found === checksum.hex) return checksum;
  throw new WeightsError(
    'weights-checksum',
    `The file at ${url} is not the one of the list: its checksum is ${found}, not ${checksum.hex}.`,
    { url, expected: checksum.hex, found },
  );
}

async function checksumOf(
  source: ByteSource,
  size: number,
  kind: ModelFile['checksum']['kind'],
  { signal, screen }: Surroundings,
): Promise<string> {
  const hasher = await createHasher(kind);
  const progress = startProgress('Checking', size, screen);
  try {
    for await (const bytes of source.read(0, size, signal)) {
      hasher.update(bytes);
      progress.add(bytes.length);
    }
  } finally {
    progress.end();
  }
  return hasher.digest();
}

async function openKept(
  kept: KeptFile,
  label: string,
  around: Surroundings,
): Promise<Owned<TensorArchive>> {
  const { signal } = around;
  const source = new KeptSource(label, kept, null);
  return (await isSafetensors(source, kept.size, signal))
    ? openSafetensors(source, signal)
    : openBlob(await openAsBlob(kept.path), label, around);
}

async function openBlob(
  blob: Blob,
  label: string,
  { signal, hdf5 }: Surroundings,
): Promise<Owned<TensorArchive>> {
  const start = new Uint8Array(await blob.slice(0, KIND_BYTES).arrayBuffer());
  const isHdf5 = fileKind(start).format === 'hdf5';
  return openWeightsFile(blob, label, signal, isHdf5 ? { spawnHdf5: await hdf5() } : {});
}

/** Going on with such a file would come to the same end. */
function isWrongFile(error: unknown): boolean {
  const codes = ['weights-checksum', 'weights-unknown-format', 'weights-format', 'weights-changed'];
  return error instanceof WeightsError && codes.includes(error.code);
}
