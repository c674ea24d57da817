/**
 * A file of named tensors that can be read in parts, whatever its format and wherever it lies. Nothing here holds a whole
 * large tensor. Knows no network.
 */
import { WeightsError } from '../base/index.ts';
import type { Disposable } from '../base/index.ts';

/** Number formats of stored tensors, little endian. */
export type TensorType = 'F64' | 'F32' | 'F16' | 'BF16';

/** Bytes of one number. */
export const BYTES_OF_TYPE: Readonly<Record<TensorType, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
};

/** A tensor as the file describes it. */
export interface TensorEntry {
  /** As in the file: `features.0.weight`, `block1_conv1/block1_conv1/kernel:0`. */
  readonly name: string;
  readonly type: TensorType;
  /** The last index moves fastest. */
  readonly shape: readonly number[];
  /** As stored, unpacked: elements times `BYTES_OF_TYPE`. */
  readonly bytes: number;
}

/** A tensor that is wanted, from a byte on; the offset is a multiple of the number's size. */
export interface TensorWant {
  readonly name: string;
  readonly offset: number;
}

/** Some bytes of a tensor. Pieces of one tensor come in order and without gaps, whole numbers only. */
export interface TensorPiece {
  readonly entry: TensorEntry;
  /** Of the first byte, in the tensor. */
  readonly offset: number;
  /** Valid until the next piece is asked for. At most `PIECE_BYTES` long. */
  readonly bytes: Uint8Array;
}

/** Longest piece. */
export const PIECE_BYTES = 4 * 2 ** 20;

/** An open file of tensors. Reading is pulled: who does not ask for the next piece makes the file wait. */
export interface TensorArchive extends Disposable {
  /** What the file says of itself, as text. */
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  /**
   * How the file can be put together again, for its checksum: the bytes before the first tensor, then the tensors in this
   * order. Null where that does not make the file.
   */
  readonly whole: { readonly head: Uint8Array; readonly order: readonly string[] } | null;
  /**
   * The bytes of the wanted tensors, one tensor after another; in the order wanted, or in the file's own where only that
   * can be read at a bearable cost. Throws WeightsError, and the signal's reason.
   */
  read(wanted: readonly TensorWant[], signal: AbortSignal): AsyncGenerator<TensorPiece>;
}

/** What is known of a wanted tensor. Throws WeightsError `weights-missing` {tensor}. */
export function entryNamed<T>(tensors: ReadonlyMap<string, T>, name: string): T {
  const entry = tensors.get(name);
  if (entry) return entry;
  throw new WeightsError('weights-missing', `The weights lack the tensor ${name}.`, {
    tensor: name,
  });
}
