/** Flatten against its reference. */
import { randomArray } from '../../base/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { flatten } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareFlatten } from '../kernels/flatten.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Values are moved, not computed with. */
const EXACT = 0;

const SHAPES: readonly Shape3[] = [
  [1, 1, 1],
  [3, 1, 1],
  [1, 5, 3],
  [3, 7, 9],
  [5, 3, 3],
  [8, 4, 6],
  [513, 3, 1],
];

export const FLATTEN_CHECKS: readonly KernelCheck[] = [
  ...SHAPES.map((shape) => ({
    name: `flatten: ${shape.join(' x ')}`,
    run: async (gpu: Gpu) => {
      const tensor = { shape, data: randomArray(sizeOf(shape), 1) };
      const input = uploadTensor(gpu, 'check.input', tensor);
      const output = createPoisoned(gpu, 'check.output', [sizeOf(shape), 1, 1]);
      runOnce(gpu, await prepareFlatten(gpu, 'check', { input, output }));
      await expectTensor(gpu, output, flatten(tensor), EXACT);
      for (const made of [input, output]) made.dispose();
    },
  })),
  {
    name: 'flatten: refuses an output of another size',
    run: async (gpu) => {
      const input = createTensor(gpu, 'check.input', [3, 4, 5]);
      const output = createTensor(gpu, 'check.output', [64, 1, 1]);
      await expectRefusal(
        () => prepareFlatten(gpu, 'check', { input, output }),
        'check',
        '64 x 1 x 1',
        '60 x 1 x 1',
      );
      for (const made of [input, output]) made.dispose();
    },
  },
];
