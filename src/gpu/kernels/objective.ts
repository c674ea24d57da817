/** An objective that is a weighted sum of one layer's values: its gradient, from which the way back starts, and its value. */
import { DisposableStore, ShapeError } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import { formatShape, sizeOf } from '../../math/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectShape } from './shapes.ts';
import { groupLaunches } from './group.ts';
import type { LaunchGroup } from './group.ts';

/** Invocations of a workgroup, as in the shaders. */
const THREADS = 64;
/** Workgroups that share the sum of an objective, each with so many values an invocation before they add up. */
const PARTS = 64;
const VALUES_A_THREAD = 16;
/** Most terms of one objective. */
export const MAX_SEED_TERMS = 16;

const TOTAL = { flags: ['TOTAL'] };

const BYTES_PER_FLOAT = 4;
const BYTES_OF_VEC4 = 16;
/** Of one term: five whole numbers and the weight. */
const WORDS_OF_TERM = 6;
const WORD_OF_WEIGHT = 5;

export const SEED = defineKernel({
  name: 'seed',
  file: 'backward/seed.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'terms', kind: 'read' },
    { name: 'seed', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', count: 'u32' },
  variants: [{}],
});

export const TERM_VALUES = defineKernel({
  name: 'term_values',
  file: 'backward/term_values.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'terms', kind: 'read' },
    { name: 'sums', kind: 'read' },
    { name: 'parts', kind: 'write' },
  ],
  params: { width: 'u32', height: 'u32', count: 'u32', threads: 'u32' },
  variants: [{}],
});

export const OBJECTIVE = defineKernel({
  name: 'objective',
  file: 'backward/objective.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'seed', kind: 'read' },
    { name: 'sums', kind: 'read' },
    { name: 'made', kind: 'write' },
  ],
  params: { count: 'u32', threads: 'u32' },
  variants: [{}, TOTAL],
});

export const SQUARES = defineKernel({
  name: 'squares',
  file: 'backward/squares.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'sums', kind: 'read' },
    { name: 'seed', kind: 'write' },
    { name: 'parts', kind: 'write' },
  ],
  params: { count: 'u32', threads: 'u32', numbers: 'f32' },
  variants: [{}],
});

/** One part of an objective: `weight` times each value of a channel in a rectangle of it. */
export interface SeedTerm {
  readonly channel: number;
  readonly top: number;
  readonly left: number;
  /** The first row and column that are outside. */
  readonly bottom: number;
  readonly right: number;
  readonly weight: number;
}

/** What an objective works on: a layer's values, what each is weighed with, and one f32 for what it comes to. */
export interface ObjectiveRequest {
  readonly seed: BlockedTensor;
  readonly sums: BlockedTensor;
  readonly value: GpuBuffer;
}

/** An objective of terms. */
export interface TermObjective extends Disposable {
  /** Writes the seed; wanted only once after `setTerms`. */
  readonly write: readonly Dispatch[];
  /** Writes the value, which it reads from the cells of the terms alone. */
  readonly evaluate: readonly Dispatch[];
  /** What counts from the next submit on; makes nothing. None at first. Throws ShapeError for what the map does not hold. */
  setTerms(terms: readonly SeedTerm[]): void;
}

