/** Statistics of layers against their reference. */
import { randomArray } from '../../base/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import { channelStatistics, layerStatistics } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { createStatisticsBuffers, prepareStatistics } from '../kernels/statistics.ts';
import { expectClose, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';

/** For mean and share of zeros: sums of up to 50176 f32 in another order. Min and max are exact. */
const TOLERANCE = 2e-6;
const ENTRY = 4;
const MEAN = 2;

const SHAPES: readonly Shape3[] = [
  [1, 1, 1],
  [3, 1, 7],
  [5, 13, 11],
  [513, 7, 7],
  [4096, 1, 1],
  [6, 150, 140],
];

export const STATISTICS_CHECKS: readonly KernelCheck[] = [
  ...SHAPES.map((shape) => ({
    name: `stats: ${shape.join(' x ')}`,
    // As after a ReLU: about half the cells are zero, and no channel is like the next.
    run: (gpu: Gpu) => agree(gpu, relu(shape)),
  })),
  {
    name: 'stats: padding channels do not count',
    run: (gpu) => agree(gpu, { shape: [5, 4, 4], data: randomArray(80, 1, 3, 4) }),
  },
  {
    name: 'stats: negative values',
    run: (gpu) => agree(gpu, { shape: [2, 9, 9], data: randomArray(162, 2, -7, -3) }),
  },
  {
    name: 'stats: NaN and infinities are left out',
    run: (gpu) => {
      const tensor = { shape: [3, 5, 5], data: randomArray(75, 5) } as const;
      tensor.data.set([NaN, Infinity, -Infinity, 0], 3);
      tensor.data.fill(NaN, 50);
      return agree(gpu, tensor);
    },
  },
  {
    name: 'stats: refuses buffers of another size',
    run: async (gpu) => {
      const input = createTensor(gpu, 'check.input', [8, 3, 3]);
      const { channels, layer } = createStatisticsBuffers(gpu, 'check', 7);
      await expectRefusal(
        () => prepareStatistics(gpu, 'check', { input, channels, layer }),
        'channels',
        '7 x 4',
        '8 x 4',
      );
      for (const item of [input, channels, layer]) item.dispose();
    },
  },
];

async function agree(gpu: Gpu, tensor: Tensor3): Promise<void> {
  const input = uploadTensor(gpu, 'check.input', tensor);
  const { channels, layer } = createStatisticsBuffers(gpu, 'check', tensor.shape[0]);
  const statistics = await prepareStatistics(gpu, 'check', { input, channels, layer });
  gpu.submit('check', (commands) => {
    for (const dispatch of statistics.dispatches) commands.dispatch(dispatch);
  });
  const perChannel = channelStatistics(tensor);
  const actual = new Float32Array(await gpu.read(channels));
  for (let index = 0; index < ENTRY; index += 1) {
    const tolerance = index < MEAN ? 0 : TOLERANCE;
    expectClose(column(actual, index), column(perChannel.flat(), index), tolerance);
  }
  const whole = new Float32Array(await gpu.read(layer));
  const [min, max, mean, zeros] = layerStatistics(perChannel);
  expectClose(whole.subarray(0, MEAN), [min, max], 0);
  expectClose(whole.subarray(MEAN), [mean, zeros], TOLERANCE);
  for (const item of [input, channels, layer, statistics]) item.dispose();
}

function column(values: ArrayLike<number>, index: number): number[] {
  return Array.from({ length: values.length / ENTRY }, (_, i) => values[i * ENTRY + index] ?? NaN);
}

function relu(shape: Shape3): Tensor3 {
  const cells = shape[1] * shape[2];
  const data = randomArray(sizeOf(shape), 4).map((value, index) =>
    Math.max(0, value * (1 + (Math.floor(index / cells) % 7))),
  );
  return { shape, data };
}
