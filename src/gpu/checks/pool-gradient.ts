/** Gradients of pooling against their references. */
import { randomArray } from '../../base/index.ts';
import { poolOutput, sizeOf } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import { averagePoolGradient, maxPool, maxPoolGradient } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareMaxPool, winnerBytes } from '../kernels/max-pool.ts';
import { prepareAveragePoolGradient, prepareMaxPoolGradient } from '../kernels/pool-gradient.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';
import { POOL_CASES } from './pool.ts';
import type { PoolCase } from './pool.ts';

/** Sums of up to 49 f32. */
const TOLERANCE = 1e-6;

/** The pooling itself runs on the device, so that its winners are those that the gradient meets. */
async function checkMax(gpu: Gpu, tensor: Tensor3, { window, stride }: PoolCase): Promise<void> {
  const { shape } = tensor;
  const pooled = poolOutput(shape, window, stride);
  const values = { shape: pooled, data: randomArray(sizeOf(pooled), 2) };
  const input = uploadTensor(gpu, 'check.input', tensor);
  const output = createTensor(gpu, 'check.pooled', pooled);
  const winners = gpu.buffer('check.winners', winnerBytes(output.buffer.bytes));
  runOnce(gpu, await prepareMaxPool(gpu, 'check', { input, output, winners, window, stride }));
  const gradient = uploadTensor(gpu, 'check.gradient', values);
  const inputGradient = createPoisoned(gpu, 'check.output', shape);
  const request = { gradient, winners, inputGradient, window, stride };
  runOnce(gpu, await prepareMaxPoolGradient(gpu, 'check', request));
  const expected = maxPoolGradient(shape, values, maxPool(tensor, window, stride).winners);
  await expectTensor(gpu, inputGradient, expected, TOLERANCE);
  for (const made of [input, output, winners, gradient, inputGradient]) made.dispose();
}

async function checkAverage(gpu: Gpu, { shape, window, stride }: PoolCase): Promise<void> {
  const pooled = poolOutput(shape, window, stride);
  const values = { shape: pooled, data: randomArray(sizeOf(pooled), 2) };
  const gradient = uploadTensor(gpu, 'check.gradient', values);
  const inputGradient = createPoisoned(gpu, 'check.output', shape);
  const request = { gradient, inputGradient, window, stride };
  runOnce(gpu, await prepareAveragePoolGradient(gpu, 'check', request));
  const expected = averagePoolGradient(shape, values, window, stride);
  await expectTensor(gpu, inputGradient, expected, TOLERANCE);
  for (const made of [gradient, inputGradient]) made.dispose();
}

async function refuse(gpu: Gpu, kind: 'max' | 'average'): Promise<void> {
  const gradient = createTensor(gpu, 'check.gradient', [4, 3, 3]);
  const inputGradient = createTensor(gpu, 'check.output', [4, 7, 7]);
  const winners = gpu.buffer('check.winners', winnerBytes(gradient.buffer.bytes));
  const prepare = (window: number, stride: number) => () =>
    kind === 'max'
      ? prepareMaxPoolGradient(gpu, 'check', { gradient, winners, inputGradient, window, stride })
      : prepareAveragePoolGradient(gpu, 'check', { gradient, inputGradient, window, stride });
  await expectRefusal(prepare(3, 1), 'check', '4 x 3 x 3', '4 x 5 x 5');
  await expectRefusal(prepare(2, 0), 'check', 'stride is 0');
  await expectRefusal(prepare(8, 2), 'check', '8', '4 x 7 x 7');
  for (const made of [gradient, inputGradient, winners]) made.dispose();
}

function nameOf({ shape, window, stride }: PoolCase): string {
  return `${shape.join(' x ')}, window ${String(window)}, stride ${String(stride)}`;
}

export const POOL_GRADIENT_CHECKS: readonly KernelCheck[] = [
  ...POOL_CASES.flatMap((item) => [
    {
      name: `max_pool_gradient: ${nameOf(item)}`,
      run: (gpu: Gpu) =>
        checkMax(gpu, { shape: item.shape, data: randomArray(sizeOf(item.shape), 1) }, item),
    },
    {
      name: `average_pool_gradient: ${nameOf(item)}`,
      run: (gpu: Gpu) => checkAverage(gpu, item),
    },
  ]),
  {
    name: 'max_pool_gradient: the first of equals gets it, in windows that overlap',
    run: (gpu) => {
      const shape: Shape3 = [7, 12, 10];
      const coarse = randomArray(sizeOf(shape), 4).map((value) => Math.max(0, Math.round(value)));
      return checkMax(gpu, { shape, data: coarse }, { shape, window: 3, stride: 1 });
    },
  },
  ...(['max', 'average'] as const).map((kind) => ({
    name: `${kind}_pool_gradient: refuses what does not fit`,
    run: (gpu: Gpu) => refuse(gpu, kind),
  })),
  {
    name: 'max_pool_gradient: refuses winners of another size',
    run: async (gpu) => {
      const gradient = createTensor(gpu, 'check.gradient', [3, 2, 2]);
      const inputGradient = createTensor(gpu, 'check.output', [3, 4, 4]);
      const winners = gpu.buffer('check.winners', 12);
      const request = { gradient, inputGradient, winners, window: 2, stride: 2 };
      const words = ['winners of 3 x 2 x 2', '12 bytes instead of 16'];
      await expectRefusal(() => prepareMaxPoolGradient(gpu, 'check', request), ...words);
      for (const made of [gradient, inputGradient, winners]) made.dispose();
    },
  },
];
