/** Where dreams of one network come from before one is grown: the gallery, and what this machine has kept. And where they go. */
import type { DreamFolder } from './dream-folder.ts';
import { keyOf } from './dream-key.ts';
import type { DreamName } from './dream-key.ts';
import type { DreamModel } from './dream-model.ts';
import type { Gallery, GalleryDream } from './gallery.ts';
import { readDream, readGrowth, writeDream, writeGrowth } from './kept-format.ts';
import type { KeptDream, KeptGrowth } from './kept-format.ts';

/** Half-grown pictures that are kept in memory, where there is no other place. */
const MOST_GROWTHS = 16;
const DREAM = '.dream';
const GROWTH = '.growth';

/** See the head of the file. */
export class DreamStore {
  readonly #folder: DreamFolder;
  readonly #gallery: Gallery;
  readonly #home: string | null;
  readonly #growths = new Map<string, KeptGrowth>();

  constructor(model: DreamModel, folder: DreamFolder, gallery: Gallery) {
    this.#folder = folder;
    this.#gallery = gallery;
    this.#home = model.folder;
  }

  /** Of the gallery; only for its recipe and seed. */
  shipped(name: DreamName): Promise<GalleryDream | null> {
    return this.#gallery.find(name);
  }

  /** A finished dream. */
  async dream(name: DreamName): Promise<KeptDream | null> {
    const file = await this.#read(keyOf(name) + DREAM);
    return file && tried(() => readDream(file));
  }

  async keep(name: DreamName, dream: KeptDream): Promise<void> {
    const key = keyOf(name);
    await this.dropGrowth(key);
    if (this.#home !== null) await this.#folder.write(this.#home, key + DREAM, writeDream(dream));
  }

  /** What was grown of something and not finished. */
  async growth(key: string): Promise<KeptGrowth | null> {
    const known = this.#growths.get(key);
    if (known) return known;
    const file = await this.#read(key + GROWTH);
    return file && tried(() => readGrowth(file));
  }

  async keepGrowth(key: string, growth: KeptGrowth): Promise<void> {
    this.#growths.delete(key);
    this.#growths.set(key, growth);
    const [oldest] = this.#growths.keys();
    if (this.#growths.size > MOST_GROWTHS && oldest !== undefined) this.#growths.delete(oldest);
    if (this.#home === null) return;
    await this.#folder.write(this.#home, key + GROWTH, writeGrowth(growth));
  }

  async dropGrowth(key: string): Promise<void> {
    this.#growths.delete(key);
    if (this.#home !== null) await this.#folder.remove(this.#home, key + GROWTH);
  }

  /** Forgets what is kept in memory; the folder is the machine's. */
  forget(): void {
    this.#growths.clear();
  }

  async #read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#home === null ? null : this.#folder.read(this.#home, name);
  }
}

/** A file that is cut off, or of another version, is as good as none. */
function tried<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
