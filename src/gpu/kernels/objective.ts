/** An objective that is a weighted sum of one layer's values: its gradient, from which the way back starts, and its value. */
import { ShapeError } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { formatShape } from '../../math/index.ts';
import { blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { GpuBuffer } from '../memory.ts';
import { expectShape } from './shapes.ts';
import { groupLaunches } from './group.ts';
import type { LaunchGroup } from './group.ts';

/** Invocations of a workgroup, as in the shaders. */
const THREADS = 64;
/** Workgroups that share the sum of an objective. */
const PARTS = 64;
/** Most terms of one objective. */
export const MAX_SEED_TERMS = 16;

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
  variants: [{}, { flags: ['TOTAL'] }],
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

/** A launch that writes a seed. */
export interface SeedLaunch extends LaunchGroup {
  /** What is written from the next submit on; makes nothing. Throws ShapeError for what the map does not hold. */
  setTerms(terms: readonly SeedTerm[]): void;
}

/** Writes `seed`, nothing but zeros at first. */
export async function prepareSeed(
  gpu: Gpu,
  label: string,
  seed: BlockedTensor,
): Promise<Owned<SeedLaunch>> {
  const [channels, height, width] = seed.shape;
  const kernel = await gpu.kernel(SEED);
  const packed = new ArrayBuffer(MAX_SEED_TERMS * WORDS_OF_TERM * BYTES_PER_FLOAT);
  const buffer = gpu.buffer(`${label}.terms`, packed.byteLength);
  const launch = kernel.prepare({
    label,
    params: { width, height, count: 0 },
    resources: { terms: buffer, seed: seed.buffer },
    workgroups: [Math.ceil((height * width) / THREADS), blocksOf(channels), 1],
  });
  return {
    dispatches: [launch],
    setTerms: (terms) => {
      for (const term of terms) expectInside(label, term, seed);
      if (terms.length > MAX_SEED_TERMS) throw refusal(label, `${String(terms.length)} terms`);
      const words = new Uint32Array(packed);
      const floats = new Float32Array(packed);
      terms.forEach(({ channel, top, left, bottom, right, weight }, index) => {
        words.set([channel, top, left, bottom, right], index * WORDS_OF_TERM);
        floats[index * WORDS_OF_TERM + WORD_OF_WEIGHT] = weight;
      });
      gpu.upload(buffer, words);
      launch.setParams({ width, height, count: terms.length });
    },
    dispose: () => {
      launch.dispose();
      buffer.dispose();
    },
  };
}

/** Writes sum(seed * sums) into `value`, one f32. Throws ShapeError. */
export async function prepareObjective(
  gpu: Gpu,
  label: string,
  {
    seed,
    sums,
    value,
  }: { readonly seed: BlockedTensor; readonly sums: BlockedTensor; readonly value: GpuBuffer },
): Promise<Owned<LaunchGroup>> {
  expectShape(label, 'seed', seed.shape, sums.shape);
  const [part, total] = await Promise.all([
    gpu.kernel(OBJECTIVE),
    gpu.kernel(OBJECTIVE, { flags: ['TOTAL'] }),
  ]);
  const [channels, height, width] = sums.shape;
  const count = blocksOf(channels) * height * width;
  const groups = Math.min(PARTS, Math.ceil(count / THREADS));
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
      owned.add(
        total.prepare({
          label,
          params: { count: groups, threads: THREADS },
          resources: { seed: parts, sums: parts, made: value },
          workgroups: [1, 1, 1],
        }),
      ),
    ];
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
