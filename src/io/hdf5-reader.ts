/**
 * Lists and reads the tensors of an HDF5 file through h5wasm, from bytes that are read where and when the library wants
 * them. Runs in a thread of its own, for the library may hang or break on a damaged file. Knows neither page nor Node.
 */
import type { File as H5File, default as H5Wasm } from 'h5wasm';
import { sizeOf } from '../math/index.ts';
import { BYTES_OF_TYPE, PIECE_BYTES } from './archive.ts';
import type { TensorEntry, TensorType } from './archive.ts';
import type { Hdf5Listing } from './hdf5-protocol.ts';
import { hyperslabAt } from './hyperslab.ts';

type Library = typeof H5Wasm;
type H5Module = Awaited<Library['ready']>;

/** Bytes that can be read at once, without waiting: the library knows no promises. */
export interface SyncBytes {
  readonly size: number;
  /** Fills all of `target` with what begins at `begin`. */
  read(begin: number, target: Uint8Array): void;
}

/** What h5wasm's file system has beyond its declared types. */
interface FileNode {
  usedBytes: number;
  stream_ops: object;
}
type ReadFile = (
  stream: unknown,
  heap: Int8Array,
  offset: number,
  length: number,
  position: number,
) => number;

/** Names of groups and tensors together. A VGG has about a hundred. */
const MAX_NAMES = 10_000;
const MAX_ATTRIBUTES = 64;
/** Longer texts, such as a model's configuration, are no use here. */
const MAX_TEXT_BYTES = 4096;
const MAX_TEXTS = 256;
/** As with deflate: more of it than this cannot come of a byte of the file. */
const MAX_RATIO = 1032;
const TYPES: Readonly<Record<number, TensorType>> = { 2: 'F16', 4: 'F32', 8: 'F64' };

/** The library takes two files of one path for the same file, even when the first could not be closed properly. */
let filesSoFar = 0;

/** One open file. */
export class Hdf5Reader {
  readonly #module: H5Module;
  readonly #file: H5File;
  readonly #tensors = new Map<string, TensorEntry>();
  /** For a piece, in the library's memory. */
  readonly #buffer: number;
  readonly #path: string;

  /** Opens a file and reads what is in it. Throws Error with half a sentence, or what the library throws. */
  constructor(library: Library, module: H5Module, bytes: SyncBytes) {
    this.#module = module;
    filesSoFar += 1;
    this.#path = `/weights-${String(filesSoFar)}.h5`;
    mount(module, this.#path, bytes);
    this.#file = new library.File(this.#path, 'r');
    this.#buffer = module._malloc(PIECE_BYTES);
    try {
      if (this.#file.file_id < 0n) throw new Error('the HDF5 file is damaged or cut off');
      if (this.#buffer === 0) throw new Error('there is not enough memory');
      for (const entry of this.#entries(bytes.size)) this.#tensors.set(entry.name, entry);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** What the file holds. */
  listing(): Hdf5Listing {
    return { metadata: this.#texts(), tensors: [...this.#tensors.values()] };
  }

  /** At most `maxBytes` of a tensor, from its number `first` on; in `used` if it is long enough. */
  read(name: string, first: number, maxBytes: number, used: ArrayBuffer): Uint8Array<ArrayBuffer> {
    const entry = this.#tensors.get(name);
    if (!entry) throw new Error(`there is no ${name}`);
    const unit = BYTES_OF_TYPE[entry.type];
    const most = Math.floor(Math.min(maxBytes, PIECE_BYTES) / unit);
    const { offset, count } = hyperslabAt(entry.shape, first, most);
    const isScalar = entry.shape.length === 0;
    const status = this.#module.get_dataset_data(
      this.#file.file_id,
      name,
      isScalar ? null : count.map(BigInt),
      isScalar ? null : offset.map(BigInt),
      isScalar ? null : count.map(() => 1n),
      BigInt(this.#buffer),
    );
    if (status < 0) throw new Error(`the numbers of ${name} cannot be read; they are damaged`);
    const length = sizeOf(count) * unit;
    const bytes = new Uint8Array(
      used.byteLength < length ? new ArrayBuffer(length) : used,
      0,
      length,
    );
    bytes.set(this.#module.HEAPU8.subarray(this.#buffer, this.#buffer + length));
    return bytes;
  }

  close(): void {
    this.#module._free(this.#buffer);
    if (this.#file.file_id >= 0n) this.#file.close();
    this.#module.FS.unlink(this.#path);
  }

  #entries(fileBytes: number): readonly TensorEntry[] {
    const module = this.#module;
    const id = this.#file.file_id;
    const names = module.get_names(id, '/', true);
    if (names.length > MAX_NAMES) throw new Error('the file has too many parts');
    let all = 0;
    return names.flatMap((name) => {
      if (module.get_type(id, name) !== module.H5G_DATASET) return [];
      const { type, size, shape } = module.get_dataset_metadata(id, name);
      const known = TYPES[size];
      const isFloat = type === module.H5T_class_t.H5T_FLOAT.value;
      if (!isFloat || known === undefined || shape === null) return [];
      const bytes = sizeOf(shape) * size;
      all += bytes;
      if (!(all <= fileBytes * MAX_RATIO)) {
        throw new Error(
          `${name} of shape (${shape.join()}) cannot be in a file of ${String(fileBytes)} bytes`,
        );
      }
      return [{ name, type: known, shape, bytes }];
    });
  }

  /** The texts that the root of the file carries: `keras_version`, `layer_names`. */
  #texts(): (readonly [string, string])[] {
    const string = this.#module.H5T_class_t.H5T_STRING.value;
    const { attrs } = this.#file;
    const names = Object.keys(attrs).slice(0, MAX_ATTRIBUTES);
    return names.flatMap((name): (readonly [string, string])[] => {
      const attribute = attrs[name];
      if (!attribute) return [];
      const { type, size, total_size: count } = attribute.metadata;
      if (type !== string || size > MAX_TEXT_BYTES || count > MAX_TEXTS) return [];
      const { value } = attribute;
      const text = (Array.isArray(value) ? value : [value]).map(String).join();
      return text.length > MAX_TEXT_BYTES ? [] : [[name, text]];
    });
  }
}

/** Makes a file of the library's own file system whose bytes are fetched when they are read. */
function mount({ FS }: H5Module, path: string, bytes: SyncBytes): void {
  FS.writeFile(path, new Uint8Array());
  const node = FS.lookupPath(path, {}).node as unknown as FileNode;
  const read: ReadFile = (_, heap, offset, length, position) => {
    const end = Math.min(bytes.size, position + length);
    if (end <= position) return 0;
    const target = new Uint8Array(heap.buffer, heap.byteOffset + offset, end - position);
    bytes.read(position, target);
    return target.length;
  };
  node.stream_ops = { ...node.stream_ops, read };
  node.usedBytes = bytes.size;
}
