/** What a thread that reads HDF5 is asked, and what it answers. Knows neither HDF5 nor threads. */
import type { TensorEntry } from './archive.ts';

/** A question, with a number to know its answer by. */
export type Hdf5Request =
  | { readonly id: number; readonly kind: 'open'; readonly file: Blob }
  | {
      readonly id: number;
      readonly kind: 'read';
      readonly name: string;
      /** Number of the first element. */
      readonly first: number;
      /** The answer is at most this long, and may be shorter; there is at least one element. */
      readonly maxBytes: number;
      /** What came before and is no longer needed, to be filled again; empty the first time. */
      readonly used: ArrayBuffer;
    };

/** What a file holds. */
export interface Hdf5Listing {
  readonly metadata: readonly (readonly [name: string, text: string])[];
  readonly tensors: readonly TensorEntry[];
}

/** An answer; `ready` comes once, unasked. A failure is a half sentence in English. */
export type Hdf5Answer =
  | { readonly kind: 'ready' }
  | { readonly id: number; readonly kind: 'open'; readonly listing: Hdf5Listing }
  | { readonly id: number; readonly kind: 'read'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly kind: 'failure'; readonly detail: string };

/** A thread of whatever kind: the page has workers, Node has worker threads. */
export interface Hdf5Thread {
  /** Called once, before anything is sent. */
  listen(onAnswer: (answer: Hdf5Answer) => void, onBroken: () => void): void;
  send(request: Hdf5Request): void;
  /** Ends the thread at once, whatever it does. */
  end(): void;
}

/** Starts a thread. */
export type SpawnHdf5Thread = () => Hdf5Thread;
