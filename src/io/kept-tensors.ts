/**
 * Tensors kept in a folder of the browser's private file system (OPFS): parts of at most 4 MiB with their SHA-256, and an
 * index that says what is there. What is written part by part survives a reload at any moment. Knows no source.
 */
import { WeightsError } from '../base/index.ts';
import { PIECE_BYTES } from './archive.ts';
import type { TensorArchive, TensorEntry } from './archive.ts';
import { JsonValue } from './json-value.ts';
import { StreamReader } from './stream-reader.ts';
import { bytesFromHex, hexOf, sha256Of } from './checksum.ts';

/** Longest part. */
export const PART_BYTES = PIECE_BYTES;
const INDEX_FILE = 'index.json';
const VERSION = 1;

/** What is known of an archive without opening it. */
export type Contents = Pick<TensorArchive, 'metadata' | 'tensors' | 'whole'>;

/** One folder. */
export class KeptTensors {
  readonly contents: Contents;
  readonly #folder: FileSystemDirectoryHandle;
  /** SHA-256 of each part that is there, by tensor. */
  readonly #parts: Map<string, (string | null)[]>;
  readonly #numbers: ReadonlyMap<string, number>;

  private constructor(
    folder: FileSystemDirectoryHandle,
    contents: Contents,
    parts: Map<string, (string | null)[]>,
  ) {
    this.#folder = folder;
    this.contents = contents;
    this.#parts = parts;
    this.#numbers = new Map([...contents.tensors.keys()].map((name, number) => [name, number]));
  }

  /** What a folder keeps; null when it keeps nothing that can be read. */
  static async open(folder: FileSystemDirectoryHandle): Promise<KeptTensors | null> {
    try {
      const file = await (await folder.getFileHandle(INDEX_FILE)).getFile();
      return readIndex(
        folder,
        JSON.parse(await file.text()),
        (contents, parts) => new KeptTensors(folder, contents, parts),
      );
    } catch {
      // No index, or one of another version or cut off: as if nothing were kept.
      return null;
    }
  }

  /** Begins to keep the tensors of an archive. Throws what the file system throws. */
  static async create(folder: FileSystemDirectoryHandle, contents: Contents): Promise<KeptTensors> {
    const parts = new Map(
      [...contents.tensors].map(([name, entry]) => [name, emptyParts(entry)] as const),
    );
    const { metadata, tensors, whole } = contents;
    const kept = new KeptTensors(folder, { metadata, tensors, whole }, new Map(parts));
    await kept.#writeIndex();
    return kept;
  }

  /** Bytes of the parts that are there. */
  get bytes(): number {
    let sum = 0;
    for (const [name, parts] of this.#parts) {
      parts.forEach((hash, part) => (sum += hash === null ? 0 : this.partBytes(name, part)));
    }
    return sum;
  }

  /** Whether all of a tensor is there. */
  has(name: string): boolean {
    return this.#parts.get(name)?.every((hash) => hash !== null) ?? false;
  }

  /** Number of parts of a tensor. */
  partsOf(name: string): number {
    return this.#parts.get(name)?.length ?? 0;
  }

  partBytes(name: string, part: number): number {
    const bytes = this.contents.tensors.get(name)?.bytes ?? 0;
    return Math.min(PART_BYTES, bytes - part * PART_BYTES);
  }

  /**
   * A part, read into `memory` (`PART_BYTES` long) and checked against its SHA-256; null when it is not there or not what
   * was written.
   */
  async readPart(
    name: string,
    part: number,
    memory: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array | null> {
    const hash = this.#parts.get(name)?.[part] ?? null;
    if (hash === null) return null;
    const bytes = memory.subarray(0, this.partBytes(name, part));
    const isThere = await this.#readFile(name, part, bytes);
    if (isThere && (await sha256Of(bytes)) === hash) return bytes;
    this.#forget(name, part);
    return null;
  }

  /** Keeps a part. Throws what the file system throws, QuotaExceededError above all. */
  async writePart(name: string, part: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const hash = await sha256Of(bytes);
    // Once more: what stopped the writing may be over, and if not, the second error says more often why.
    await this.#write(this.#fileOf(name, part), bytes).catch(() =>
      this.#write(this.#fileOf(name, part), bytes),
    );
    const parts = this.#parts.get(name);
    if (parts) parts[part] = hash;
    await this.#writeIndex();
  }

