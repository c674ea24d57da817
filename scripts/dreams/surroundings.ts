/** What the command works with; a test brings its own. */
import type { SpawnHdf5Thread } from '../../src/io/hdf5-protocol.ts';
import type { Pixels } from '../lib/webp.mjs';

/** Where things are said. */
export interface Screen {
  readonly isTerminal: boolean;
  readonly line: (text: string) => void;
}

/** See the head of the file. */
export interface Surroundings {
  /** The folder `weights/`: the list of models is in it, and `dreams/` for what is made. */
  readonly weights: string;
  /** Where dreams are kept one by one. */
  readonly work: string;
  readonly screen: Screen;
  /** For what goes wrong. */
  readonly complain: (line: string) => void;
  readonly signal: AbortSignal;
  /** Prepares reading HDF5, which takes a moment. */
  readonly hdf5: () => Promise<SpawnHdf5Thread>;
  readonly encodeWebp: (pixels: Pixels, quality: number) => Promise<Uint8Array>;
}
