/** What a device can do at most: multiply-adds in registers, and a copy of memory. Knows no network. */
import { DisposableStore } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import {
  COPY_PIECE_BYTES,
  MULTIPLY_ADDS_OF_GROUP,
  MULTIPLY_ADD_GROUP_BYTES,
  prepareCopy,
  prepareMultiplyAdd,
} from '../../gpu/index.ts';
import type { ArithmeticPrecision, Dispatch, Gpu } from '../../gpu/index.ts';
import { steadyRate } from './steady-rate.ts';
import type { Work } from './steady-rate.ts';
import type { Ceilings } from './types.ts';

export type { Ceilings } from './types.ts';

const FLOPS_PER_MULTIPLY_ADD = 2;
/** Per millisecond to 10^9 a second. */
const GIGA_PER_MS = 1e6;
/** Values go to and fro between x and 1.5 - x: they stay finite, and no round repeats the one before. */
const [FACTOR, TERM] = [-1, 1.5];
/** The least amount of multiply-adds; then more workgroups, until every device has enough of them; then more rounds. */
const FIRST_GROUPS = 16;
const FIRST_ROUNDS = 64;
const MOST_GROUPS = 16_384;
const FIRST_COPY_BYTES = 4 * 2 ** 20;
/** Large enough for most devices; one that copies this in half a millisecond may have a cache that holds much of it. */
const COPY_BYTES = 64 * 2 ** 20;
const LARGE_COPY_BYTES = 256 * 2 ** 20;
const FAST_COPY_MS = 0.5;
/** Read, and written. */
const WAYS = 2;

/** Measures the device; takes a second or two. Throws the signal's reason, OutOfMemoryError. */
export async function measureCeilings(gpu: Gpu, signal?: AbortSignal): Promise<Ceilings> {
  const rate = async (kind: (bench: Bench) => Work): Promise<number> => {
    const bench = new Bench(gpu);
    try {
      return (await steadyRate(kind(bench), signal)) / GIGA_PER_MS;
    } finally {
      bench.dispose();
      gpu.trim();
    }
  };
  const { f16 } = gpu.facts.features;
  return {
    multiplyAdd: await rate((bench) => multiplyAdds(bench, 'f32')),
    multiplyAddF16: f16 ? await rate((bench) => multiplyAdds(bench, 'f16')) : null,
    copy: await rate(copies),
  };
}

/** Amount 1 is `FIRST_GROUPS` workgroups of `FIRST_ROUNDS` rounds. */
function multiplyAdds(bench: Bench, precision: ArithmeticPrecision): Work {
  return async (amount) => {
    const groups = Math.min(MOST_GROUPS, FIRST_GROUPS * amount);
    const rounds = Math.ceil((FIRST_ROUNDS * FIRST_GROUPS * amount) / groups);
    const launch = await bench.launch([groups, rounds].join(), async (gpu, owned) => {
      const output = owned.add(gpu.buffer('ceilings.sums', groups * MULTIPLY_ADD_GROUP_BYTES));
      const request = { output, precision, rounds, factor: FACTOR, term: TERM };
      return prepareMultiplyAdd(gpu, 'ceilings.multiply_add', request);
    });
    const done = FLOPS_PER_MULTIPLY_ADD * groups * rounds * MULTIPLY_ADDS_OF_GROUP;
    return { done, ms: await bench.timeOf(launch, 1) };
  };
}

/** Amount 1 is `FIRST_COPY_BYTES` there and back; then larger buffers, then more copies of them. */
function copies(bench: Bench): Work {
  let most = COPY_BYTES;
  return async (amount) => {
    const bytes = Math.min(bench.room(most), FIRST_COPY_BYTES * amount);
    const times = Math.ceil((FIRST_COPY_BYTES * amount) / bytes);
    const launch = await bench.launch(String(bytes), async (gpu, owned) => {
      const input = owned.add(gpu.buffer('ceilings.from', bytes));
      const output = owned.add(gpu.buffer('ceilings.to', bytes));
      return prepareCopy(gpu, 'ceilings.copy', { input, output });
    });
    const ms = await bench.timeOf(launch, times);
    if (bytes === COPY_BYTES && ms / times < FAST_COPY_MS) most = LARGE_COPY_BYTES;
    return { done: WAYS * bytes * times, ms };
  };
}

type Make = (gpu: Gpu, owned: DisposableStore) => Promise<Owned<Dispatch>>;

/** Holds one launch at a time with the memory it works on. */
class Bench implements Disposable {
  readonly #gpu: Gpu;
  #key = '';
  #owned = new DisposableStore();
  #launch: Dispatch | null = null;

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
  }

  /** As much of `bytes` as a buffer of this device may have, in whole pieces of a copy. */
  room(bytes: number): number {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.#gpu.facts.limits;
    const most = Math.min(bytes, maxBufferSize, maxStorageBufferBindingSize);
    return most - (most % COPY_PIECE_BYTES);
  }

  /** The launch of that name; a new one has run once, so that its memory is there. */
  async launch(key: string, make: Make): Promise<Dispatch> {
    if (this.#launch && key === this.#key) return this.#launch;
    this.dispose();
    this.#key = key;
    this.#owned = new DisposableStore();
    const launch = this.#owned.add(await make(this.#gpu, this.#owned));
    this.#launch = launch;
    await this.timeOf(launch, 1);
    return launch;
  }

  /** Milliseconds of that many in a row. */
  timeOf(launch: Dispatch, times: number): Promise<number> {
    return this.#gpu.measure('ceilings', (commands) => {
      for (let i = 0; i < times; i += 1) commands.dispatch(launch);
    });
  }

  dispose(): void {
    this.#launch = null;
    this.#owned.dispose();
  }
}
