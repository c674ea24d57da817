/** Keeps the memory of WebAssembly in this thread within bounds, whatever a file asks for. Knows no HDF5. */

const PAGE_BYTES = 2 ** 16;
/**
 * h5wasm begins with 19 MB. What it may add has room for a piece, the caches of HDF5 and some chunks; a file that asks for
 * more is damaged, or is no file of weights.
 */
const MAX_HEAP_BYTES = 56 * 2 ** 20;

/** From now on memories of this thread refuse to grow beyond the limit; the library then reports a lack of memory. */
export function limitHeap(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- bound when it is called, below
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function limited(pages: number): number {
    if (this.buffer.byteLength + pages * PAGE_BYTES > MAX_HEAP_BYTES) {
      throw new RangeError('The file asks for too much memory.');
    }
    return grow.call(this, pages);
  };
}
