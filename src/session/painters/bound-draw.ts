/** One prepared draw that is replaced when what it is bound to changes; the latest wins. Knows no canvas. */
import type { Disposable, Owned } from '../../base/index.ts';

/** Holds a draw and the things it was made of. */
export class BoundDraw<D extends Disposable> implements Disposable {
  #draw: Owned<D> | null = null;
  #key: readonly unknown[] = [];
  #latest = 0;

  /** The draw of whatever it was made of last. */
  get current(): D | null {
    return this.#draw;
  }

  /**
   * Hands the draw of `key` to `use`: at once where it is there, else once it is made, unless something later has
   * replaced it meanwhile. Resolves then.
   */
  bind(
    key: readonly unknown[],
    make: () => Promise<Owned<D>>,
    use: (draw: D) => void,
  ): Promise<void> {
    this.#latest += 1;
    const known = this.#draw && sameKey(this.#key, key) ? this.#draw : null;
    if (known) {
      use(known);
      return Promise.resolve();
    }
    return this.#replace(this.#latest, key, make, use);
  }

  dispose(): void {
    this.#latest += 1;
    this.#draw?.dispose();
    this.#draw = null;
    this.#key = [];
  }

  async #replace(
    mine: number,
    key: readonly unknown[],
    make: () => Promise<Owned<D>>,
    use: (draw: D) => void,
  ): Promise<void> {
    const draw = await make();
    if (mine !== this.#latest) {
      draw.dispose();
      return;
    }
    this.#draw?.dispose();
    this.#draw = draw;
    this.#key = key;
    use(draw);
  }
}

function sameKey(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
