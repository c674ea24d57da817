/** Makes HDF5 files for tests, with h5wasm itself. */
import h5wasm from 'h5wasm';

/** A dataset: its path and numbers, and how it is stored. */
export interface DatasetToWrite {
  readonly path: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array;
  readonly chunks?: readonly number[];
  /** Level of deflate. */
  readonly compression?: number;
}

export interface Hdf5Options {
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>;
  /** Newer versions of HDF5 write other structures. */
  readonly version?: 'earliest' | 'v108' | 'latest';
}

/** The bytes of a file with these datasets; groups are made as needed. */
export async function hdf5Of(
  datasets: readonly DatasetToWrite[],
  { attributes = {}, version = 'earliest' }: Hdf5Options = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { FS } = await h5wasm.ready;
  const file = new h5wasm.File('made.h5', 'w', { libver: [version, 'latest'] });
  for (const [name, text] of Object.entries(attributes)) {
    file.create_attribute(name, typeof text === 'string' ? text : [...text]);
  }
  const groups = new Map<string, InstanceType<typeof h5wasm.Group>>([['', file]]);
  const groupOf = (path: string): InstanceType<typeof h5wasm.Group> => {
    const known = groups.get(path);
    if (known) return known;
    const cut = path.lastIndexOf('/');
    const group = groupOf(path.slice(0, Math.max(0, cut))).create_group(path.slice(cut + 1));
    groups.set(path, group);
    return group;
  };
  for (const { path, shape, data, chunks, compression } of datasets) {
    const cut = path.lastIndexOf('/');
    groupOf(path.slice(0, Math.max(0, cut))).create_dataset({
      name: path.slice(cut + 1),
      data,
      shape: [...shape],
      ...(chunks ? { chunks: [...chunks] } : {}),
      ...(compression === undefined ? {} : { compression }),
    });
  }
  file.close();
  const bytes = FS.readFile('made.h5').slice();
  FS.unlink('made.h5');
  return bytes;
}
