/**
 * Checks of kernels against the CPU reference, as data: the same list runs in Node on Dawn (Tint), in Deno on wgpu
 * (naga), and wherever else a `Gpu` opens. Knows no test runner.
 */
import type { Owned } from '../../base/index.ts';
import { formatShape } from '../../math/index.ts';
import type { Extent, Shape3, Tensor3 } from '../../math/index.ts';
import { BLOCK, blocksOf, createTensor, unpackBlocked } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import type { KernelVariant } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch, Draw } from '../kernel.ts';

/** One check. `run` throws when the GPU and the reference disagree. */
export interface KernelCheck {
  /** `kernel: what is special about this case`. */
  readonly name: string;
  /** Device features without which the check cannot run; it is then skipped, and said to be. */
  readonly needs?: NonNullable<KernelVariant['needs']>;
  readonly run: (gpu: Gpu) => Promise<void>;
}

/** How far two lists of numbers are apart. */
export interface Difference {
  /** Largest absolute difference divided by the largest absolute value expected (at least 1e-30). */
  readonly relative: number;
  readonly absolute: number;
  readonly index: number;
}

/** Compares element by element; NaN on one side only counts as infinitely far. */
export function differenceOf(actual: ArrayLike<number>, expected: ArrayLike<number>): Difference {
  let absolute = 0;
  let index = 0;
  let largest = 1e-30;
  for (let i = 0; i < expected.length; i += 1) {
    const want = expected[i] ?? Number.NaN;
    const got = actual[i] ?? Number.NaN;
    largest = Math.max(largest, Math.abs(want));
    const gap = Object.is(got, want) ? 0 : Math.abs(got - want);
    if (!(gap <= absolute)) {
      absolute = Number.isNaN(gap) ? Infinity : gap;
      index = i;
    }
  }
  return { relative: absolute / largest, absolute, index };
}

/** Throws unless `actual` equals `expected` up to `tolerance` relative to the largest expected value. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  if (actual.length !== expected.length) {
    throw new Error(`${String(actual.length)} values instead of ${String(expected.length)}`);
  }
  const { relative, index } = differenceOf(actual, expected);
  if (relative <= tolerance) return;
  throw new Error(
    `element ${String(index)} is ${String(actual[index])} instead of ${String(expected[index])}: ` +
      `relative error ${relative.toExponential(2)} above ${tolerance.toExponential(1)}`,
  );
}

/** Share of values so close to an edge of a bin that f32 may choose the bin beside it. */
const ON_EDGES = 1e-4;

/**
 * Throws unless two histograms count as many values, of which only some on the edges (none if `exact`) have moved
 * into the next bin.
 */
export function expectHistogram(actual: Uint32Array, expected: Uint32Array, exact: boolean): void {
  let total = 0;
  let ahead = 0;
  let moved = 0;
  expected.forEach((count, bin) => {
    total += count;
    ahead += (actual[bin] ?? 0) - count;
    moved += Math.abs(ahead);
  });
  const allowed = exact ? 0 : Math.ceil(ON_EDGES * total);
  if (actual.length === expected.length && ahead === 0 && moved <= allowed) return;
  throw new Error(
    `bins ${actual.join()} instead of ${expected.join()}: ${String(moved)} moved, ${String(ahead)} more`,
  );
}

/** A tensor full of NaN, padding included, so that whatever a kernel forgets to write is found. */
export function createPoisoned(gpu: Gpu, label: string, shape: Shape3): Owned<BlockedTensor> {
  const tensor = createTensor(gpu, label, shape);
  gpu.upload(tensor.buffer, new Float32Array(tensor.buffer.bytes / 4).fill(Number.NaN));
  return tensor;
}

/** Runs one launch and disposes of it. */
export function runOnce(gpu: Gpu, launch: Owned<Dispatch>): void {
  gpu.submit('check', (commands) => {
    commands.dispatch(launch);
  });
  launch.dispose();
}

/** RGBA bytes of what a draw makes of a target of that size. */
export async function drawn(gpu: Gpu, draw: Draw, { width, height }: Extent): Promise<Uint8Array> {
  const target = gpu.texture('check.target', width, height);
  gpu.submit('check', (commands) => {
    commands.draw(target.raw.createView(), draw);
  });
  const bytes = new Uint8Array(await gpu.readTexture(target));
  target.dispose();
  return bytes;
}

/** Throws unless two pictures of RGBA bytes differ by at most `steps` in every byte. */
export function expectPixels(
  actual: Uint8Array,
  expected: Uint8Array,
  width: number,
  steps: number,
): void {
  if (actual.length !== expected.length) {
    throw new Error(`${String(actual.length)} bytes instead of ${String(expected.length)}`);
  }
  for (let i = 0; i < expected.length; i += 1) {
    if (Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN)) <= steps) continue;
    const pixel = Math.floor(i / 4);
    const first = 4 * pixel;
    throw new Error(
      `pixel (${String(pixel % width)}, ${String(Math.floor(pixel / width))}) is ` +
        `${actual.subarray(first, first + 4).join()} instead of ` +
        expected.subarray(first, first + 4).join(),
    );
  }
}

/** As `expectClose` for a tensor on the GPU, and throws unless its padding channels are exact zeros. */
export async function expectTensor(
  gpu: Gpu,
  actual: BlockedTensor,
  expected: Tensor3,
  tolerance: number,
): Promise<void> {
  if (formatShape(actual.shape) !== formatShape(expected.shape)) {
    throw new Error(`${formatShape(actual.shape)} instead of ${formatShape(expected.shape)}`);
  }
  const packed = new Float32Array(await gpu.read(actual.buffer));
  expectClose(unpackBlocked(packed, actual.shape), expected.data, tolerance);
  const [channels, height, width] = actual.shape;
  const padding = blocksOf(channels) * BLOCK - channels;
  const lastBlock = packed.subarray(packed.length - BLOCK * height * width);
  const fault = lastBlock.findIndex(
    (value, index) => index % BLOCK >= BLOCK - padding && value !== 0,
  );
  if (fault >= 0) throw new Error(`padding holds ${String(lastBlock[fault])} instead of 0`);
}

/** Throws unless `work` fails with a message that contains every one of `words`. */
export async function expectRefusal(work: () => unknown, ...words: string[]): Promise<void> {
  let message: string | null = null;
  try {
    await work();
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
  }
  if (message === null) throw new Error('was accepted, but should have been refused');
  for (const word of words) {
    if (!message.includes(word))
      throw new Error(`the refusal "${message}" does not name "${word}"`);
  }
}
