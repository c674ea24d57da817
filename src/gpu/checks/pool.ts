/** Max and average pooling against their references. */
import { randomArray } from '../../base/index.ts';
import { poolOutput, sizeOf } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import { averagePool, maxPool } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareAveragePool } from '../kernels/average-pool.ts';
import { prepareMaxPool, winnerBytes, winnerPlace } from '../kernels/max-pool.ts';
import { createPoisoned, expectClose, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** A maximum is one of the inputs, and its place a whole number: nothing is rounded. */
const EXACT = 0;
/** Sums of up to 49 f32 in the same order, and one division. */
const TOLERANCE = 1e-6;

/** A pooling that is checked. */
export interface PoolCase {
  readonly shape: Shape3;
  readonly window: number;
  readonly stride: number;
}

/** Odd sizes, one cell, many channels, windows that overlap, leave cells out, or are the largest there may be. */
export const POOL_CASES: readonly PoolCase[] = [
  { shape: [1, 1, 1], window: 1, stride: 1 },
  { shape: [3, 2, 2], window: 2, stride: 2 },
  { shape: [5, 13, 11], window: 2, stride: 2 },
  { shape: [5, 13, 11], window: 3, stride: 2 },
  { shape: [6, 9, 17], window: 3, stride: 1 },
  { shape: [4, 10, 7], window: 2, stride: 3 },
  { shape: [513, 4, 3], window: 2, stride: 2 },
  { shape: [2, 7, 7], window: 7, stride: 1 },
  { shape: [3, 18, 17], window: 16, stride: 1 },
];

const REFUSALS = [
  { what: 'an output of another size', window: 2, stride: 2, words: ['4 x 4 x 4', '4 x 3 x 3'] },
  { what: 'stride 0', window: 2, stride: 0, words: ['stride is 0'] },
  { what: 'a negative stride', window: 2, stride: -2, words: ['stride is -2'] },
  { what: 'a fractional stride', window: 2, stride: 0.5, words: ['stride is 0.5'] },
  { what: 'an empty window', window: 0, stride: 1, words: ['window is 0'] },
  { what: 'a window larger than the map', window: 8, stride: 1, words: ['8', '4 x 7 x 7'] },
] as const;

async function checkMaxPool(
  gpu: Gpu,
  tensor: Tensor3,
  { window, stride }: PoolCase,
): Promise<void> {
  const expected = maxPool(tensor, window, stride);
  const input = uploadTensor(gpu, 'check.input', tensor);
  const output = createPoisoned(gpu, 'check.output', expected.output.shape);
  const winners = gpu.buffer('check.winners', winnerBytes(output.buffer.bytes));
  const request = { input, output, winners, window, stride };
  runOnce(gpu, await prepareMaxPool(gpu, 'check', request));
  await expectTensor(gpu, output, expected.output, EXACT);
  const words = new Uint32Array(await gpu.read(winners));
  const [, rows, columns] = output.shape;
  const places = expected.winners.map((_, i) => {
    const [y, x] = [Math.floor(i / columns) % rows, i % columns];
    const place = winnerPlace(words, output.shape, [Math.floor(i / (columns * rows)), y, x]);
    const row = y * stride + Math.floor(place / window);
    return row * tensor.shape[2] + x * stride + (place % window);
  });
  expectClose(places, expected.winners, EXACT);
  for (const made of [input, output, winners]) made.dispose();
}

async function checkAveragePool(gpu: Gpu, { shape, window, stride }: PoolCase): Promise<void> {
  const tensor = { shape, data: randomArray(sizeOf(shape), 1) };
  const input = uploadTensor(gpu, 'check.input', tensor);
  const output = createPoisoned(gpu, 'check.output', poolOutput(shape, window, stride));
  runOnce(gpu, await prepareAveragePool(gpu, 'check', { input, output, window, stride }));
  await expectTensor(gpu, output, averagePool(tensor, window, stride), TOLERANCE);
  for (const made of [input, output]) made.dispose();
}

async function refuse(
  gpu: Gpu,
  kind: 'max' | 'average',
  { window, stride, words }: (typeof REFUSALS)[number],
): Promise<void> {
  const input = createTensor(gpu, 'check.input', [4, 7, 7]);
  const output = createTensor(gpu, 'check.output', [4, 4, 4]);
  const winners = gpu.buffer('check.winners', winnerBytes(output.buffer.bytes));
  const request = { input, output, winners, window, stride };
  const prepare = kind === 'max' ? prepareMaxPool : prepareAveragePool;
  await expectRefusal(() => prepare(gpu, 'check', request), 'check', ...words);
  for (const made of [input, output, winners]) made.dispose();
}

function describe({ shape, window, stride }: PoolCase): string {
  return `${shape.join(' x ')}, window ${String(window)}, stride ${String(stride)}`;
}

export const POOL_CHECKS: readonly KernelCheck[] = [
  ...POOL_CASES.flatMap((item) => [
    {
      name: `max_pool: ${describe(item)}`,
      run: (gpu: Gpu) => {
        const { shape } = item;
        return checkMaxPool(gpu, { shape, data: randomArray(sizeOf(shape), 1) }, item);
      },
    },
    { name: `average_pool: ${describe(item)}`, run: (gpu: Gpu) => checkAveragePool(gpu, item) },
  ]),
  {
    name: 'max_pool: the first of equals wins, and ReLU leaves many zeros',
    run: (gpu) => {
      const shape: Shape3 = [7, 12, 10];
      const coarse = randomArray(sizeOf(shape), 4).map((value) => Math.max(0, Math.round(value)));
      return checkMaxPool(gpu, { shape, data: coarse }, { shape, window: 3, stride: 2 });
    },
  },
  {
    name: 'max_pool: all negative',
    run: (gpu) => {
      const shape: Shape3 = [3, 5, 4];
      const data = randomArray(sizeOf(shape), 5, -2, -1);
      return checkMaxPool(gpu, { shape, data }, { shape, window: 2, stride: 2 });
    },
  },
  ...(['max', 'average'] as const).flatMap((kind) =>
    REFUSALS.map((refusal) => ({
      name: `${kind}_pool: refuses ${refusal.what}`,
      run: (gpu: Gpu) => refuse(gpu, kind, refusal),
    })),
  ),
  {
    name: 'max_pool: refuses a window whose places are no bytes',
    run: async (gpu) => {
      const input = createTensor(gpu, 'check.input', [1, 17, 17]);
      const output = createTensor(gpu, 'check.output', [1, 1, 1]);
      const winners = gpu.buffer('check.winners', 4);
      const request = { input, output, winners, window: 17, stride: 1 };
      await expectRefusal(() => prepareMaxPool(gpu, 'check', request), 'window of 17', '16');
      for (const made of [input, output, winners]) made.dispose();
    },
  },
  {
    name: 'max_pool: refuses winners of another size',
    run: async (gpu) => {
      const input = createTensor(gpu, 'check.input', [3, 4, 4]);
      const output = createTensor(gpu, 'check.output', [3, 2, 2]);
      const winners = gpu.buffer('check.winners', 12);
      const request = { input, output, winners, window: 2, stride: 2 };
      await expectRefusal(
        () => prepareMaxPool(gpu, 'check', request),
        'winners of 3 x 2 x 2',
        '12 bytes instead of 16',
      );
      for (const made of [input, output, winners]) made.dispose();
    },
  },
];