/** An objective that is told by terms. Throws ShapeError. */
export async function prepareTerms(
  gpu: Gpu,
  label: string,
  { seed, sums, value }: ObjectiveRequest,
): Promise<Owned<TermObjective>> {
  expectShape(label, 'seed', seed.shape, sums.shape);
  const [seeds, values, total] = await Promise.all([
    gpu.kernel(SEED),
    gpu.kernel(TERM_VALUES),
    gpu.kernel(OBJECTIVE, TOTAL),
  ]);
  const [channels, height, width] = seed.shape;
  const groups = groupsFor(height * width);
  const owned = new DisposableStore();
  try {
    const packed = new ArrayBuffer(MAX_SEED_TERMS * WORDS_OF_TERM * BYTES_PER_FLOAT);
    const terms = owned.add(gpu.buffer(`${label}.terms`, packed.byteLength));
    const parts = owned.add(gpu.buffer(`${label}.parts`, groups * BYTES_OF_VEC4));
    const paramsOf = (count: number) => ({ width, height, count, threads: groups * THREADS });
    const write = owned.add(
      seeds.prepare({
        label: `${label}.seed`,
        params: paramsOf(0),
        resources: { terms, seed: seed.buffer },
        workgroups: [Math.ceil((height * width) / THREADS), blocksOf(channels), 1],
      }),
    );
    const part = owned.add(
      values.prepare({
        label: `${label}.parts`,
        params: paramsOf(0),
        resources: { terms, sums: sums.buffer, parts },
        workgroups: [groups, 1, 1],
      }),
    );
    const sum = owned.add(total.prepare(totalOf(label, parts, groups, value)));
    return {
      write: [write],
      evaluate: [part, sum],
      setTerms: (given) => {
        for (const term of given) expectInside(label, term, seed);
        if (given.length > MAX_SEED_TERMS) throw refusal(label, `${String(given.length)} terms`);
        packTerms(packed, given);
        gpu.upload(terms, new Uint32Array(packed));
        for (const launch of [write, part]) launch.setParams(paramsOf(given.length));
      },
      dispose: () => owned.dispose(),
    };
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

/** Writes sum(seed * sums), whatever the seed is. Throws ShapeError. */
export async function prepareObjective(
  gpu: Gpu,
  label: string,
  { seed, sums, value }: ObjectiveRequest,
): Promise<Owned<LaunchGroup>> {
  expectShape(label, 'seed', seed.shape, sums.shape);
  const [part, total] = await Promise.all([gpu.kernel(OBJECTIVE), gpu.kernel(OBJECTIVE, TOTAL)]);
  const [channels, height, width] = sums.shape;
  const count = blocksOf(channels) * height * width;
  const groups = groupsFor(count);
  return groupLaunches((owned) => {
    const parts = owned.add(gpu.buffer(`${label}.parts`, groups * BYTES_OF_VEC4));
    return [
      owned.add(
        part.prepare({
          label: `${label}.parts`,
          params: { count, threads: groups * THREADS },
          resources: { seed: seed.buffer, sums: sums.buffer, made: parts },
          workgroups: [groups, 1, 1],
        }),
      ),
      owned.add(total.prepare(totalOf(label, parts, groups, value))),
    ];
  });
}

/** Writes `sign` times the mean of the squares of `sums`, and the gradient of it as `seed`. Throws ShapeError. */
export async function prepareSquares(
  gpu: Gpu,
  label: string,
  { seed, sums, value, sign = 1 }: ObjectiveRequest & { readonly sign?: 1 | -1 },
): Promise<Owned<LaunchGroup>> {
  expectShape(label, 'seed', seed.shape, sums.shape);
  const [squares, total] = await Promise.all([gpu.kernel(SQUARES), gpu.kernel(OBJECTIVE, TOTAL)]);
  const [channels, height, width] = sums.shape;
  const count = blocksOf(channels) * height * width;
  const groups = groupsFor(count);
  return groupLaunches((owned) => {
    const parts = owned.add(gpu.buffer(`${label}.parts`, groups * BYTES_OF_VEC4));
    return [
      owned.add(
        squares.prepare({
          label: `${label}.squares`,
          params: { count, threads: groups * THREADS, numbers: sign * sizeOf(sums.shape) },
          resources: { sums: sums.buffer, seed: seed.buffer, parts },
          workgroups: [groups, 1, 1],
        }),
      ),
      owned.add(total.prepare(totalOf(label, parts, groups, value))),
    ];
  });
}

function groupsFor(values: number): number {
  return Math.min(PARTS, Math.ceil(values / (THREADS * VALUES_A_THREAD)));
}

/** The launch that adds up the parts of an objective. */
function totalOf(label: string, parts: GpuBuffer, count: number, value: GpuBuffer) {
  return {
    label,
    params: { count, threads: THREADS },
    resources: { seed: parts, sums: parts, made: value },
    workgroups: [1, 1, 1],
  } as const;
}

function packTerms(packed: ArrayBuffer, terms: readonly SeedTerm[]): void {
  const words = new Uint32Array(packed);
  const floats = new Float32Array(packed);
  terms.forEach(({ channel, top, left, bottom, right, weight }, index) => {
    words.set([channel, top, left, bottom, right], index * WORDS_OF_TERM);
    floats[index * WORDS_OF_TERM + WORD_OF_WEIGHT] = weight;
  });
}

function expectInside(label: string, term: SeedTerm, { shape }: BlockedTensor): void {
  const [channels, height, width] = shape;
  const { channel, top, left, bottom, right, weight } = term;
  const whole = [channel, top, left, bottom, right].every((n) => Number.isInteger(n) && n >= 0);
  const fits = channel < channels && bottom <= height && right <= width;
  if (whole && fits && top < bottom && left < right && Number.isFinite(weight)) return;
  const rows = `rows ${String(top)} to ${String(bottom)}`;
  const columns = `columns ${String(left)} to ${String(right)}`;
  throw refusal(label, `channel ${String(channel)}, ${rows}, ${columns} of ${formatShape(shape)}`);
}

function refusal(operation: string, shapes: string): ShapeError {
  const detail = `there is no ${shapes}`;
  return new ShapeError('shape-mismatch', `${operation}: ${detail}`, {
    operation,
    shapes,
    detail,
  });
}
