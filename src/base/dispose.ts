/** Who frees what. `Owned<T>` in a signature says: the receiver disposes of it. */

/** Something that holds a resource until `dispose` is called; calling twice does nothing. */
export interface Disposable {
  dispose(): void;
}

/** The holder of this value must dispose of it. */
export type Owned<T extends Disposable> = T;

/** A set of resources freed together, last made first. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];
  #disposed = false;

  /** Takes ownership of `item` and hands it back. */
  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  /** Registers a function to run on disposal. */
  defer(run: () => void): void {
    this.add({ dispose: run });
  }

  dispose(): void {
    this.#disposed = true;
    for (const item of this.#items.splice(0).reverse()) item.dispose();
  }
}
