/** How alike maps of one layer are, against its reference, and its gradient against differences too. */
import { randomArray } from '../../base/index.ts';
import { formatShape, sizeOf } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import { diversity, diversityGradient, gram } from '../../math/reference/index.ts';
import { BLOCK, blocksOf, createTensor, readTensor, uploadTensor } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import {
  createGrams,
  prepareGram,
  prepareGramGradient,
  prepareGramValue,
} from '../kernels/gram.ts';
import type { Grams } from '../kernels/gram.ts';
import { expectClose, expectRefusal, expectTensor } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Sums of some thousand products in f32. */
const TOLERANCE = 3e-6;
/** The slope is a difference of two matrices that are much alike. */
const GRADIENT_TOLERANCE = 2e-5;
/** A difference over a step, of values in f32. */
const DIFFERENCE_TOLERANCE = 1e-3;
const STEP = 0.03;
const WEIGHT = 100;

interface Case {
  readonly shape: Shape3;
  readonly slots: number;
  /** Whether the gradient is compared with differences, too: their values take a while. */
  readonly differs: boolean;
}

const CASES: readonly Case[] = [
  { shape: [1, 1, 1], slots: 1, differs: false },
  { shape: [6, 5, 7], slots: 4, differs: true },
  { shape: [35, 9, 11], slots: 3, differs: true },
  { shape: [130, 4, 4], slots: 2, differs: false },
  // Several parts of cells.
  { shape: [9, 37, 59], slots: 2, differs: false },
];

/** Mostly above zero, as values of a layer are: matrices that are much alike. */
function maps({ shape, slots }: Case): readonly Tensor3[] {
  return Array.from({ length: slots }, (_, slot) => ({
    shape,
    data: randomArray(sizeOf(shape), 11 + slot, -1, 2),
  }));
}

interface Opened {
  readonly grams: Grams;
  readonly sums: readonly BlockedTensor[];
  readonly dispose: () => void;
}

/** With all matrices made. */
async function open(gpu: Gpu, given: Case): Promise<Opened> {
  const { shape, slots } = given;
  const grams = createGrams(gpu, 'check.grams', { shape, slots });
  for (const buffer of [grams.matrices, grams.norms, grams.parts, grams.squares, grams.slope]) {
    gpu.upload(buffer, new Float32Array(buffer.bytes / 4).fill(NaN));
  }
  const sums = maps(given).map((map) => uploadTensor(gpu, 'check.sums', map));
  for (const [slot, one] of sums.entries()) {
    const launches = await prepareGram(gpu, 'check', { sums: one, grams, slot });
    gpu.submit('check', (commands) => {
      for (const launch of launches.dispatches) commands.dispatch(launch);
    });
    launches.dispose();
  }
  const dispose = (): void => {
    for (const made of [grams, ...sums]) made.dispose();
  };
  return { grams, sums, dispose };
}

async function checkMatrices(gpu: Gpu, given: Case): Promise<void> {
  const { grams, dispose } = await open(gpu, given);
  const side = BLOCK * blocksOf(given.shape[0]);
  const all = new Float32Array(await gpu.read(grams.matrices));
  const norms = new Float32Array(await gpu.read(grams.norms));
  const expected = maps(given).map(gram);
  expected.forEach(({ matrix }, slot) => {
    const padded = new Float32Array(side * side).map((_, index) => {
      const [row, column] = [Math.floor(index / side), index % side];
      const isReal = row < given.shape[0] && column < given.shape[0];
      return isReal ? (matrix[row * given.shape[0] + column] ?? NaN) : 0;
    });
    expectClose(all.subarray(slot * side * side, (slot + 1) * side * side), padded, TOLERANCE);
  });
  expectClose(
    norms,
    expected.map(({ norm }) => norm),
    TOLERANCE,
  );
  dispose();
}

/** What is added to seeds and to the value, for those slots that count. */
async function checkGradient(gpu: Gpu, given: Case, members: readonly number[]): Promise<void> {
  const { grams, sums, dispose } = await open(gpu, given);
  const { shape } = given;
  const before = { shape, data: randomArray(sizeOf(shape), 5, -0.1, 0.1) };
  const seed = createTensor(gpu, 'check.seed', shape);
  const counted = maps(given).filter((_, slot) => members.includes(slot));
  for (const [index, slot] of members.entries()) {
    const own = sums[slot];
    if (!own) throw new RangeError(`no slot ${String(slot)}`);
    const start = uploadTensor(gpu, 'check.start', before);
    const request = { sums: own, seed, grams, slot, weight: WEIGHT };
    const launches = await prepareGramGradient(gpu, 'check', request);
    launches.setMembers(members);
    gpu.submit('check', (commands) => {
      commands.copy(start.buffer, seed.buffer, 0);
      for (const launch of launches.dispatches) commands.dispatch(launch);
    });
    const gradient = diversityGradient(counted, index);
    const data = before.data.map((value, at) => value - WEIGHT * (gradient.data[at] ?? NaN));
    await expectTensor(gpu, seed, { shape, data }, GRADIENT_TOLERANCE);
    if (given.differs) {
      const { data: after } = await readTensor(gpu, seed);
      const added = after.map((value, at) => value - (before.data[at] ?? NaN));
      expectSlope(counted, index, added);
    }
    start.dispose();
    launches.dispose();
  }
  const value = gpu.bufferFrom('check.value', Float32Array.of(2));
  const launches = await prepareGramValue(gpu, 'check', { grams, value, weight: WEIGHT });
  launches.setMembers(members);
  gpu.submit('check', (commands) => {
    for (const launch of launches.dispatches) commands.dispatch(launch);
  });
  const found = new Float32Array(await gpu.read(value));
  expectClose(found, [2 - WEIGHT * diversity(counted)], TOLERANCE);
  for (const made of [seed, value, launches]) made.dispose();
  dispose();
}

