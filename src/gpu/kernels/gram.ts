/**
 * How alike several maps of one layer are, by what their channels have in common, and its gradient, so that pictures that grow
 * side by side become different (Lucid's `diversity`): with X the values of a slot as C x N, G = X Xt, H = G / |G|,
 *
 *   D = 1 / B * sum over i, j != i of <H_i, H_j>.
 */
import { DisposableStore, ShapeError } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import { defineKernel } from '../definition.ts';
import type { Gpu } from '../gpu.ts';
import type { GpuBuffer } from '../memory.ts';
import { groupLaunches } from './group.ts';
import type { LaunchGroup } from './group.ts';
import { expectBytes, expectShape } from './shapes.ts';

/** Invocations of a workgroup, as in the shaders. */
const THREADS = 64;
/** Blocks of channels, and cells, that a workgroup makes of a product. */
const TILE_BLOCKS = 8;
const TILE_CELLS = 32;
/** Workgroups that share a sum over a matrix. */
const GROUPS = 64;
/** Cells that are added up one after the other; a multiple of those that a workgroup reads at a time. */
const CELLS_A_PART = 1024;
/** One bit each. */
const MOST_SLOTS = 32;
const BYTES_PER_FLOAT = 4;
const BYTES_OF_VEC4 = 16;

export const GRAM_PRODUCT = defineKernel({
  name: 'gram_product',
  file: 'backward/gram_product.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'sums', kind: 'read' },
    { name: 'parts', kind: 'write' },
  ],
  params: { blocks: 'u32', cells: 'u32', cells_a_part: 'u32' },
  variants: [{}],
});

export const GRAM_SUM = defineKernel({
  name: 'gram_sum',
  file: 'backward/gram_sum.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'parts', kind: 'read' },
    { name: 'grams', kind: 'write' },
    { name: 'squares', kind: 'write' },
  ],
  params: { count: 'u32', parts: 'u32', first: 'u32', threads: 'u32' },
  variants: [{}],
});

export const GRAM_NORMALISE = defineKernel({
  name: 'gram_normalise',
  file: 'backward/gram_normalise.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'squares', kind: 'read' },
    { name: 'grams', kind: 'write' },
    { name: 'norms', kind: 'write' },
  ],
  params: { count: 'u32', first: 'u32', slot: 'u32', groups: 'u32' },
  variants: [{}],
});

export const GRAM_OVERLAP = defineKernel({
  name: 'gram_overlap',
  file: 'backward/gram_overlap.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'grams', kind: 'read' },
    { name: 'overlaps', kind: 'write' },
  ],
  params: { count: 'u32', slots: 'u32', slot: 'u32', members: 'u32', threads: 'u32' },
  variants: [{}],
});

export const GRAM_SLOPE = defineKernel({
  name: 'gram_slope',
  file: 'backward/gram_slope.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'grams', kind: 'read' },
    { name: 'norms', kind: 'read' },
    { name: 'overlaps', kind: 'read' },
    { name: 'slope', kind: 'write' },
  ],
  params: {
    count: 'u32',
    slots: 'u32',
    slot: 'u32',
    members: 'u32',
    groups: 'u32',
    weight: 'f32',
  },
  variants: [{}],
});

export const GRAM_GRADIENT = defineKernel({
  name: 'gram_gradient',
  file: 'backward/gram_gradient.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'slope', kind: 'read' },
    { name: 'sums', kind: 'read' },
    { name: 'seed', kind: 'write' },
  ],
  params: { blocks: 'u32', cells: 'u32' },
  variants: [{}],
});

export const GRAM_LIKENESS = defineKernel({
  name: 'gram_likeness',
  file: 'backward/gram_likeness.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'grams', kind: 'read' },
    { name: 'parts', kind: 'write' },
  ],
  params: { count: 'u32', slots: 'u32', members: 'u32', threads: 'u32' },
  variants: [{}],
});

export const GRAM_VALUE = defineKernel({
  name: 'gram_value',
  file: 'backward/gram_value.wgsl',
  stage: 'compute',
  bindings: [
    { name: 'parts', kind: 'read' },
    { name: 'value', kind: 'write' },
  ],
  params: { parts: 'u32', members: 'f32', weight: 'f32' },
  variants: [{}],
});

/** The normalised Gram matrices of several maps of one shape, with room for what is made on the way. */
export interface Grams extends Disposable {
  /** Of each map. */
  readonly shape: Shape3;
  readonly slots: number;
  /** [slot][c][d] of f32, channels padded to blocks of four with zeros, and |G| of each slot. */
  readonly matrices: GpuBuffer;
  readonly norms: GpuBuffer;
  readonly parts: GpuBuffer;
  readonly squares: GpuBuffer;
  readonly slope: GpuBuffer;
}

