/**
 * An archive that keeps what it reads: what is kept comes from the browser's storage, the rest from the source, and is
 * kept on its way. Without a source it gives what is kept.
 */
import { WeightsError } from '../base/index.ts';
import type { Owned } from '../base/index.ts';
import type { TensorArchive, TensorPiece, TensorWant } from './archive.ts';
import { PART_BYTES } from './kept-tensors.ts';
import type { KeptTensors } from './kept-tensors.ts';

/** What an archive that keeps is made of. */
export interface KeepingParts {
  readonly kept: KeptTensors;
  /** Opens the source, asked for only when something is missing; null: there is none. */
  readonly open: ((signal: AbortSignal) => Promise<Owned<TensorArchive>>) | null;
  /** Told once when nothing more can be kept, with what the browser threw. Reading goes on. */
  readonly onTrouble: (error: unknown) => void;
  /** For messages. */
  readonly name: string;
}

/** Opens one. Its `read` gives what is kept first, then the rest. Disposes of the source that it opened. */
export function keepingArchive(parts: KeepingParts): Owned<TensorArchive> {
  const { kept } = parts;
  let source: Promise<Owned<TensorArchive>> | null = null;
  let isKeeping = true;
  const open = async (signal: AbortSignal): Promise<TensorArchive> => {
    if (!parts.open) throw damaged(parts.name);
    source ??= parts.open(signal);
    const archive = await source.catch((error: unknown) => {
      source = null;
      throw error;
    });
    expectSameContents(archive, kept, parts.name);
    return archive;
  };
  const keep = async (
    name: string,
    part: number,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> => {
    if (!isKeeping) return;
    try {
      await kept.writePart(name, part, bytes);
    } catch (error) {
      isKeeping = false;
      parts.onTrouble(error);
    }
  };
  return {
    ...kept.contents,
    async *read(wanted, signal) {
      const missing: TensorWant[] = [];
      const memory = new Uint8Array(PART_BYTES);
      for (const want of wanted) {
        const rest = yield* readKept(kept, want, memory, signal);
        if (rest) missing.push(rest);
      }
      if (missing.length === 0) return;
      const archive = await open(signal);
      yield* keepAll(archive.read(missing, signal), kept, keep);
    },
    dispose: () => {
      void source?.then((archive) => archive.dispose()).catch(() => null);
    },
  };
}

/** Gives the parts that are kept, from the first to one that is missing; returns what is to be read elsewhere. */
async function* readKept(
  kept: KeptTensors,
  { name, offset }: TensorWant,
  memory: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): AsyncGenerator<TensorPiece, TensorWant | null> {
  const entry = kept.contents.tensors.get(name);
  if (!entry) return { name, offset };
  let at = offset;
  for (let part = Math.floor(offset / PART_BYTES); part < kept.partsOf(name); part += 1) {
    signal.throwIfAborted();
    const bytes = await kept.readPart(name, part, memory);
    if (!bytes) return { name, offset: at };
    const piece = bytes.subarray(at - part * PART_BYTES);
    yield { entry, offset: at, bytes: piece };
    at += piece.length;
  }
  return null;
}

/** Hands pieces on and keeps each part as soon as it is complete. */
async function* keepAll(
  pieces: AsyncGenerator<TensorPiece>,
  kept: KeptTensors,
  keep: (name: string, part: number, bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
): AsyncGenerator<TensorPiece> {
  let collected: Part | null = null;
  // One part is written before the next begins: they share the memory.
  const memory = new Uint8Array(PART_BYTES);
  for await (const piece of pieces) {
    yield piece;
    for (const { part, inside, bytes } of cutIntoParts(piece)) {
      const { name } = piece.entry;
      // Parts are asked for from their beginning; one that begins later is not kept.
      if (inside === 0) {
        collected = { name, part, bytes: memory.subarray(0, kept.partBytes(name, part)) };
      } else if (!isPart(collected, name, part)) {
        collected = null;
      }
      if (!collected) continue;
      collected.bytes.set(bytes, inside);
      if (inside + bytes.length < collected.bytes.length) continue;
      await keep(name, part, collected.bytes);
      collected = null;
    }
  }
}

/** A part that is being put together. */
interface Part {
  readonly name: string;
  readonly part: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function isPart(one: Part | null, name: string, part: number): boolean {
  return one?.name === name && one.part === part;
}

/** The bytes of a piece by the part they belong to, with their place inside it. */
function* cutIntoParts({
  offset,
  bytes,
}: TensorPiece): Generator<{ part: number; inside: number; bytes: Uint8Array }> {
  for (let at = 0; at < bytes.length;) {
    const part = Math.floor((offset + at) / PART_BYTES);
    const inside = offset + at - part * PART_BYTES;
    const end = Math.min(bytes.length, at + PART_BYTES - inside);
    yield { part, inside, bytes: bytes.subarray(at, end) };
    at = end;
  }
}

/** The source must still be the file that was kept in part. */
function expectSameContents(source: TensorArchive, { contents }: KeptTensors, name: string): void {
  for (const [tensor, { type, shape }] of contents.tensors) {
    const now = source.tensors.get(tensor);
    if (now?.type === type && String(now.shape) === String(shape)) continue;
    throw new WeightsError('weights-changed', `${name} is another file than the one kept.`, {
      url: name,
    });
  }
}

function damaged(name: string): WeightsError {
  return new WeightsError('weights-damaged', `What was kept of ${name} is damaged.`, { name });
}
