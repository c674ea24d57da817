/** Softmax against its reference. */
import { randomArray } from '../../base/index.ts';
import { softmax } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareSoftmax } from '../kernels/softmax.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** WGSL allows exp(x) an error of 3 + 2 |x| units in the last place; large results have small |x|. */
const TOLERANCE = 5e-6;

interface Case {
  readonly what: string;
  readonly logits: Float32Array;
}

const CASES: readonly Case[] = [
  ...[1, 2, 3, 5, 64, 513, 1000, 4099].map((channels) => ({
    what: `${String(channels)} channels`,
    logits: randomArray(channels, channels, -8, 8),
  })),
  { what: 'logits of 1e4, whose exponentials overflow', logits: randomArray(10, 1, 9990, 10000) },
  { what: 'all negative, below the zeros of the padding', logits: randomArray(7, 2, -200, -190) },
  { what: 'equal logits', logits: new Float32Array(11).fill(3) },
  { what: 'the extremes of f32', logits: Float32Array.of(-3e38, 3e38, 0, 1, -3e38) },
];

export const SOFTMAX_CHECKS: readonly KernelCheck[] = [
  ...CASES.map(({ what, logits }) => ({
    name: `softmax: ${what}`,
    run: async (gpu: Gpu) => {
      const tensor = { shape: [logits.length, 1, 1] as const, data: logits };
      const input = uploadTensor(gpu, 'check.input', tensor);
      const output = createPoisoned(gpu, 'check.output', tensor.shape);
      runOnce(gpu, await prepareSoftmax(gpu, 'check', { input, output }));
      await expectTensor(gpu, output, softmax(tensor), TOLERANCE);
      for (const made of [input, output]) made.dispose();
    },
  })),
  {
    name: 'softmax: refuses a map',
    run: async (gpu) => {
      const input = createTensor(gpu, 'check.input', [4, 1, 2]);
      await expectRefusal(
        () => prepareSoftmax(gpu, 'check', { input, output: input }),
        'check',
        '4 x 1 x 2',
        '4 x 1 x 1',
      );
      input.dispose();
    },
  },
  {
    name: 'softmax: refuses an output of another size',
    run: async (gpu) => {
      const input = createTensor(gpu, 'check.input', [4, 1, 1]);
      const output = createTensor(gpu, 'check.output', [3, 1, 1]);
      await expectRefusal(() => prepareSoftmax(gpu, 'check', { input, output }), '3 x 1 x 1');
      for (const made of [input, output]) made.dispose();
    },
  },
];
