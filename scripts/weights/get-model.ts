/** Puts one model of the list into `weights/local/`: obtained, checked, converted, with an entry for the page. */
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createHasher, JsonValue } from '../../src/io/index.ts';
import type { TensorArchive } from '../../src/io/index.ts';
import { convertModel, recogniseModel } from '../../src/network/index.ts';
import type {
  Conversion,
  ConvertOptions,
  ModelEntry,
  ModelFile,
  RecognisedModel,
} from '../../src/network/index.ts';
import { fetchModel, openLocal } from './obtain.ts';
import type { Obtained } from './obtain.ts';
import { UsageError } from './options.ts';
import type { GetWish } from './options.ts';
import { megabytes, startProgress } from './progress.ts';
import type { Surroundings } from './surroundings.ts';

type Part = ConvertOptions['part'];

/** Below `weights/`, as the page and `scripts/vite` have it. */
const LOCAL_FOLDER = 'local';
/** Of a whole network. */
const BLOCKS = 5;

/** What is known of a model that is here. */
export interface LocalModel {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly parameters: number;
}

/** Fulfils the wish. Throws UsageError, WeightsError, what the disk throws, and the signal's reason. */
export async function getModel(
  wish: GetWish,
  entry: ModelEntry,
  around: Surroundings,
): Promise<void> {
  if (entry.origin === 'shipped') {
    throw new UsageError(`${entry.name} comes with the studio; there is nothing to fetch.`);
  }
  const part: Part = wish.dense ? 'all' : 'features';
  const { screen } = around;
  if (wish.from === null && wish.url === null && (await isHereAlready(entry, part, around))) return;

  screen.line(`${entry.name}, ${part === 'all' ? 'with' : 'without'} its dense layers`);
  const choose = (archive: TensorArchive, label: string): readonly string[] =>
    plan(archive, entry, part, label).wanted;
  const file = fileFor(entry, part, wish.url);
  const obtained =
    wish.from === null
      ? await fetchModel(entry, file, choose, around)
      : await openLocal(wish.from, entry, around);
  let isDone = false;
  try {
    await write(obtained, entry, part, around);
    isDone = true;
  } finally {
    await obtained.release(isDone);
  }
}

/** The model as it is here, or null. */
export async function localModel(
  id: string,
  { weights }: Pick<Surroundings, 'weights'>,
): Promise<LocalModel | null> {
  const path = join(weights, LOCAL_FOLDER, `${id}.safetensors`);
  try {
    const text = await readFile(join(weights, LOCAL_FOLDER, `${id}.json`), 'utf8');
    const entry = new JsonValue(JSON.parse(text), id);
    const model = {
      path,
      bytes: entry.field('bytes').count(),
      sha256: entry.field('sha256').text(),
      parameters: entry.field('parameters').count(),
    };
    return (await stat(path)).size === model.bytes ? model : null;
  } catch {
    return null;
  }
}

async function isHereAlready(
  entry: ModelEntry,
  part: Part,
  around: Surroundings,
): Promise<boolean> {
  const here = await localModel(entry.id, around);
  if (!here || (part === 'all' && here.parameters < entry.parameters)) return false;
  const hasher = await createHasher('sha256');
  for await (const bytes of createReadStream(here.path)) {
    around.signal.throwIfAborted();
    hasher.update(bytes as Uint8Array);
  }
  if (hasher.digest() !== here.sha256) {
    around.screen.line(`${here.path} is damaged; it is made anew.`);
    return false;
  }
  around.screen.line(`${entry.name} is here already: ${here.path}`);
  return true;
}

/** The smallest file that has the part. */
function fileFor({ files, name }: ModelEntry, part: Part, url: string | null): ModelFile {
  const file = files.find((one) => one.part === part) ?? files.find((one) => one.part === 'all');
  if (!file) throw new Error(`The list has no file for ${name}.`);
  return url === null ? file : { ...file, url };
}

/** What is to be written, if the archive holds the model. */
function plan(
  archive: TensorArchive,
  entry: ModelEntry,
  part: Part,
  label: string,
  more: Readonly<Record<string, string>> = {},
): Conversion & { readonly model: RecognisedModel } {
  const model = recogniseModel(archive);
  const { architecture, input, head, blocks } = model;
  if (architecture !== entry.architecture) {
    throw new Error(`${label} holds ${architecture}, but ${entry.id} is ${entry.architecture}.`);
  }
  if (inRgb(input) !== inRgb(entry.input)) {
    throw new Error(
      `${label} wants its pictures as ${inRgb(input)}, but ${entry.id} as ${inRgb(entry.input)}: it is another network.`,
    );
  }
  if (blocks < BLOCKS) {
    throw new Error(`${label} has only ${blocks.toString()} of the ${BLOCKS.toString()} blocks.`);
  }
  if (part === 'all' && head.kind === 'none') {
    throw new Error(`${label} has no dense layers. Leave --dense out, or take another file.`);
  }
  const metadata = { classes: entry.classes, ...more };
  return { ...convertModel(archive, model, { part, metadata }), model };
}

/** Mean and range, whichever way round the colours are. */
function inRgb({ order, range, mean, std }: RecognisedModel['input']): string {
  const turn = (three: readonly number[]): string =>
    (order === 'RGB' ? [...three] : [...three].reverse()).join(', ');
  return `${range} minus (${turn(mean)}), divided by (${turn(std)})`;
}

async function write(
  { archive, label, checked }: Obtained,
  entry: ModelEntry,
  part: Part,
  around: Surroundings,
): Promise<void> {
  const { screen } = around;
  const conversion = plan(archive, entry, part, label, {
    source: label,
    ...(checked && { [checked.kind]: checked.hex }),
  });
  const folder = join(around.weights, LOCAL_FOLDER);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${entry.id}.safetensors`);
  const sha256 = await writeWeights(`${path}.part`, conversion, around);
  await rename(`${path}.part`, path);
  const { id, name, architecture, classes, licence, citation, accuracy } = entry;
  const local = {
    ...{ id, name, architecture, file: `${LOCAL_FOLDER}/${id}.safetensors` },
    ...{ bytes: conversion.bytes, sha256, parameters: conversion.parameters },
    input: { ...entry.input, ...conversion.model.input },
    ...{ classes, licence, citation },
    // They are those of the scores.
    accuracy: part === 'all' ? accuracy : [],
  };
  const entryPath = join(folder, `${id}.json`);
  await writeFile(`${entryPath}.new`, `${JSON.stringify(local, null, 2)}\n`);
  await rename(`${entryPath}.new`, entryPath);

  screen.line(
    `${name} is in ${relative(process.cwd(), path)} (${megabytes(conversion.bytes)} MB).`,
  );
  screen.line(
    checked
      ? `The ${checked.kind === 'md5' ? 'MD5' : 'SHA-256'} of its source is the one of the list.`
      : 'Its source was not compared with the checksum of the list: that takes the whole of the very same file.',
  );
  screen.line(
    'Run `npm start` and choose it in the list of networks; it needs no network any more.',
  );
}

/** Writes the file and gives its SHA-256; nothing is left of it if that fails. */
async function writeWeights(
  path: string,
  conversion: Conversion,
  { signal, screen }: Surroundings,
): Promise<string> {
  const hasher = await createHasher('sha256');
  const progress = startProgress('Converting', conversion.bytes, screen);
  const file = await open(path, 'w');
  try {
    for await (const bytes of conversion.write(signal)) {
      signal.throwIfAborted();
      hasher.update(bytes);
      await file.write(bytes);
      progress.add(bytes.length);
    }
    await file.close();
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  } finally {
    progress.end();
  }
  return hasher.digest();
}
