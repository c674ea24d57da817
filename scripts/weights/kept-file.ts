/**
 * What has come of a file so far, on disk: the bytes at their places, and beside them a note of which there are. Knows no
 * server and no format.
 */
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { JsonValue } from '../../src/io/index.ts';

/** Which file it is, as far as the server tells; null where it does not. */
export interface Identity {
  readonly size: number | null;
  /** Changes when the file does. */
  readonly tag: string | null;
}

/** From a byte to the one before `end`. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** The note is written anew after so many bytes: what came since is fetched again if the machine stops. */
const NOTE_EVERY_BYTES = 8 * 2 ** 20;
const PIECE_BYTES = 2 ** 20;

/** A file that comes in parts, in any order. */
export class KeptFile {
  readonly path: string;
  /** Of the whole file; null where the server did not tell. */
  readonly size: number | null;
  readonly #tag: string | null;
  readonly #handle: FileHandle;
  /** In order, apart from each other. */
  #held: Span[];
  #unnoted = 0;

  private constructor(path: string, { size, tag }: Identity, handle: FileHandle, held: Span[]) {
    this.path = path;
    this.size = size;
    this.#tag = tag;
    this.#handle = handle;
    this.#held = held;
  }

  /** Goes on with what is there if it is of the same file, else begins anew. */
  static async open(path: string, identity: Identity): Promise<KeptFile> {
    await mkdir(dirname(path), { recursive: true });
    const note = await readNote(notePathOf(path));
    const goesOn = note !== null && note.size === identity.size && note.tag === identity.tag;
    const handle = await open(path, goesOn ? 'r+' : 'w+').catch(() => open(path, 'w+'));
    const { size: there } = await handle.stat();
    const held = goesOn ? note.held.filter(({ end }) => end <= there) : [];
    return new KeptFile(path, identity, handle, held);
  }

  /** Bytes that are here. */
  get bytes(): number {
    return this.#held.reduce((sum, { begin, end }) => sum + end - begin, 0);
  }

  /** Whether all bytes from `begin` to `end` are here. */
  has(begin: number, end: number): boolean {
    return begin >= end || this.#held.some((span) => span.begin <= begin && span.end >= end);
  }

  /** The first part of a span: it is here as a whole, or not at all. */
  firstPart({ begin, end }: Span): Span & { readonly isHere: boolean } {
    const around = this.#held.find((span) => span.begin <= begin && span.end > begin);
    if (around) return { begin, end: Math.min(end, around.end), isHere: true };
    const next = this.#held.find((span) => span.begin > begin);
    return { begin, end: Math.min(end, next?.begin ?? end), isHere: false };
  }

  async write(bytes: Uint8Array, begin: number): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, begin);
    this.#held = joined([...this.#held, { begin, end: begin + bytes.length }]);
    this.#unnoted += bytes.length;
    if (this.#unnoted >= NOTE_EVERY_BYTES) await this.#note();
  }

  /** Bytes that are here. Throws when one is not. */
  async *read(begin: number, end: number): AsyncGenerator<Uint8Array> {
    if (!this.has(begin, end)) throw new Error(`${this.path} does not have these bytes yet.`);
    const room = Buffer.alloc(Math.min(PIECE_BYTES, end - begin));
    for (let at = begin; at < end;) {
      const { bytesRead } = await this.#handle.read(room, 0, Math.min(room.length, end - at), at);
      if (bytesRead === 0) throw new Error(`${this.path} is shorter than noted.`);
      yield Uint8Array.from(room.subarray(0, bytesRead));
      at += bytesRead;
    }
  }

  /** Notes what is here and lets go of the file, which stays. */
  async close(): Promise<void> {
    // A full disk keeps the note that was there.
    await this.#note().catch(() => undefined);
    await this.#handle.close();
  }

  /** Lets go of the file and deletes it. */
  async remove(): Promise<void> {
    await this.#handle.close();
    await rm(this.path, { force: true });
    await rm(notePathOf(this.path), { force: true });
  }

  async #note(): Promise<void> {
    // First the bytes, then the word that they are there.
    await this.#handle.datasync();
    const path = notePathOf(this.path);
    await writeFile(
      `${path}.new`,
      JSON.stringify({ size: this.size, tag: this.#tag, held: this.#held }),
    );
    await rename(`${path}.new`, path);
    this.#unnoted = 0;
  }
}

function notePathOf(path: string): string {
  return `${path}.json`;
}

/** Null where there is none that can be read. */
async function readNote(path: string): Promise<(Identity & { readonly held: Span[] }) | null> {
  try {
    const note = new JsonValue(JSON.parse(await readFile(path, 'utf8')), path);
    const held = note
      .field('held')
      .list()
      .map((span) => ({
        begin: span.field('begin').number(0),
        end: span.field('end').number(0),
      }));
    const [size, tag] = [note.field('size'), note.field('tag')];
    return {
      size: size.isNull ? null : size.number(0),
      tag: tag.isNull ? null : tag.text(),
      held,
    };
  } catch {
    return null;
  }
}

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.begin - b.begin)) {
    const last = all.at(-1);
    if (last && span.begin <= last.end) {
      all[all.length - 1] = { begin: last.begin, end: Math.max(last.end, span.end) };
    } else all.push(span);
  }
  return all;
}
