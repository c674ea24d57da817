/**
 * Files of dreams in the private file system of the browser: a folder for each network, of a limited size all together, what was
 * written first goes first. Where the browser keeps nothing, everything is as if nothing were kept. Knows no format.
 */

/** The browser's storage, as far as it is used. */
export type DreamStorage = Pick<StorageManager, 'getDirectory'>;

/** A file that is there. */
interface Entry {
  readonly bytes: number;
  readonly time: number;
}

const ROOT = 'dreams';
const MOST_BYTES = 200_000_000;
/** Room is made for more than the next file, so that it is not made for each. */
const ROOM_LEFT = 0.9;

/** See the head of the file. */
export class DreamFolder {
  readonly #storage: DreamStorage | undefined;
  readonly #most: number;
  #root: Promise<FileSystemDirectoryHandle | null> | null = null;
  /** All files by `folder/name`, oldest first once sorted. */
  #entries: Promise<Map<string, Entry>> | null = null;
  /** Writing is done one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(storage: DreamStorage | undefined, most = MOST_BYTES) {
    this.#storage = storage;
    this.#most = most;
  }

  /** Null where there is none, or it cannot be read. */
  async read(folder: string, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      const home = await (await this.#open())?.getDirectoryHandle(folder);
      const file = await (await home?.getFileHandle(name))?.getFile();
      return file ? new Uint8Array(await file.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  /** Whether it is kept now. */
  write(folder: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return this.#inTurn(async () => {
      const root = await this.#open();
      if (!root) return false;
      const entries = await this.#list(root);
      await this.#makeRoom(root, entries, bytes.length);
      const home = await root.getDirectoryHandle(folder, { create: true });
      const file = await home.getFileHandle(name, { create: true });
      const writable = await file.createWritable();
      try {
        await writable.write(bytes);
        await writable.close();
      } catch (error) {
        await writable.abort().catch(() => null);
        await home.removeEntry(name).catch(() => null);
        throw error;
      }
      const path = `${folder}/${name}`;
      entries.delete(path);
      entries.set(path, { bytes: bytes.length, time: Date.now() });
      return true;
    });
  }

  async remove(folder: string, name: string): Promise<void> {
    await this.#inTurn(async () => {
      const root = await this.#open();
      if (root) await this.#remove(root, await this.#list(root), `${folder}/${name}`);
      return true;
    });
  }

  /** Deletes all of them. */
  async clear(): Promise<void> {
    await this.#inTurn(async () => {
      const directory = await this.#storage?.getDirectory();
      await directory?.removeEntry(ROOT, { recursive: true });
      return true;
    });
    this.#root = null;
    this.#entries = null;
  }

  /** Nothing that goes wrong here is worth more than not being kept: no room, no permission, a folder that is gone. */
  #inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const mine = this.#last.then(work).catch(() => false);
    this.#last = mine;
    return mine;
  }

  #open(): Promise<FileSystemDirectoryHandle | null> {
    this.#root ??= (async () => {
      try {
        const directory = await this.#storage?.getDirectory();
        return (await directory?.getDirectoryHandle(ROOT, { create: true })) ?? null;
      } catch {
        return null;
      }
    })();
    return this.#root;
  }

  #list(root: FileSystemDirectoryHandle): Promise<Map<string, Entry>> {
    this.#entries ??= (async () => {
      const found: (readonly [string, Entry])[] = [];
      for await (const [folder, home] of root.entries()) {
        if (!isFolder(home)) continue;
        for await (const [name, handle] of home.entries()) {
          if (!isFile(handle)) continue;
          const { size, lastModified } = await handle.getFile();
          found.push([`${folder}/${name}`, { bytes: size, time: lastModified }]);
        }
      }
      return new Map(found.sort(([, a], [, b]) => a.time - b.time));
    })();
    return this.#entries;
  }

  async #makeRoom(
    root: FileSystemDirectoryHandle,
    entries: Map<string, Entry>,
    wanted: number,
  ): Promise<void> {
    let bytes = wanted;
    for (const entry of entries.values()) bytes += entry.bytes;
    if (bytes <= this.#most) return;
    for (const [path, entry] of [...entries]) {
      if (bytes <= this.#most * ROOM_LEFT) return;
      await this.#remove(root, entries, path);
      bytes -= entry.bytes;
    }
  }

  async #remove(
    root: FileSystemDirectoryHandle,
    entries: Map<string, Entry>,
    path: string,
  ): Promise<void> {
    const [folder = '', name = ''] = path.split('/');
    if (!entries.delete(path)) return;
    const home = await root.getDirectoryHandle(folder);
    await home.removeEntry(name).catch(() => null);
  }
}

function isFolder(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}