/** Throws unless -WEIGHT * D changes along a direction as the gradient says. */
function expectSlope(all: readonly Tensor3[], index: number, gradient: Float32Array): void {
  const length = Math.sqrt(gradient.reduce((sum, one) => sum + one * one, 0));
  // Along the gradient itself, and a bit to the side.
  const way = randomArray(gradient.length, 8, -0.02, 0.02).map(
    (one, at) => one + (gradient[at] ?? NaN) / length,
  );
  const slope = way.reduce((sum, one, at) => sum + one * (gradient[at] ?? NaN), 0);
  const valueAt = (by: number): number => {
    const moved = all.map((map, slot) => ({
      shape: map.shape,
      data: map.data.map((one, at) => (slot === index ? one + by * (way[at] ?? NaN) : one)),
    }));
    return -WEIGHT * diversity(moved);
  };
  expectClose([(valueAt(STEP) - valueAt(-STEP)) / (2 * STEP)], [slope], DIFFERENCE_TOLERANCE);
}

async function checkNothing(gpu: Gpu): Promise<void> {
  const shape: Shape3 = [4, 2, 2];
  const grams = createGrams(gpu, 'check.grams', { shape, slots: 2 });
  const sums = uploadTensor(gpu, 'check.sums', { shape, data: new Float32Array(16) });
  const seed = uploadTensor(gpu, 'check.seed', { shape, data: new Float32Array(16).fill(3) });
  const launches = await Promise.all([
    prepareGram(gpu, 'check', { sums, grams, slot: 0 }),
    prepareGram(gpu, 'check', { sums, grams, slot: 1 }),
    prepareGramGradient(gpu, 'check', { sums, seed, grams, slot: 1, weight: WEIGHT }),
  ]);
  gpu.submit('check', (commands) => {
    for (const group of launches) {
      for (const launch of group.dispatches) commands.dispatch(launch);
    }
  });
  await expectTensor(gpu, seed, { shape, data: new Float32Array(16).fill(3) }, 0);
  for (const made of [grams, sums, seed, ...launches]) made.dispose();
}

async function refuse(gpu: Gpu): Promise<void> {
  const shape: Shape3 = [4, 3, 3];
  await expectRefusal(() => createGrams(gpu, 'check', { shape, slots: 0 }), '0 slots');
  await expectRefusal(() => createGrams(gpu, 'check', { shape, slots: 33 }), '33 slots');
  const grams = createGrams(gpu, 'check.grams', { shape, slots: 2 });
  const sums = createTensor(gpu, 'check.sums', shape);
  const other = createTensor(gpu, 'check.other', [4, 3, 4]);
  await expectRefusal(() => prepareGram(gpu, 'check', { sums, grams, slot: 2 }), 'slot 2 of 2');
  await expectRefusal(
    () => prepareGram(gpu, 'check', { sums: other, grams, slot: 0 }),
    '4 x 3 x 4',
  );
  const request = { sums, grams, slot: 0, weight: 1 };
  await expectRefusal(
    () => prepareGramGradient(gpu, 'check', { ...request, seed: other }),
    'seed',
    '4 x 3 x 4',
  );
  for (const made of [grams, sums, other]) made.dispose();
}

export const GRAM_CHECKS: readonly KernelCheck[] = [
  ...CASES.flatMap((given) => {
    const name = `${String(given.slots)} of ${formatShape(given.shape)}`;
    const all = Array.from({ length: given.slots }, (_, slot) => slot);
    return [
      { name: `gram: ${name}`, run: (gpu: Gpu) => checkMatrices(gpu, given) },
      { name: `gram_gradient: ${name}`, run: (gpu: Gpu) => checkGradient(gpu, given, all) },
    ];
  }),
  {
    name: 'gram_gradient: of some slots only',
    run: (gpu) => checkGradient(gpu, { shape: [6, 5, 7], slots: 4, differs: true }, [0, 2, 3]),
  },
  { name: 'gram_gradient: nothing for maps that are zero', run: checkNothing },
  { name: 'gram: refuses what does not fit', run: refuse },
];
