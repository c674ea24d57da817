/**
 * Opens the weights of larger networks wherever they are: kept in this browser, at a server, beside the page, in a file.
 * Reads only what describes them; loaded when first needed.
 */
import { WeightsError } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import {
  BlobSource,
  HttpSource,
  PART_BYTES,
  createHasher,
  keepingArchive,
  openSafetensors,
  openWeightsFile,
} from '../io/index.ts';
import type { ByteSource, KeptTensors, TensorArchive } from '../io/index.ts';
import { countParameters, recogniseModel } from '../network/index.ts';
import type { ModelEntry, ModelFile, RecognisedModel } from '../network/index.ts';
import { hasLayers, isFeature } from './kept-models.ts';
import type { KeptModels } from './kept-models.ts';
import { wrongChecksum } from './model-library.ts';
import type { Transfer } from './model-types.ts';

/** Weights that have said what they are. */
export interface OpenWeights {
  readonly name: string;
  readonly archive: Owned<TensorArchive>;
  readonly recognised: RecognisedModel;
  /** The entry of the list they belong to, if any. */
  readonly entry: ModelEntry | null;
  readonly from: Transfer['from'];
  /** What is kept of them in this browser, if anything is. */
  readonly kept: KeptTensors | null;
  /**
   * Compares the checksum of the whole file, where all of it has been read and it is known. Throws WeightsError
   * `weights-checksum`.
   */
  readonly check: (signal: AbortSignal) => Promise<void>;
}

/** Told when the browser can keep nothing more. */
export type Trouble = (error: unknown) => void;

/** Opens a model of the list. Throws WeightsError, and the signal's reason. */
export async function openEntry(
  entry: ModelEntry,
  base: URL,
  keeper: KeptModels,
  onTrouble: Trouble,
  signal: AbortSignal,
): Promise<OpenWeights> {
  const { name, origin } = entry;
  const file = entry.files.find(({ part }) => part === 'all') ?? entry.files[0];
  const kept = origin === 'fetched' || origin === 'brought' ? await keeper.open(entry.id) : null;
  if (origin === 'brought' && !kept) {
    throw new WeightsError('weights-brought', `${name} must be brought as a file.`, { name });
  }
  if (!file) throw new WeightsError('weights-format', `${name} has no file.`, { detail: name });
  const source = new HttpSource(new URL(file.url, base).href);
  const open = (until: AbortSignal): Promise<Owned<TensorArchive>> =>
    openSafetensors(source, until);
  const canFetch = origin !== 'brought';
  if (kept) {
    const from = hasLayers(kept, isFeature) ? 'storage' : 'network';
    const parts = { kept, open: canFetch ? open : null, onTrouble, name };
    return described(entry, file, keepingArchive(parts), kept, from);
  }
  const archive = await open(signal);
  const fresh = origin === 'fetched' ? await keeper.create(entry.id, archive, onTrouble) : null;
  if (!fresh) return described(entry, file, archive, null, 'network');
  // What was opened to look at it is the source as well.
  const parts = { kept: fresh, open: () => Promise.resolve(archive), onTrouble, name };
  return described(entry, file, keepingArchive(parts), fresh, 'network');
}

/** Opens a file that the person brought. Throws WeightsError, and the signal's reason. */
export async function openBrought(
  file: File,
  entries: readonly ModelEntry[],
  keeper: KeptModels,
  onTrouble: Trouble,
  signal: AbortSignal,
): Promise<OpenWeights> {
  const archive = await openWeightsFile(file, file.name, signal);
  try {
    const recognised = recogniseModel(archive);
    const match = await entryOfFile(file, entries, signal);
    if (!match) {
      const check = (): Promise<void> => Promise.resolve();
      return { name: file.name, archive, recognised, entry: null, from: 'file', kept: null, check };
    }
    // It is a file of the list: from now on this browser has that model.
    await keeper.forget(match.entry.id);
    const kept = await keeper.create(match.entry.id, archive, onTrouble);
    const name = match.entry.name;
    const parts = kept && { kept, open: () => Promise.resolve(archive), onTrouble, name };
    const keeping = parts ? keepingArchive(parts) : archive;
    const check = (): Promise<void> => Promise.resolve();
    return { name, archive: keeping, recognised, entry: match.entry, from: 'file', kept, check };
  } catch (error) {
    archive.dispose();
    throw error;
  }
}

