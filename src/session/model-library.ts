/** The networks one can choose, and how any of them is brought to the GPU: from the list, a file or an address. */
import { WeightsError } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import { fetchWeights, parseSafetensors } from '../io/index.ts';
import type { SafetensorsFile } from '../io/index.ts';
import type { InputSpec } from '../math/index.ts';
import {
  Network,
  countParameters,
  readClassNames,
  readManifest,
  recogniseModel,
} from '../network/index.ts';
import type { Layer, ModelEntry, RecognisedModel } from '../network/index.ts';
import { fetchJson } from './fetch-json.ts';
import type { Bilingual, ModelSummary } from './types.ts';

/** Sizes of square inputs, in pixels. */
export interface ModelSizes {
  readonly defaultSize: number;
  readonly sizes: readonly number[];
  /** Where class scores are read; null: at whatever size is shown. */
  readonly scoreSize: number | null;
}

/** A network with its weights on the GPU. */
export interface LoadedModel extends Disposable {
  readonly summary: ModelSummary;
  readonly network: Network;
  readonly layers: readonly Layer[];
  readonly spec: InputSpec;
  readonly input: ModelSizes;
  /** In the order of the outputs; null where the names are not known. */
  readonly classes: readonly Bilingual[] | null;
}

const MANIFEST_FILE = 'manifest.json';
const USUAL_SIZES: readonly number[] = [64, 96, 128, 160, 192, 224];
const USUAL_DEFAULT_SIZE = 128;
/** Five poolings by two. */
const PIXELS_PER_LAST_CELL = 32;

/** The list of models below one address. */
export class ModelLibrary {
  readonly #base: URL;
  readonly #entries: readonly ModelEntry[];

  private constructor(base: URL, entries: readonly ModelEntry[]) {
    this.#base = base;
    this.#entries = entries;
  }

  /** Reads the manifest below `base`. Throws WeightsError. */
  static async open(base: URL): Promise<ModelLibrary> {
    return new ModelLibrary(base, readManifest(await fetchJson(new URL(MANIFEST_FILE, base))));
  }

  /** What people are told of the models in the list. */
  get summaries(): readonly ModelSummary[] {
    return this.#entries.map(({ id, name, parameters, licence, input, accuracy }) => {
      const { trainSize, order: colorOrder } = input;
      const atTrainSize = accuracy.find((row) => row.size === trainSize) ?? null;
      return { id, name, parameters, licence, trainSize, colorOrder, accuracy: atTrainSize };
    });
  }

  /**
   * Brings a model to the GPU: `source` is an id of the list, a `.safetensors` file, or its address.
   * Throws WeightsError naming the tensor or the address that is wrong.
   */
  async load(
    gpu: Gpu,
    source: string | File | URL,
    signal: AbortSignal,
  ): Promise<Owned<LoadedModel>> {
    if (typeof source === 'string') return this.#loadEntry(gpu, this.#entryOf(source), signal);
    const name =
      source instanceof URL ? (source.pathname.split('/').pop() ?? source.href) : source.name;
    const buffer =
      source instanceof URL
        ? await fetchWeights(source.href, { signal })
        : await source.arrayBuffer();
    return this.#loadFile(gpu, name, parseSafetensors(buffer), signal);
  }

  #entryOf(id: string): ModelEntry {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    if (entry) return entry;
    const known = this.#entries.map((candidate) => candidate.id).join(', ');
    throw new WeightsError(
      'weights-unknown-model',
      `There is no model ${id}; there are ${known}.`,
      {
        found: id,
        known,
      },
    );
  }

  async #loadEntry(gpu: Gpu, entry: ModelEntry, signal: AbortSignal): Promise<Owned<LoadedModel>> {
    const [classes, file] = await Promise.all([
      this.#classNames(entry.classes, signal),
      fetchWeights(new URL(entry.file, this.#base).href, { signal }).then(parseSafetensors),
    ]);
    const recognised = recogniseModel(file);
    const summary = this.summaries.find(({ id }) => id === entry.id);
    return loaded(await Network.load(gpu, recognised.layers, file, signal), recognised, {
      summary: summary ?? describe(entry.name, recognised),
      input: entry.input,
      classes,
    });
  }

  /** A file from elsewhere: its own metadata says what it is. */
  async #loadFile(
    gpu: Gpu,
    name: string,
    file: SafetensorsFile,
    signal: AbortSignal,
  ): Promise<Owned<LoadedModel>> {
    const recognised = recogniseModel(file);
    const { head } = recognised;
    const known = this.#entries.find((entry) => entry.classes === file.metadata.get('classes'));
    const names = known ? await this.#classNames(known.classes, signal) : null;
    const fits = head.kind !== 'none' && names?.length === head.classes;
    return loaded(await Network.load(gpu, recognised.layers, file, signal), recognised, {
      summary: describe(name, recognised),
      input: sizesOf(recognised, known ?? null),
      classes: fits ? names : null,
    });
  }

  async #classNames(file: string, signal: AbortSignal): Promise<readonly Bilingual[]> {
    return readClassNames(await fetchJson(new URL(file, this.#base), signal));
  }
}

function loaded(
  network: Owned<Network>,
  { layers, input: spec }: RecognisedModel,
  facts: Pick<LoadedModel, 'summary' | 'input' | 'classes'>,
): Owned<LoadedModel> {
  return {
    ...facts,
    network,
    layers,
    spec,
    dispose: () => {
      network.dispose();
    },
  };
}

function sizesOf({ head }: RecognisedModel, known: ModelEntry | null): ModelSizes {
  if (head.kind === 'dense') {
    const size = head.map[0] * PIXELS_PER_LAST_CELL;
    return { defaultSize: size, sizes: [size], scoreSize: null };
  }
  return {
    defaultSize: USUAL_DEFAULT_SIZE,
    sizes: USUAL_SIZES,
    scoreSize: known?.input.scoreSize ?? null,
  };
}

function describe(name: string, { layers, head, input }: RecognisedModel): ModelSummary {
  const trainSize = head.kind === 'dense' ? head.map[0] * PIXELS_PER_LAST_CELL : USUAL_DEFAULT_SIZE;
  return {
    id: name,
    name,
    parameters: countParameters(layers),
    licence: '',
    trainSize,
    colorOrder: input.order,
    accuracy: null,
  };
}
