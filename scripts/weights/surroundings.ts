/** What the command works with; a test brings its own. */
import type { HttpOptions } from '../../src/io/index.ts';
import type { SpawnHdf5Thread } from '../../src/io/hdf5-protocol.ts';
import type { Screen } from './progress.ts';

/** See the head of the file. */
export interface Surroundings {
  /** The folder `weights/`: the list is in it, and `local/` for what is put there. */
  readonly weights: string;
  /** Where downloads are kept until they are complete. */
  readonly downloads: string;
  readonly screen: Screen;
  /** For what goes wrong. */
  readonly complain: (line: string) => void;
  readonly signal: AbortSignal;
  readonly http?: HttpOptions;
  /** Prepares reading HDF5, which takes a moment. */
  readonly hdf5: () => Promise<SpawnHdf5Thread>;
}
