/** Types of hdf5-thread.mjs, for the tests of src/io. */
import type { SpawnHdf5Thread } from '../../src/io/hdf5-protocol.ts';
export declare function hdf5Threads(): Promise<SpawnHdf5Thread>;
