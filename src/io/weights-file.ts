/** Opens a file of weights that a person chose, whatever its format: told by what is in it, not by its name. Knows no network. */
import { WeightsError } from '../base/index.ts';
import type { TensorArchive } from './archive.ts';
import { BlobSource, readRange } from './byte-source.ts';
import { KIND_BYTES, fileKind, zipKind } from './file-kind.ts';
import type { SpawnHdf5Thread } from './hdf5-protocol.ts';
import { openNpz } from './npz.ts';
import { openSafetensors } from './safetensors-archive.ts';
import { readZipDirectory } from './zip-directory.ts';

/** What Node must bring. */
export interface WeightsFileOptions {
  /** How to start a thread that reads HDF5; a page uses a worker of its own. */
  readonly spawnHdf5?: SpawnHdf5Thread;
}

/**
 * Opens safetensors, HDF5 (loaded only then) or .npz. Throws WeightsError `weights-unknown-format` {name, found} for
 * anything else, `weights-format` {detail} and what the formats' readers throw, and the signal's reason.
 */
export async function openWeightsFile(
  file: Blob,
  name: string,
  signal: AbortSignal,
  { spawnHdf5 }: WeightsFileOptions = {},
): Promise<TensorArchive> {
  const source = new BlobSource(file, name);
  const kind = fileKind(await readRange(source, 0, Math.min(KIND_BYTES, file.size), signal));
  switch (kind.format) {
    case null:
      throw unknownFormat(name, kind.found);
    case 'safetensors':
      return openSafetensors(source, signal);
    case 'hdf5': {
      const { openHdf5 } = await import('./hdf5.ts');
      return openHdf5(file, name, signal, spawnHdf5);
    }
    case 'zip': {
      const names = (await readZipDirectory(source, signal)).map((member) => member.name);
      const found = zipKind(names);
      if (found !== null) throw unknownFormat(name, found);
      return openNpz(source, signal);
    }
    default:
      return kind satisfies never;
  }
}

function unknownFormat(name: string, found: string): WeightsError {
  return new WeightsError(
    'weights-unknown-format',
    `${name} is no file of weights that can be read, but ${found}. Wanted: safetensors, HDF5 (.h5) or NumPy's .npz.`,
    { name, found },
  );
}
