/** Objectives: what they weigh each value with, and what they come to. */
import { createRandom, randomArray } from '../../base/index.ts';
import { formatShape, sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { MAX_SEED_TERMS, prepareObjective, prepareSeed } from '../kernels/objective.ts';
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

async function checkSeed(gpu: Gpu, shape: Shape3): Promise<void> {
  const [, height, width] = shape;
  const seed = createPoisoned(gpu, 'check.seed', shape);
  const launches = await prepareSeed(gpu, 'check', seed);
  // Many, then fewer: what was there before is gone.
  for (const terms of [randomTerms(shape, MAX_SEED_TERMS), randomTerms(shape, 2)]) {
    launches.setTerms(terms);
    gpu.submit('check', (commands) => {
      for (const launch of launches.dispatches) commands.dispatch(launch);
    });
    const data = new Float32Array(sizeOf(shape)).map((_, index) => {
      const [y, x] = [Math.floor(index / width) % height, index % width];
      return terms
        .filter(({ channel }) => channel === Math.floor(index / (height * width)))
        .filter(({ top, bottom }) => y >= top && y < bottom)
        .filter(({ left, right }) => x >= left && x < right)
        .reduce((sum, { weight }) => sum + weight, 0);
    });
    await expectTensor(gpu, seed, { shape, data }, TOLERANCE);
  }
  launches.dispose();
  seed.dispose();
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
  const [found = NaN] = new Float32Array(await gpu.read(value));
  const products = Array.from(a, (one, index) => one * (b[index] ?? NaN));
  const all = products.reduce((sum, one) => sum + Math.abs(one), 0);
  const expected = products.reduce((sum, one) => sum + one, 0);
  expectClose([found, all], [expected, all], TOLERANCE);
  for (const made of [seed, sums, value, launches]) made.dispose();
}

async function refuse(gpu: Gpu): Promise<void> {
  const seed = createTensor(gpu, 'check.seed', [3, 4, 5]);
  const sums = createTensor(gpu, 'check.sums', [3, 5, 4]);
  const value = gpu.buffer('check.value', 4);
  const launches = await prepareSeed(gpu, 'check', seed);
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
  await expectRefusal(() => prepareObjective(gpu, 'check', { seed, sums, value }), '3 x 5 x 4');
  for (const made of [seed, sums, value, launches]) made.dispose();
}

export const OBJECTIVE_CHECKS: readonly KernelCheck[] = [
  ...SHAPES.flatMap((shape) => [
    { name: `seed: ${formatShape(shape)}`, run: (gpu: Gpu) => checkSeed(gpu, shape) },
    { name: `objective: ${formatShape(shape)}`, run: (gpu: Gpu) => checkValue(gpu, shape) },
  ]),
  { name: 'seed: refuses what its map does not hold', run: refuse },
];
