/** One prepared draw that is replaced when what it is bound to changes; the latest wins. Knows no canvas. */
import type { Disposable, Owned } from '../../base/index.ts';

/** Holds a draw and the things it was made of. */
export class BoundDraw<D extends Disposable> implements Disposable {
  #draw: Owned<D> | null = null;
  #key: readonly unknown[] = [];
  #latest = 0;

  /** The draw, if it was made of exactly `key`. */
  get(key: readonly unknown[]): D | null {
    return this.#draw && sameKey(this.#key, key) ? this.#draw : null;
  }

  /** The draw of whatever it was made of last. */
  get current(): D | null {
    return this.#draw;
  }

  /** Makes the draw of `key` unless it is there; resolves to false when something later replaced it meanwhile. */
  async bind(key: readonly unknown[], make: () => Promise<Owned<D>>): Promise<boolean> {
    if (this.get(key)) return true;
    this.#latest += 1;
    const mine = this.#latest;
    const draw = await make();
    if (mine !== this.#latest) {
      draw.dispose();
      return false;
    }
    this.#draw?.dispose();
    this.#draw = draw;
    this.#key = key;
    return true;
  }

  dispose(): void {
    this.#latest += 1;
    this.#draw?.dispose();
    this.#draw = null;
    this.#key = [];
  }
}

function sameKey(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
