/**
 * Brings networks to the GPU while they arrive: opens their weights, lets each layer be shown as soon as it is there, and
 * puts back what was there before when something fails. Loaded when first needed.
 */
import { WeightsError } from '../base/index.ts';
import type { Owned, Signal } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import { Network, bytesOfLayer, feedNetwork } from '../network/index.ts';
import type { Layer, Precision } from '../network/index.ts';
import type { KeptModels } from './kept-models.ts';
import { hasLayers, isFeature } from './kept-models.ts';
import { describeModel, sizesOf } from './model-facts.ts';
import { loadedModel } from './model-library.ts';
import type { LoadedModel, ModelLibrary } from './model-library.ts';
import { openAddress, openBrought, openEntry } from './model-source.ts';
import type { OpenWeights } from './model-source.ts';
import type { Transfer } from './model-types.ts';
import type { PauseGate } from './pause-gate.ts';
import { TransferMeter } from './transfer-meter.ts';

/** Who shows what arrives. */
export interface TransferHost {
  readonly gpu: Gpu;
  readonly library: ModelLibrary;
  readonly keeper: KeptModels;
  readonly transfer: Signal<Transfer | null>;
  readonly gate: PauseGate;
  readonly precision: Precision;
  /** Shows a network; the one before comes back with `restore`, until `commit`. */
  bringUp(loaded: Owned<LoadedModel>, signal: AbortSignal): Promise<void>;
  advance(): Promise<void>;
  commit(): Promise<void>;
  restore(): Promise<void>;
  /** The browser can keep nothing more. */
  onTrouble(error: unknown): void;
}

/** Codes of what makes the kept bytes worthless. */
const WORTHLESS = new Set(['weights-checksum', 'weights-damaged', 'weights-changed']);

/** The weights that a network came from, as long as it is there. */
const opened = new WeakMap<LoadedModel, OpenWeights>();

/**
 * Loads a network: by its id in the list, from a file, or from an address. Throws WeightsError, OutOfMemoryError and the
 * signal's reason; the network before is back then.
 */
export async function loadModel(
  host: TransferHost,
  source: string | File | URL,
  signal: AbortSignal,
): Promise<void> {
  host.transfer.value = opening(host, source);
  const { weights, loaded } = await prepare(host, source, signal).catch((error: unknown) => {
    host.transfer.value = null;
    throw error;
  });
  const shown = new Set<LoadedModel>();
  const show = async (): Promise<void> => {
    await host.bringUp(loaded, signal);
    shown.add(loaded);
  };
  try {
    await cleanly(host, weights.entry?.id ?? null, async () => {
      await feed(host, loaded, weights, { show, signal });
      if (!shown.has(loaded)) await show();
    });
    await host.commit();
  } catch (error) {
    if (shown.has(loaded)) await host.restore();
    else loaded.dispose();
    throw error;
  } finally {
    host.transfer.value = null;
    await host.keeper.list();
  }
}

/** Fetches the dense layers of a network that is shown without them. Throws as `loadModel`; it stays as it was then. */
export async function fetchDense(
  host: TransferHost,
  loaded: Owned<LoadedModel>,
  signal: AbortSignal,
): Promise<void> {
  const weights = opened.get(loaded);
  if (!weights || loaded.denseBytes === null) return;
  const { network } = loaded;
  const before = network.layers;
  const { name, from } = weights;
  host.transfer.value = { ...NOT_OPEN, model: loaded.summary.id, name, part: 'dense', from };
  network.extend(weights.recognised.layers);
  try {
    await host.bringUp(loaded, signal);
    await cleanly(host, weights.entry?.id ?? null, () =>
      feed(host, loaded, weights, { show: null, signal }),
    );
  } catch (error) {
    // What has come of the dense layers goes when nothing stands on it any more.
    network.extend(before);
    await host.bringUp(loaded, new AbortController().signal);
    network.retract(before);
    throw error;
  } finally {
    host.transfer.value = null;
    await host.keeper.list();
  }
}

