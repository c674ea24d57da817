/** Writes numbers with their shape as JSON, in pieces. Knows no network. */
import { sizeOf } from '../math/index.ts';

/** Numbers to be written, and what is told of them. */
export interface JsonTensor {
  /** Where the numbers come from, such as `model` and `layer`. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly shape: readonly number[];
  /** Names of the axes or a formula of the index, so that a reader need not guess. */
  readonly order: string;
  readonly data: Float32Array;
}

/** Values in one piece of the text. */
const PIECE = 16_384;
const NOTE = 'null stands for a value that is not a finite number';

/**
 * The text of `{...facts, shape, order, data}` in pieces, which `new Blob(pieces)` joins. Numbers are exact; what is not
 * finite becomes null, and then a `note` says so. Throws RangeError where the shape does not fit the data.
 */
export function writeJsonTensor({ facts, shape, order, data }: JsonTensor): string[] {
  if (sizeOf(shape) !== data.length) {
    throw new RangeError(`${data.length} values do not make an array of shape (${shape.join()}).`);
  }
  const note = data.every(Number.isFinite) ? {} : { note: NOTE };
  const head = JSON.stringify({ ...facts, shape, order, ...note });
  const pieces = [`${head.slice(0, -1)},"data":[`];
  for (let at = 0; at < data.length; at += PIECE) {
    const piece = JSON.stringify(Array.from(data.subarray(at, at + PIECE))).slice(1, -1);
    pieces.push(at === 0 ? piece : `,${piece}`);
  }
  pieces.push(']}\n');
  return pieces;
}
