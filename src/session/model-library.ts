/** The networks one can choose, and how a small one is brought to the GPU at once. Larger ones: see model-source. */
import { WeightsError } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import { fetchWeights, parseSafetensors, sha256Of } from '../io/index.ts';
import type { InputSpec } from '../math/index.ts';
import {
  Network,
  readClassNames,
  readLocalModels,
  readManifest,
  recogniseOwn,
} from '../network/index.ts';
import type { ModelEntry } from '../network/index.ts';
import { fetchJson } from './fetch-json.ts';
import type { Bilingual, ModelSummary } from './types.ts';

/** Sizes of square inputs, in pixels. */
export interface ModelSizes {
  readonly defaultSize: number;
  readonly sizes: readonly number[];
  /** Where class scores are read; null: at whatever size is shown. */
  readonly scoreSize: number | null;
}

/** A network with its weights on the GPU, or on their way there. */
export interface LoadedModel extends Disposable {
  readonly summary: ModelSummary;
  readonly network: Network;
  readonly spec: InputSpec;
  readonly input: ModelSizes;
  /** In the order of the outputs; null where the names are not known. */
  readonly classes: readonly Bilingual[] | null;
  /** What its file says of itself, where it comes from one that is in no list. */
  readonly metadata?: ReadonlyMap<string, string>;
  /** Bytes of the dense layers, where they can be fetched; null where they are there or cannot. */
  readonly denseBytes: number | null;
}

const MANIFEST_FILE = 'manifest.json';
/** Models of this machine, which the command line put beside the page. */
const LOCAL_FILE = 'local.json';
/** Files up to this size are fetched whole before anything is shown. */
const SMALL_BYTES = 8_000_000;
/** The list of models below one address. */
export class ModelLibrary {
  readonly base: URL;
  readonly entries: readonly ModelEntry[];

  private constructor(base: URL, entries: readonly ModelEntry[]) {
    this.base = base;
    this.entries = entries;
  }

  /** Reads the lists below `base`: what comes with the studio, and what this machine has. Throws WeightsError. */
  static async open(base: URL): Promise<ModelLibrary> {
    const [shipped, local] = await Promise.all([
      fetchJson(new URL(MANIFEST_FILE, base)).then(readManifest),
      fetchJson(new URL(LOCAL_FILE, base)).then(readLocalModels),
    ]);
    const own = new Map(local.map((entry) => [entry.id, entry]));
    const entries = shipped.map((entry) => own.get(entry.id) ?? entry);
    const known = new Set(shipped.map(({ id }) => id));
    return new ModelLibrary(base, [...entries, ...local.filter(({ id }) => !known.has(id))]);
  }

  /** What people are told of the models in the list. */
  get summaries(): readonly ModelSummary[] {
    return this.entries.map(summaryOf);
  }

  /** Throws WeightsError `weights-unknown-model` {found, known}. */
  entryOf(id: string): ModelEntry {
    const entry = this.entries.find((candidate) => candidate.id === id);
    if (entry) return entry;
    const known = this.entries.map((candidate) => candidate.id).join(', ');
    throw new WeightsError(
      'weights-unknown-model',
      `There is no model ${id}; there are ${known}.`,
      { found: id, known },
    );
  }

  /** Brings a small model that comes with the studio to the GPU; null for one that is not small. Throws WeightsError. */
  async loadSmall(
    gpu: Gpu,
    { id, name, files: [file], classes, input }: ModelEntry,
    signal: AbortSignal,
  ): Promise<Owned<LoadedModel> | null> {
    if (!file || (file.bytes ?? Infinity) > SMALL_BYTES) return null;
    const [names, buffer] = await Promise.all([
      this.classNames(classes, signal),
      fetchWeights(new URL(file.url, this.base).href, { signal }),
    ]);
    const found = await sha256Of(new Uint8Array(buffer));
    if (found !== file.checksum.hex) throw wrongChecksum(name, file.checksum.hex, found);
    const tensors = parseSafetensors(buffer);
    const recognised = recogniseOwn(tensors);
    return loadedModel(await Network.load(gpu, recognised.layers, tensors, signal), {
      summary: summaryOf(this.entryOf(id)),
      spec: recognised.input,
      input,
      classes: names,
      denseBytes: null,
    });
  }

  async classNames(file: string, signal: AbortSignal): Promise<readonly Bilingual[]> {
    return readClassNames(await fetchJson(new URL(file, this.base), signal));
  }
}

/** Puts a loaded model together. */
export function loadedModel(
  network: Owned<Network>,
  facts: Omit<LoadedModel, 'network' | 'dispose'>,
): Owned<LoadedModel> {
  return {
    ...facts,
    network,
    dispose: () => {
      network.dispose();
    },
  };
}

/** The file is not the one that the list names. */
export function wrongChecksum(name: string, expected: string, found: string): WeightsError {
  return new WeightsError('weights-checksum', `The checksum of ${name} is wrong: ${found}.`, {
    name,
    expected,
    found,
  });
}

function summaryOf(entry: ModelEntry): ModelSummary {
  const { id, name, parameters, licence, citation, input, accuracy, origin, architecture } = entry;
  const { trainSize, order: colorOrder } = input;
  return {
    id,
    name,
    parameters,
    licence,
    trainSize,
    colorOrder,
    accuracy: accuracy.find((row) => row.size === trainSize) ?? null,
    origin,
    architecture,
    bytes: origin === 'shipped' || origin === 'local' ? null : entry.bytes,
    citation,
    url: origin === 'shipped' || origin === 'local' ? null : (entry.files[0]?.url ?? null),
  };
}
