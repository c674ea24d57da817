/** Global average pooling against its reference. */
import { randomArray } from '../../base/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { globalAveragePool } from '../../math/reference/index.ts';
import { createTensor, readTensor, uploadTensor } from '../blocked-tensor.ts';
import { prepareGlobalAveragePool } from '../kernels/global-average-pool.ts';
import { expectClose, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Sums of up to a few thousand f32 in another order: a few units in the last place. */
const TOLERANCE = 1e-6;

const SHAPES: readonly Shape3[] = [
  [1, 1, 1],
  [3, 1, 7],
  [5, 13, 11],
  [513, 3, 2],
  [8, 64, 64],
];

export const GLOBAL_AVERAGE_POOL_CHECKS: readonly KernelCheck[] = [
  ...SHAPES.map(
    (shape) =>
      ({
        name: `global_average_pool: ${shape.join(' x ')}`,
        run: async (gpu) => {
          const tensor = { shape, data: randomArray(sizeOf(shape), 1) };
          const input = uploadTensor(gpu, 'check.input', tensor);
          const output = createTensor(gpu, 'check.output', [shape[0], 1, 1]);
          const launch = await prepareGlobalAveragePool(gpu, 'check', { input, output });
          gpu.submit('check', (commands) => {
            commands.dispatch(launch);
          });
          expectClose(
            (await readTensor(gpu, output)).data,
            globalAveragePool(tensor).data,
            TOLERANCE,
          );
          for (const item of [input, output, launch]) item.dispose();
        },
      }) satisfies KernelCheck,
  ),
  {
    name: 'global_average_pool: refuses an output of the wrong shape',
    run: async (gpu) => {
      const input = createTensor(gpu, 'check.input', [4, 3, 3]);
      const output = createTensor(gpu, 'check.output', [5, 1, 1]);
      await expectRefusal(
        () => prepareGlobalAveragePool(gpu, 'check', { input, output }),
        '5 x 1 x 1',
        '4 x 1 x 1',
      );
      for (const item of [input, output]) item.dispose();
    },
  },
];
