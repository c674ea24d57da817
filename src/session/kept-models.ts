/** The networks that this browser keeps: folders in its private file system, one a model. Knows no server and no GPU. */
import type { Signal } from '../base/index.ts';
import { KeptTensors, PART_BYTES } from '../io/index.ts';
import type { Contents } from '../io/index.ts';
import { recogniseModel } from '../network/index.ts';
import type { KeptModel, Keeping } from './model-types.ts';

const FOLDER = 'weights';
/** What browsers throw when there is no more room: Chromium sometimes only says that it stopped writing. */
const NO_ROOM: readonly string[] = ['QuotaExceededError', 'AbortError'];

/** See the head of the file. Where the browser keeps nothing, everything is as if nothing were kept. */
export class KeptModels {
  readonly #root: Promise<FileSystemDirectoryHandle | null>;
  readonly #names: ReadonlyMap<string, string>;
  readonly #keeping: Signal<Keeping>;

  /** `storage` is the browser's; `names` are those of the models by id; `keeping` tells what is kept. */
  constructor(
    storage: StorageManager | undefined,
    names: ReadonlyMap<string, string>,
    keeping: Signal<Keeping>,
  ) {
    this.#root = openRoot(storage);
    this.#names = names;
    this.#keeping = keeping;
  }

  /** What is kept of a model; null when nothing is. */
  async open(id: string): Promise<KeptTensors | null> {
    const folder = await this.#folder(id, false);
    return folder && KeptTensors.open(folder);
  }

  /** Begins to keep a model; null, with `onTrouble` told why, where that cannot be. */
  async create(
    id: string,
    contents: Contents,
    onTrouble: (error: unknown) => void,
  ): Promise<KeptTensors | null> {
    try {
      const folder = await this.#folder(id, true);
      if (!folder) throw new DOMException('There is no storage.', 'NotAllowedError');
      // Asked once: what took long to fetch should not go when the disk gets tight.
      void globalThis.navigator.storage.persist().catch(() => false);
      return await KeptTensors.create(folder, contents);
    } catch (error) {
      onTrouble(error);
      return null;
    }
  }

  /** Deletes what is kept of a model. */
  async forget(id: string): Promise<void> {
    const root = await this.#root;
    await root?.removeEntry(id, { recursive: true }).catch(() => null);
    await this.list();
  }

  /** Whether what was thrown means that there is no more room. Browsers say so in more than one way. */
  async isFull(error: unknown): Promise<boolean> {
    if (error instanceof DOMException && NO_ROOM.includes(error.name)) return true;
    const root = await this.#root;
    const { quota, usage } = (root && (await estimate())) ?? {};
    return quota !== undefined && usage !== undefined && quota - usage < PART_BYTES;
  }

  /** Looks up what is kept and tells it. */
  async list(): Promise<void> {
    const root = await this.#root;
    if (!root) {
      this.#keeping.value = { state: 'unavailable', models: [], quota: null };
      return;
    }
    const models: KeptModel[] = [];
    for await (const [id, handle] of root.entries()) {
      const kept = isFolder(handle) ? await KeptTensors.open(handle) : null;
      if (kept && kept.bytes > 0) models.push(describe(id, this.#names.get(id) ?? id, kept));
    }
    const room = await estimate();
    const { state } = this.#keeping.peek();
    this.#keeping.value = {
      state: state === 'unavailable' ? 'ready' : state,
      models,
      quota: room?.quota ?? null,
    };
  }

  async #folder(id: string, create: boolean): Promise<FileSystemDirectoryHandle | null> {
    const root = await this.#root;
    if (!root) return null;
    try {
      return await root.getDirectoryHandle(id, { create });
    } catch (error) {
      if (create) throw error;
      return null;
    }
  }
}

function estimate(): Promise<StorageEstimate | null> {
  return globalThis.navigator.storage.estimate().catch(() => null);
}

/** Null where the browser has no such storage, or refuses it, as in some private windows. */
async function openRoot(
  storage: StorageManager | undefined,
): Promise<FileSystemDirectoryHandle | null> {
  try {
    const root = await storage?.getDirectory();
    return (await root?.getDirectoryHandle(FOLDER, { create: true })) ?? null;
  } catch {
    return null;
  }
}

function isFolder(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}

function describe(id: string, name: string, kept: KeptTensors): KeptModel {
  return {
    id,
    name,
    bytes: kept.bytes,
    hasFeatures: hasLayers(kept, isFeature),
    hasDense: hasLayers(kept, (layer) => !isFeature(layer)),
  };
}

/** Whether a layer is one of the convolutions. */
export function isFeature(layer: string): boolean {
  return layer.startsWith('block');
}

/** Whether there are layers that count, and all of each is kept. */
export function hasLayers(kept: KeptTensors, counts: (layer: string) => boolean): boolean {
  const layers = sourcesOf(kept).filter(([layer]) => counts(layer));
  return layers.length > 0 && layers.every(([, names]) => names.every((name) => kept.has(name)));
}

/** Layers with the names of their tensors; none when what is kept makes no network. */
function sourcesOf({ contents }: KeptTensors): readonly (readonly [string, readonly string[]])[] {
  try {
    return [...recogniseModel(contents).sources].map(([layer, { weight, bias }]) => [
      layer,
      [weight.name, bias],
    ]);
  } catch {
    return [];
  }
}