/** Opens the weights and declares the network they make. */
async function prepare(
  host: TransferHost,
  source: string | File | URL,
  signal: AbortSignal,
): Promise<{ readonly weights: OpenWeights; readonly loaded: Owned<LoadedModel> }> {
  const weights = await cleanly(host, idOf(source), () => open(host, source, signal));
  return { weights, loaded: await declare(host, weights, signal) };
}

/** What is told until the file has said what is in it. */
function opening({ library }: TransferHost, source: string | File | URL): Transfer {
  const model = typeof source === 'string' ? source : '';
  const entry = library.entries.find(({ id }) => id === model);
  const place =
    source instanceof URL ? source.href : typeof source === 'string' ? source : source.name;
  const from = source instanceof File ? 'file' : 'network';
  return { ...NOT_OPEN, model, name: entry?.name ?? place, from };
}

/** A transfer that has not begun. */
const NOT_OPEN = {
  part: 'features',
  state: 'opening',
  received: 0,
  total: 0,
  rate: null,
  secondsLeft: null,
  layers: [],
} as const;

function idOf(source: string | File | URL): string | null {
  return typeof source === 'string' ? source : null;
}

/** Deletes what is kept when it turns out to be worthless. */
async function cleanly<T>(
  { keeper }: TransferHost,
  id: string | null,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (id !== null && error instanceof WeightsError && WORTHLESS.has(error.code)) {
      await keeper.forget(id);
    }
    throw error;
  }
}

function open(
  host: TransferHost,
  source: string | File | URL,
  signal: AbortSignal,
): Promise<OpenWeights> {
  const { library, keeper } = host;
  const onTrouble = (error: unknown): void => host.onTrouble(error);
  if (source instanceof URL) return openAddress(source, signal);
  if (typeof source === 'string') {
    return openEntry(library.entryOf(source), library.base, keeper, onTrouble, signal);
  }
  return openBrought(source, library.entries, keeper, onTrouble, signal);
}

/** The network without its weights, and what is known of it. */
async function declare(
  { gpu, library }: TransferHost,
  weights: OpenWeights,
  signal: AbortSignal,
): Promise<Owned<LoadedModel>> {
  const { recognised, entry, archive, name } = weights;
  const layers = firstLayers(weights);
  const isWhole = layers.length === recognised.layers.length;
  try {
    const summary = entry
      ? library.summaries.find(({ id }) => id === entry.id)
      : describeModel(name, recognised);
    const network = new Network(gpu, layers);
    const made = loadedModel(network, {
      summary: summary ?? describeModel(name, recognised),
      spec: recognised.input,
      input: entry?.input ?? sizesOf(recognised, scoreSizeOf(library, archive)),
      classes: await classesOf(library, weights, signal),
      denseBytes: isWhole ? null : denseBytes(weights, layers),
      ...(!entry && { metadata: archive.metadata }),
    });
    const loaded: Owned<LoadedModel> = {
      ...made,
      dispose: () => {
        archive.dispose();
        made.dispose();
      },
    };
    opened.set(loaded, weights);
    return loaded;
  } catch (error) {
    archive.dispose();
    throw error;
  }
}

/** Over the network the dense layers, nine tenths of it all, come only when they are asked for. */
function firstLayers({ recognised, entry, kept }: OpenWeights): readonly Layer[] {
  const { layers, head } = recognised;
  if (head.kind !== 'dense' || entry?.origin !== 'fetched') return layers;
  if (kept && hasLayers(kept, (layer) => !isFeature(layer))) return layers;
  return layers.slice(
    0,
    layers.findIndex(({ kind }) => kind === 'flatten'),
  );
}

function denseBytes({ recognised, archive }: OpenWeights, first: readonly Layer[]): number {
  const names = new Set(first.map(({ name }) => name));
  return [...recognised.sources]
    .filter(([layer]) => !names.has(layer))
    .reduce((sum, [, source]) => sum + bytesOfLayer(archive, source), 0);
}