  #forget(name: string, part: number): void {
    const parts = this.#parts.get(name);
    if (parts) parts[part] = null;
  }

  /** Fills `bytes`; false where the file is not there, or not that long. */
  async #readFile(name: string, part: number, bytes: Uint8Array): Promise<boolean> {
    try {
      const file = await (await this.#folder.getFileHandle(this.#fileOf(name, part))).getFile();
      if (file.size !== bytes.length) return false;
      const reader = new StreamReader(file.stream());
      let at = 0;
      for (let piece = await reader.read(); piece; piece = await reader.read()) {
        bytes.set(piece, at);
        at += piece.length;
      }
      return at === bytes.length;
    } catch {
      return false;
    }
  }

  #fileOf(name: string, part: number): string {
    return `${String(this.#numbers.get(name) ?? 0)}.${String(part)}`;
  }

  async #writeIndex(): Promise<void> {
    const { metadata, tensors, whole } = this.contents;
    const index = {
      version: VERSION,
      metadata: Object.fromEntries(metadata),
      whole: whole && { head: hexOf(whole.head), order: whole.order },
      tensors: [...tensors.values()].map(({ name, type, shape, bytes }) => ({
        name,
        type,
        shape,
        bytes,
        parts: this.#parts.get(name)?.map((hash) => hash ?? '') ?? [],
      })),
    };
    await this.#write(INDEX_FILE, new TextEncoder().encode(JSON.stringify(index)));
  }

  /** The file is there in whole or not at all: the browser swaps it in when it is closed. */
  async #write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const handle = await this.#folder.getFileHandle(name, { create: true });
    const file = await handle.createWritable();
    try {
      await file.write(bytes);
    } catch (error) {
      await file.abort().catch(() => null);
      throw error;
    }
    await file.close();
  }
}

function emptyParts({ bytes }: TensorEntry): null[] {
  return Array.from({ length: Math.ceil(bytes / PART_BYTES) }, () => null);
}

function readIndex(
  folder: FileSystemDirectoryHandle,
  json: unknown,
  make: (contents: Contents, parts: Map<string, (string | null)[]>) => KeptTensors,
): KeptTensors {
  const index = new JsonValue(json, `${folder.name}/${INDEX_FILE}`);
  if (index.field('version').count() !== VERSION) {
    throw new WeightsError('weights-format', 'The index is of another version.');
  }
  const tensors = new Map<string, TensorEntry>();
  const parts = new Map<string, (string | null)[]>();
  for (const item of index.field('tensors').list()) {
    const entry: TensorEntry = {
      name: item.field('name').text(),
      type: item.field('type').oneOf(['F64', 'F32', 'F16', 'BF16']),
      shape: item.field('shape').counts(),
      bytes: item.field('bytes').number(0),
    };
    tensors.set(entry.name, entry);
    const hashes = item.field('parts').texts();
    parts.set(
      entry.name,
      emptyParts(entry).map((_, part) => (hashes[part] === '' ? null : (hashes[part] ?? null))),
    );
  }
  const whole = index.field('whole');
  const contents: Contents = {
    metadata: new Map(
      index
        .field('metadata')
        .entries()
        .map(([key, value]) => [key, value.text()]),
    ),
    tensors,
    whole: whole.isNull
      ? null
      : { head: bytesFromHex(whole.field('head').text()), order: whole.field('order').texts() },
  };
  return make(contents, parts);
}
