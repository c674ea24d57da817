/** Times of single launches by timestamp queries. Without the feature there are no times, never guesses. */
import type { Disposable } from '../base/index.ts';
import type { GpuBuffer, GpuMemory } from './memory.ts';

/** Time of one launch on the device. */
export interface KernelTime {
  readonly kernel: string;
  readonly label: string;
  /** Milliseconds. */
  readonly ms: number;
}

const MAX_LAUNCHES = 512;
const BYTES_PER_STAMP = 8;
const NANOSECONDS_PER_MILLISECOND = 1e6;

/** Hands out timestamp slots for the passes of one submit; made once, used again. */
export class PassTimer implements Disposable {
  readonly #queries: GPUQuerySet;
  readonly #resolved: GpuBuffer;
  #launches: { kernel: string; label: string }[] = [];

  constructor(device: GPUDevice, memory: GpuMemory) {
    this.#queries = device.createQuerySet({
      label: 'PassTimer.queries',
      type: 'timestamp',
      count: 2 * MAX_LAUNCHES,
    });
    this.#resolved = memory.buffer(
      'PassTimer.resolved',
      2 * MAX_LAUNCHES * BYTES_PER_STAMP,
      GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    );
  }

  /** Forgets the launches of the submit before. */
  begin(): void {
    this.#launches = [];
  }

  /** The slots of the next pass; undefined once all are used. */
  next(kernel: string, label: string): GPUComputePassTimestampWrites | undefined {
    const index = this.#launches.length;
    if (index >= MAX_LAUNCHES) return undefined;
    this.#launches.push({ kernel, label });
    return {
      querySet: this.#queries,
      beginningOfPassWriteIndex: 2 * index,
      endOfPassWriteIndex: 2 * index + 1,
    };
  }

  resolve(encoder: GPUCommandEncoder): void {
    const count = 2 * this.#launches.length;
    if (count > 0) encoder.resolveQuerySet(this.#queries, 0, count, this.#resolved.raw, 0);
  }

  /** The times of the last submit, in launch order. */
  async times(
    read: (buffer: GpuBuffer, offset: number, bytes: number) => Promise<ArrayBuffer>,
  ): Promise<KernelTime[]> {
    const launches = this.#launches;
    if (launches.length === 0) return [];
    const bytes = 2 * launches.length * BYTES_PER_STAMP;
    const stamps = new BigUint64Array(await read(this.#resolved, 0, bytes));
    return launches.map((launch, index) => {
      const begin = stamps[2 * index] ?? 0n;
      const end = stamps[2 * index + 1] ?? begin;
      return { ...launch, ms: Number(end - begin) / NANOSECONDS_PER_MILLISECOND };
    });
  }

  dispose(): void {
    this.#queries.destroy();
    this.#resolved.dispose();
  }
}