/** Opens what lies at an address, without keeping it. Throws WeightsError, and the signal's reason. */
export async function openAddress(url: URL, signal: AbortSignal): Promise<OpenWeights> {
  const name = url.pathname.split('/').pop() ?? url.href;
  const archive = await openSafetensors(new HttpSource(url.href), signal);
  const check = (): Promise<void> => Promise.resolve();
  const recognised = recogniseModel(archive);
  return { name, archive, recognised, entry: null, from: 'network', kept: null, check };
}

function described(
  entry: ModelEntry,
  file: ModelFile,
  archive: Owned<TensorArchive>,
  kept: KeptTensors | null,
  from: OpenWeights['from'],
): OpenWeights {
  try {
    const recognised = recogniseModel(archive);
    expectListed(entry, recognised);
    const check = async (signal: AbortSignal): Promise<void> => {
      if (kept && entry.origin === 'fetched') await checkWhole(entry.name, file, kept, signal);
    };
    return { name: entry.name, archive, recognised, entry, from, kept, check };
  } catch (error) {
    archive.dispose();
    throw error;
  }
}

/** The file must be the network that the list names, tensor by tensor and in size. */
function expectListed(entry: ModelEntry, recognised: RecognisedModel): void {
  const { architecture, sources, width, layers, head } = recognised;
  const features = entry.bytes.features / Float32Array.BYTES_PER_ELEMENT;
  const isSame =
    architecture === entry.architecture &&
    countParameters(layers) === (head.kind === 'none' ? features : entry.parameters) &&
    [...(entry.tensors ?? [])].every(([layer, [weight, bias]]) => {
      const source = sources.get(layer);
      // A file without the dense layers is a part of the same network.
      return !source || (source.weight.name === weight && source.bias === bias);
    });
  if (isSame) return;
  throw new WeightsError('weights-unrecognised', `This is not ${entry.name}.`, {
    found: `${architecture}, ${String(width)}`,
    expected: entry.name,
  });
}

/** Computes the checksum of the file from what is kept of it, if all of it is. */
async function checkWhole(
  name: string,
  { checksum }: ModelFile,
  kept: KeptTensors,
  signal: AbortSignal,
): Promise<void> {
  const { whole } = kept.contents;
  if (!whole?.order.every((tensor) => kept.has(tensor))) return;
  const hasher = await createHasher(checksum.kind);
  hasher.update(whole.head);
  const memory = new Uint8Array(PART_BYTES);
  for (const tensor of whole.order) {
    for (let part = 0; part < kept.partsOf(tensor); part += 1) {
      signal.throwIfAborted();
      const bytes = await kept.readPart(tensor, part, memory);
      if (!bytes) throw new WeightsError('weights-damaged', `${name} is damaged.`, { name });
      hasher.update(bytes);
    }
  }
  const found = hasher.digest();
  if (found !== checksum.hex) throw wrongChecksum(name, checksum.hex, found);
}

/** The entry whose checksum a file has; only files of the right size are read through. */
async function entryOfFile(
  file: File,
  entries: readonly ModelEntry[],
  signal: AbortSignal,
): Promise<{ readonly entry: ModelEntry } | null> {
  const isHdf5 = /\.(h5|hdf5)$/i.test(file.name);
  const candidates = entries.flatMap((entry) =>
    entry.files
      .filter(({ bytes, checksum }) => (bytes ?? file.size) === file.size && checksum.hex !== '')
      .map(({ checksum }) => ({ entry, checksum })),
  );
  const wanted = candidates.filter(
    ({ checksum, entry }) => entry.origin !== 'shipped' && isHdf5 === (checksum.kind === 'md5'),
  );
  const [first] = wanted;
  if (!first) return null;
  const found = await digestOf(new BlobSource(file, file.name), first.checksum.kind, signal);
  return wanted.find(({ checksum }) => checksum.hex === found) ?? null;
}

async function digestOf(
  source: ByteSource,
  kind: ModelFile['checksum']['kind'],
  signal: AbortSignal,
): Promise<string> {
  const hasher = await createHasher(kind);
  const size = (await source.size(signal)) ?? 0;
  for await (const bytes of source.read(0, size, signal)) hasher.update(bytes);
  return hasher.digest();
}
