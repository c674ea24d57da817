/** A folder of the browser's private file system, made up in memory, with a limited room. For tests. */

/** See the head of the file. */
export class MemoryFolder {
  readonly kind = 'directory';
  readonly name: string;
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly folders = new Map<string, MemoryFolder>();
  /** Bytes that may still be written; shared with the folders inside. */
  readonly room: { bytes: number };
  writes = 0;

  constructor(name = '', room: { bytes: number } = { bytes: Infinity }) {
    this.name = name;
    this.room = room;
  }

  /** As the interface of the browser, of which it has what the studio uses. */
  get handle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }

  getDirectoryHandle(name: string, { create = false } = {}): Promise<MemoryFolder> {
    let folder = this.folders.get(name);
    if (!folder) {
      if (!create) return Promise.reject(new DOMException(name, 'NotFoundError'));
      folder = new MemoryFolder(name, this.room);
      this.folders.set(name, folder);
    }
    return Promise.resolve(folder);
  }

  getFileHandle(name: string, { create = false } = {}): Promise<unknown> {
    if (!this.files.has(name)) {
      if (!create) return Promise.reject(new DOMException(name, 'NotFoundError'));
      this.files.set(name, new Uint8Array());
    }
    return Promise.resolve({
      kind: 'file',
      name,
      getFile: () => Promise.resolve(new File([this.files.get(name) ?? new Uint8Array()], name)),
      createWritable: () => Promise.resolve(this.#writable(name)),
    });
  }

  removeEntry(name: string): Promise<void> {
    if (!this.files.delete(name) && !this.folders.delete(name)) {
      return Promise.reject(new DOMException(name, 'NotFoundError'));
    }
    return Promise.resolve();
  }

  async *entries(): AsyncGenerator<[string, unknown]> {
    for (const [name, folder] of this.folders) yield [name, folder];
    for (const name of this.files.keys()) yield [name, await this.getFileHandle(name)];
  }

  #writable(name: string): unknown {
    let written = new Uint8Array();
    return {
      write: (bytes: Uint8Array) => {
        const grows = bytes.length - (this.files.get(name)?.length ?? 0);
        if (grows > this.room.bytes) {
          return Promise.reject(new DOMException('full', 'QuotaExceededError'));
        }
        written = bytes.slice();
        return Promise.resolve();
      },
      abort: () => Promise.resolve(),
      close: () => {
        this.room.bytes -= written.length - (this.files.get(name)?.length ?? 0);
        this.files.set(name, written);
        this.writes += 1;
        return Promise.resolve();
      },
    };
  }
}
