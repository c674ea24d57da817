/** Puts a tensor whose first index moves fastest into the usual order. Holds that one tensor. Knows no file. */
import { sizeOf } from '../math/index.ts';

const PAGE_BYTES = 2 ** 20;

/** Bytes that come piece by piece, kept in pages that are made when there is something to put in. */
class Pages {
  readonly #pages: Uint8Array[] = [];
  #length = 0;

  add(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0) {
      const at = this.#length % PAGE_BYTES;
      if (at === 0) this.#pages.push(new Uint8Array(PAGE_BYTES));
      const part = rest.subarray(0, PAGE_BYTES - at);
      this.#pages.at(-1)?.set(part, at);
      this.#length += part.length;
      rest = rest.subarray(part.length);
    }
  }

  /** A number of 2, 4 or 8 bytes never lies on two pages. */
  copy(from: number, target: Uint8Array, at: number, bytes: number): void {
    const page = this.#pages[Math.floor(from / PAGE_BYTES)];
    if (!page) throw new RangeError(`Byte ${String(from)} has not come.`);
    const start = from % PAGE_BYTES;
    for (let i = 0; i < bytes; i += 1) target[at + i] = page[start + i] ?? 0;
  }
}

/** The numbers of `stored`, each of `unit` bytes, with the last index moving fastest; from number `first` on, in pieces. */
export async function* fromFortranOrder(
  stored: AsyncGenerator<Uint8Array>,
  shape: readonly number[],
  unit: number,
  first: number,
): AsyncGenerator<Uint8Array> {
  const pages = new Pages();
  for await (const piece of stored) pages.add(piece);
  const count = sizeOf(shape);
  const perPiece = PAGE_BYTES / unit;
  for (let begin = first; begin < count; begin += perPiece) {
    const numbers = Math.min(perPiece, count - begin);
    const bytes = new Uint8Array(numbers * unit);
    for (let i = 0; i < numbers; i += 1) {
      pages.copy(placeOf(begin + i, shape) * unit, bytes, i * unit, unit);
    }
    yield bytes;
  }
}

/** Where the `index`-th number in the usual order is stored. */
function placeOf(index: number, shape: readonly number[]): number {
  let rest = index;
  let place = 0;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    const extent = shape[axis] ?? 1;
    place = place * extent + (rest % extent);
    rest = Math.floor(rest / extent);
  }
  return place;
}