/** Launches to which not all slots may count. */
export interface MemberLaunches extends LaunchGroup {
  /** Which slots count from the next submit on; all at first. Makes nothing. */
  setMembers(slots: readonly number[]): void;
}

/** Numbers of one matrix in vec4f, and workgroups that share a sum over it. */
function sizesOf({ shape: [channels] }: { readonly shape: Shape3 }) {
  const count = BLOCK * blocksOf(channels) ** 2;
  return { count, groups: Math.min(GROUPS, Math.ceil(count / THREADS)) };
}

/** Room for the matrices of 1 to 32 maps of `shape`. Throws ShapeError, OutOfMemoryError. */
export function createGrams(
  gpu: Gpu,
  label: string,
  { shape, slots }: { readonly shape: Shape3; readonly slots: number },
): Owned<Grams> {
  if (!Number.isInteger(slots) || slots < 1 || slots > MOST_SLOTS) {
    throw refusal(label, `${String(slots)} slots`);
  }
  const owned = new DisposableStore();
  const make = (name: string, bytes: number): GpuBuffer =>
    owned.add(gpu.buffer(`${label}.${name}`, bytes));
  const bytes = sizesOf({ shape }).count * BYTES_OF_VEC4;
  try {
    return {
      shape,
      slots,
      matrices: make('matrices', slots * bytes),
      norms: make('norms', slots * BYTES_PER_FLOAT),
      parts: make('parts', partsOf(shape) * bytes),
      squares: make('squares', GROUPS * BYTES_PER_FLOAT),
      slope: make('slope', bytes),
      dispose: () => owned.dispose(),
    };
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

/** Makes the matrix of what a slot's `sums` are now. Throws ShapeError. */
export async function prepareGram(
  gpu: Gpu,
  label: string,
  {
    sums,
    grams,
    slot,
  }: { readonly sums: BlockedTensor; readonly grams: Grams; readonly slot: number },
): Promise<Owned<LaunchGroup>> {
  expectShape(label, 'sums', sums.shape, grams.shape);
  expectSlots(label, grams, [slot]);
  const [product, adding, normalise] = await Promise.all([
    gpu.kernel(GRAM_PRODUCT),
    gpu.kernel(GRAM_SUM),
    gpu.kernel(GRAM_NORMALISE),
  ]);
  const [channels, height, width] = grams.shape;
  const { matrices, norms, parts, squares } = grams;
  const blocks = blocksOf(channels);
  const tiles = Math.ceil(blocks / TILE_BLOCKS);
  const { count, groups } = sizesOf(grams);
  const first = slot * count;
  const pieces = partsOf(grams.shape);
  return groupLaunches((owned) => [
    owned.add(
      product.prepare({
        label: `${label}.product`,
        params: { blocks, cells: height * width, cells_a_part: CELLS_A_PART },
        resources: { sums: sums.buffer, parts },
        workgroups: [tiles, tiles, pieces],
      }),
    ),
    owned.add(
      adding.prepare({
        label: `${label}.sum`,
        params: { count, parts: pieces, first, threads: groups * THREADS },
        resources: { parts, grams: matrices, squares },
        workgroups: [groups, 1, 1],
      }),
    ),
    owned.add(
      normalise.prepare({
        label: `${label}.normalise`,
        params: { count, first, slot, groups },
        resources: { squares, grams: matrices, norms },
        workgroups: [Math.ceil(count / THREADS), 1, 1],
      }),
    ),
  ]);
}

/** What the gradient of the likeness works on. */
export interface GramGradientRequest {
  /** What the matrix of the slot was made of, and to what the gradient is added. */
  readonly sums: BlockedTensor;
  readonly seed: BlockedTensor;
  /** With the matrices of all slots that count. */
  readonly grams: Grams;
  readonly slot: number;
  readonly weight: number;
}

/** Adds the gradient of -weight * D with respect to a slot's `sums` to its `seed`. Throws ShapeError. */
export async function prepareGramGradient(
  gpu: Gpu,
  label: string,
  { sums, seed, grams, slot, weight }: GramGradientRequest,
): Promise<Owned<MemberLaunches>> {
  expectShape(label, 'sums', sums.shape, grams.shape);
  expectShape(label, 'seed', seed.shape, grams.shape);
  expectSlots(label, grams, [slot]);
  const [overlap, slope, gradient] = await Promise.all([
    gpu.kernel(GRAM_OVERLAP),
    gpu.kernel(GRAM_SLOPE),
    gpu.kernel(GRAM_GRADIENT),
  ]);
  const [channels, height, width] = grams.shape;
  const { slots, matrices, norms, squares } = grams;
  const blocks = blocksOf(channels);
  const { count, groups } = sizesOf(grams);
  const shared = (members: number) => ({ count, slots, slot, members });
  const ofOverlap = (members: number) => ({ ...shared(members), threads: groups * THREADS });
  const ofSlope = (members: number) => ({ ...shared(members), groups, weight });
  const owned = new DisposableStore();
  try {
    const all = membersOf(label, grams, everySlot(grams));
    const measuring = owned.add(
      overlap.prepare({
        label: `${label}.overlap`,
        params: ofOverlap(all),
        resources: { grams: matrices, overlaps: squares },
        workgroups: [groups, 1, 1],
      }),
    );
    const sloping = owned.add(
      slope.prepare({
        label: `${label}.slope`,
        params: ofSlope(all),
        resources: { grams: matrices, norms, overlaps: squares, slope: grams.slope },
        workgroups: [Math.ceil(count / THREADS), 1, 1],
      }),
    );
    const adding = owned.add(
      gradient.prepare({
        label,
        params: { blocks, cells: height * width },
        resources: { slope: grams.slope, sums: sums.buffer, seed: seed.buffer },
        workgroups: [Math.ceil((height * width) / TILE_CELLS), Math.ceil(blocks / TILE_BLOCKS), 1],
      }),
    );
    return {
      dispatches: [measuring, sloping, adding],
      setMembers: (given) => {
        const members = membersOf(label, grams, given);
        measuring.setParams(ofOverlap(members));
        sloping.setParams(ofSlope(members));
      },
      dispose: () => owned.dispose(),
    };
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

/** Adds -weight * D to `value`, one f32. Throws ShapeError. */
export async function prepareGramValue(
  gpu: Gpu,
  label: string,
  {
    grams,
    value,
    weight,
  }: { readonly grams: Grams; readonly value: GpuBuffer; readonly weight: number },
): Promise<Owned<MemberLaunches>> {
  expectBytes(label, 'value', value, BYTES_PER_FLOAT);
  const [likeness, adding] = await Promise.all([gpu.kernel(GRAM_LIKENESS), gpu.kernel(GRAM_VALUE)]);
  const { slots, matrices, squares } = grams;
  const { count, groups } = sizesOf(grams);
  const ofParts = (members: number) => ({ count, slots, members, threads: groups * THREADS });
  const ofValue = (members: number) => ({ parts: groups, members: Math.max(members, 1), weight });
  const owned = new DisposableStore();
  try {
    const parts = owned.add(
      likeness.prepare({
        label: `${label}.parts`,
        params: ofParts(membersOf(label, grams, everySlot(grams))),
        resources: { grams: matrices, parts: squares },
        workgroups: [groups, 1, 1],
      }),
    );
    const sum = owned.add(
      adding.prepare({
        label,
        params: ofValue(slots),
        resources: { parts: squares, value },
        workgroups: [1, 1, 1],
      }),
    );
    return {
      dispatches: [parts, sum],
      setMembers: (given) => {
        parts.setParams(ofParts(membersOf(label, grams, given)));
        sum.setParams(ofValue(given.length));
      },
      dispose: () => owned.dispose(),
    };
  } catch (error) {
    owned.dispose();
    throw error;
  }
}

/** Parts that a product over all cells is made in. */
function partsOf([, height, width]: Shape3): number {
  return Math.ceil((height * width) / CELLS_A_PART);
}

function everySlot({ slots }: Grams): readonly number[] {
  return Array.from({ length: slots }, (_, slot) => slot);
}

/** A bit for each of several slots. */
function membersOf(label: string, grams: Grams, given: readonly number[]): number {
  expectSlots(label, grams, given);
  return given.reduce((bits, slot) => bits + 2 ** slot, 0);
}

function expectSlots(label: string, { slots }: Grams, given: readonly number[]): void {
  const wrong = given.find((slot) => !Number.isInteger(slot) || slot < 0 || slot >= slots);
  if (wrong !== undefined) throw refusal(label, `slot ${String(wrong)} of ${String(slots)}`);
}

function refusal(operation: string, shapes: string): ShapeError {
  return new ShapeError('shape-mismatch', `${operation}: there is no ${shapes}`, {
    operation,
    shapes,
  });
}
