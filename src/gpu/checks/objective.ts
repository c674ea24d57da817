/** Objectives: what they weigh each value with, and what they come to. */
import { createRandom, randomArray } from '../../base/index.ts';
import { formatShape, sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { meanSquare, meanSquareGradient } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import type { GpuBuffer } from '../memory.ts';
import {
  MAX_SEED_TERMS,
  prepareObjective,
  prepareSquares,
  prepareTerms,
} from '../kernels/objective.ts';
import type { SeedTerm } from '../kernels/objective.ts';
import { createPoisoned, expectClose, expectRefusal, expectTensor } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Of the sum of all absolute products: 64 x 64 sums in a tree. */
const TOLERANCE = 1e-6;

const SHAPES: readonly Shape3[] = [
  [1, 1, 1],
  [6, 5, 9],
  [30, 40, 33],
  [513, 2, 2],
];

function randomTerms([channels, height, width]: Shape3, count: number): readonly SeedTerm[] {
  const random = createRandom(5);
  const whole = (end: number): number => Math.floor(random() * end);
  return Array.from({ length: count }, () => {
    const [top, left] = [whole(height), whole(width)];
    return {
      channel: whole(channels),
      top,
      left,
      bottom: top + 1 + whole(height - top),
      right: left + 1 + whole(width - left),
      weight: Math.fround(random() - 0.5),
    };
  });
}

async function checkTerms(gpu: Gpu, shape: Shape3): Promise<void> {
  const seed = createPoisoned(gpu, 'check.seed', shape);
  const values = randomArray(sizeOf(shape), 3);
  const sums = uploadTensor(gpu, 'check.sums', { shape, data: values });
  const value = gpu.bufferFrom('check.value', Float32Array.of(NaN));
  const objective = await prepareTerms(gpu, 'check', { seed, sums, value });
  // Many, then fewer: what was there before is gone.
  for (const terms of [randomTerms(shape, MAX_SEED_TERMS), randomTerms(shape, 2)]) {
    objective.setTerms(terms);
    gpu.submit('check', (commands) => {
      for (const launch of [...objective.write, ...objective.evaluate]) commands.dispatch(launch);
    });
    const data = weights(shape, terms);
    const sizes = weights(
      shape,
      terms.map((term) => ({ ...term, weight: Math.abs(term.weight) })),
    );
    await expectTensor(gpu, seed, { shape, data }, TOLERANCE);
    await expectValue(gpu, value, [data, values], [sizes, values]);
  }
  for (const made of [objective, seed, sums, value]) made.dispose();
}

/** What each value is weighed with. */
function weights(shape: Shape3, terms: readonly SeedTerm[]): Float32Array {
  const [, height, width] = shape;
  return new Float32Array(sizeOf(shape)).map((_, index) => {
    const [y, x] = [Math.floor(index / width) % height, index % width];
    return terms
      .filter(({ channel }) => channel === Math.floor(index / (height * width)))
      .filter(({ top, bottom }) => y >= top && y < bottom)
      .filter(({ left, right }) => x >= left && x < right)
      .reduce((sum, { weight }) => sum + weight, 0);
  });
}

type Factors = readonly [Float32Array, Float32Array];

/** Throws unless the value is the sum of the products; the tolerance is relative to the sum of how large they may be. */
async function expectValue(
  gpu: Gpu,
  value: GpuBuffer,
  [a, b]: Factors,
  [c, d]: Factors,
): Promise<void> {
  const [found = NaN] = new Float32Array(await gpu.read(value));
  const expected = a.reduce((sum, one, index) => sum + one * (b[index] ?? NaN), 0);
  const all = c.reduce((sum, one, index) => sum + Math.abs(one * (d[index] ?? NaN)), 0);
  expectClose([found, all], [expected, all], TOLERANCE);
}

async function checkValue(gpu: Gpu, shape: Shape3): Promise<void> {
  const [a, b] = [randomArray(sizeOf(shape), 1), randomArray(sizeOf(shape), 2)];
  const seed = uploadTensor(gpu, 'check.seed', { shape, data: a });
  const sums = uploadTensor(gpu, 'check.sums', { shape, data: b });
  const value = gpu.bufferFrom('check.value', Float32Array.of(NaN));
  const launches = await prepareObjective(gpu, 'check', { seed, sums, value });
  gpu.submit('check', (commands) => {
    for (const launch of launches.dispatches) commands.dispatch(launch);
  });
  await expectValue(gpu, value, [a, b], [a, b]);
  for (const made of [seed, sums, value, launches]) made.dispose();
}

async function checkSquares(gpu: Gpu, shape: Shape3): Promise<void> {
  const values = { shape, data: randomArray(sizeOf(shape), 2, -3, 5) };
  const sums = uploadTensor(gpu, 'check.sums', values);
  const seed = createPoisoned(gpu, 'check.seed', shape);
  const value = gpu.bufferFrom('check.value', Float32Array.of(NaN));
  const launches = await prepareSquares(gpu, 'check', { seed, sums, value });
  gpu.submit('check', (commands) => {
    for (const launch of launches.dispatches) commands.dispatch(launch);
  });
  await expectTensor(gpu, seed, meanSquareGradient(values), TOLERANCE);
  const found = new Float32Array(await gpu.read(value));
  expectClose(found, [meanSquare(values)], TOLERANCE);
  for (const made of [seed, sums, value, launches]) made.dispose();
}

async function refuse(gpu: Gpu): Promise<void> {
  const seed = createTensor(gpu, 'check.seed', [3, 4, 5]);
  const sums = createTensor(gpu, 'check.sums', [3, 5, 4]);
  const value = gpu.buffer('check.value', 4);
  const right = createTensor(gpu, 'check.right', [3, 4, 5]);
  const launches = await prepareTerms(gpu, 'check', { seed, sums: right, value });
  const good: SeedTerm = { channel: 2, top: 0, left: 0, bottom: 4, right: 5, weight: 1 };
  const bad: readonly Partial<SeedTerm>[] = [
    { channel: 3 },
    { channel: -1 },
    { bottom: 5 },
    { right: 6 },
    { top: 4 },
    { left: 0.5 },
    { weight: NaN },
  ];
  for (const one of bad) {
    await expectRefusal(() => launches.setTerms([{ ...good, ...one }]), 'check', '3 x 4 x 5');
  }
  const many = new Array<SeedTerm>(MAX_SEED_TERMS + 1).fill(good);
  await expectRefusal(() => launches.setTerms(many), '17 terms');
  for (const prepare of [prepareObjective, prepareSquares, prepareTerms]) {
    await expectRefusal(() => prepare(gpu, 'check', { seed, sums, value }), '3 x 5 x 4');
  }
  for (const made of [seed, sums, right, value, launches]) made.dispose();
}

export const OBJECTIVE_CHECKS: readonly KernelCheck[] = [
  ...SHAPES.flatMap((shape) => [
    { name: `seed: ${formatShape(shape)}`, run: (gpu: Gpu) => checkTerms(gpu, shape) },
    { name: `objective: ${formatShape(shape)}`, run: (gpu: Gpu) => checkValue(gpu, shape) },
    { name: `squares: ${formatShape(shape)}`, run: (gpu: Gpu) => checkSquares(gpu, shape) },
  ]),
  { name: 'seed: refuses what its map does not hold', run: refuse },
];
