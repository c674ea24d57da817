/**
 * Measures by how much the memory of this process grows while something runs. Threads of this process are within it.
 *
 * What is measured: resident memory (rss) before, every few milliseconds in between, and after. It holds the heaps of all
 * threads, their ArrayBuffers and the memory of WebAssembly. `arrayBuffers` of this thread is sampled beside it, for what is
 * allocated but never touched is not resident; the larger growth of the two counts.
 *
 * What that can miss: a peak between two samples, or while this thread is busy; and growth into memory that was free but
 * still resident. So garbage is collected before a measurement once more than `SLACK_BYTES` of it may lie about, and the
 * limit asked for must be lower by as much. A thread that goes on to the next file keeps the memory of WebAssembly that it
 * once had; how much that can be is bounded by itself (`hdf5-heap.ts`: 37 MB beyond what h5wasm begins with).
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const SAMPLE_MS = 4;
/** Garbage that a measurement may begin with. */
export const SLACK_BYTES = 8 * 2 ** 20;

/** What a run took. */
export interface Measured<T> {
  readonly result: T;
  readonly grownBytes: number;
  readonly milliseconds: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const now = (): { readonly rss: number; readonly arrayBuffers: number } => {
  const { rss, arrayBuffers } = process.memoryUsage();
  return { rss, arrayBuffers };
};

/** Runs one thing after another, each measured. */
export class MemoryMeter {
  #floor = Infinity;

  async measure<T>(run: () => Promise<T>): Promise<Measured<T>> {
    if (now().rss > this.#floor + SLACK_BYTES) {
      collectGarbage();
      await new Promise((resolve) => setImmediate(resolve));
      // What stays is not garbage: code that was compiled, pages that the allocator keeps.
      this.#floor = now().rss;
    }
    const before = now();
    this.#floor = Math.min(this.#floor, before.rss);
    let grownBytes = 0;
    const sample = (): void => {
      const { rss, arrayBuffers } = now();
      grownBytes = Math.max(grownBytes, rss - before.rss, arrayBuffers - before.arrayBuffers);
    };
    const timer = setInterval(sample, SAMPLE_MS);
    const start = performance.now();
    try {
      const result = await run();
      const milliseconds = performance.now() - start;
      sample();
      return { result, grownBytes, milliseconds };
    } finally {
      clearInterval(timer);
    }
  }
}
