/** What a thread that reads HDF5 does, whichever kind of thread it is: loads the library, answers one request after another. */
import { limitHeap } from './hdf5-heap.ts';
import type { Hdf5Answer, Hdf5Request } from './hdf5-protocol.ts';
import { Hdf5Reader } from './hdf5-reader.ts';
import type { SyncBytes } from './hdf5-reader.ts';

/** What the kind of thread brings. `File` is what it is given in the place of a file. */
export interface Hdf5Host<File> {
  answer(answer: Hdf5Answer, transfer: ArrayBuffer[]): void;
  bytesOf(file: File): SyncBytes;
}

/** A request as it arrives in the thread. */
export type ArrivedRequest<File> =
  | Exclude<Hdf5Request, { readonly kind: 'open' }>
  | { readonly id: number; readonly kind: 'open'; readonly file: File };

/** Loads the library and says `ready`; what comes back answers requests. The thread belongs to this from now on. */
export async function startHdf5<File>(
  host: Hdf5Host<File>,
): Promise<(request: ArrivedRequest<File>) => void> {
  limitHeap();
  // The library tells its troubles at length; the page has its own words for them. Must come before it is loaded.
  Object.assign(console, { error: () => undefined });
  const { default: library } = await import('h5wasm');
  const module = await library.ready;
  let reader: Hdf5Reader | null = null;

  const answer = (request: ArrivedRequest<File>): void => {
    const { id } = request;
    if (request.kind === 'open') {
      reader?.close();
      reader = null;
      reader = new Hdf5Reader(library, module, cached(host.bytesOf(request.file)));
      host.answer({ id, kind: 'open', listing: reader.listing() }, []);
      return;
    }
    if (!reader) throw new Error('no file is open');
    const bytes = reader.read(request.name, request.first, request.maxBytes, request.used);
    host.answer({ id, kind: 'read', bytes }, [bytes.buffer]);
  };
  host.answer({ kind: 'ready' }, []);
  return (request) => {
    try {
      answer(request);
    } catch (error) {
      host.answer({ id: request.id, kind: 'failure', detail: detailOf(error) }, []);
    }
  };
}

/** What is said when the library broke down rather than refused; its memory may be in any state. */
export const BROKE = 'the HDF5 file is damaged';

/** The library also throws numbers, and traps of WebAssembly whose words say nothing to a person. */
function detailOf(error: unknown): string {
  const isWords = error instanceof Error && !(error instanceof WebAssembly.RuntimeError);
  if (!isWords) return BROKE;
  return error.message.startsWith('error - ')
    ? 'a part of the HDF5 file is damaged'
    : error.message;
}

const BLOCK_BYTES = 2 ** 16;

/** The library reads a few bytes at a time, near each other: keeps the last block of the file. */
function cached(bytes: SyncBytes): SyncBytes {
  const memory = new Uint8Array(BLOCK_BYTES);
  let block = memory.subarray(0, 0);
  let blockAt = 0;
  return {
    size: bytes.size,
    read(begin, target) {
      const end = begin + target.length;
      if (target.length > BLOCK_BYTES / 2) {
        bytes.read(begin, target);
        return;
      }
      if (begin < blockAt || end > blockAt + block.length) {
        block = memory.subarray(0, Math.min(BLOCK_BYTES, bytes.size - begin));
        blockAt = begin;
        bytes.read(begin, block);
      }
      target.set(block.subarray(begin - blockAt, end - blockAt));
    },
  };
}