/** A file of our own may say whose classes it has, and with them at which size its scores are read. */
function scoreSizeOf(
  { entries }: ModelLibrary,
  { metadata }: OpenWeights['archive'],
): number | null {
  const known = entries.find(({ classes }) => classes === metadata.get('classes'));
  return known?.input.scoreSize ?? null;
}

/** Names of the classes where the number of outputs tells whose they are. */
async function classesOf(
  library: ModelLibrary,
  { recognised: { head }, entry, archive }: OpenWeights,
  signal: AbortSignal,
): Promise<LoadedModel['classes']> {
  if (head.kind === 'none' && !entry) return null;
  const said = archive.metadata.get('classes');
  const listed = library.entries.map(({ classes }) => classes);
  const isImageNet = head.kind === 'dense' && head.classes === IMAGENET_CLASSES;
  const usual = isImageNet ? library.entries.find(({ id }) => id === 'vgg16')?.classes : undefined;
  const file = entry?.classes ?? listed.find((one) => one === said) ?? usual;
  if (file === undefined) return null;
  const names = await library.classNames(file, signal);
  return head.kind === 'none' || names.length === head.classes ? names : null;
}

const IMAGENET_CLASSES = 1000;

/** Feeds what the network lacks; it is shown with its first layer, and grows. */
async function feed(
  host: TransferHost,
  { network, summary }: LoadedModel,
  weights: OpenWeights,
  { show, signal }: { readonly show: (() => Promise<void>) | null; readonly signal: AbortSignal },
): Promise<void> {
  const { archive, recognised, from, name } = weights;
  const { sources } = recognised;
  const lacking = network.lacking;
  const bytes = new Map(lacking.map((one) => [one, bytesOfLayer(archive, sources.get(one))]));
  const isAll = show !== null && network.layers.length === recognised.layers.length;
  const part = show === null ? 'dense' : isAll ? 'all' : 'features';
  const facts = { model: summary.id, name, part, from } as const;
  const meter = new TransferMeter(host.transfer, facts, bytes);
  const stop = new AbortController();
  const growth = new Growth(host, show, (error) => stop.abort(error));
  const release = host.gate.onChange((isOpen) => (meter.state = isOpen ? 'running' : 'paused'));
  try {
    await feedNetwork(host.gpu, network, {
      archive,
      sources,
      precision: host.precision,
      signal: AbortSignal.any([signal, stop.signal]),
      gate: async () => {
        await growth.begun;
        await host.gate.passed(signal);
      },
      onBytes: (layer, count) => meter.add(layer, count),
      onLayer: (layer) => {
        meter.tell();
        // The first layer must be there before anything can be shown.
        if (layer === lacking[0] || growth.hasBegun) growth.grow();
      },
    });
    await growth.settled();
    meter.state = 'checking';
    await weights.check(signal);
  } finally {
    release();
    await growth.settled().catch(() => null);
  }
}

/** Shows what has arrived, one step at a time; steps that come meanwhile are taken together. */
class Growth {
  readonly #host: TransferHost;
  readonly #fail: (error: unknown) => void;
  #show: (() => Promise<void>) | null;
  #work: Promise<void> | null = null;
  #isAgain = false;
  /** The first step: until it is done nothing more is asked for. */
  begun: Promise<void> | null = null;

  constructor(
    host: TransferHost,
    show: (() => Promise<void>) | null,
    fail: (error: unknown) => void,
  ) {
    this.#host = host;
    this.#show = show;
    this.#fail = fail;
  }

  get hasBegun(): boolean {
    return this.begun !== null;
  }

  grow(): void {
    this.#isAgain = true;
    this.#work ??= this.#grow().finally(() => (this.#work = null));
    this.begun ??= this.#work;
    this.#work.catch(this.#fail);
  }

  /** Resolves when there is nothing left to show. Throws what showing threw. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async #grow(): Promise<void> {
    while (this.#isAgain) {
      this.#isAgain = false;
      const show = this.#show;
      this.#show = null;
      await (show ? show() : this.#host.advance());
    }
  }
}
