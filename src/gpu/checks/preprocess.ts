/** The way into a network's input space and back, against its reference. */
import { randomArray } from '../../base/index.ts';
import { sizeOf } from '../../math/index.ts';
import type { InputSpec, Shape3 } from '../../math/index.ts';
import { deprocess, preprocess } from '../../math/reference/index.ts';
import { createTensor, readTensor, uploadTensor } from '../blocked-tensor.ts';
import { prepareDeprocess, preparePreprocess } from '../kernels/preprocess.ts';
import { expectClose, expectRefusal } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Two divisions (2.5 units in the last place each) and a difference that cancels. */
const TOLERANCE = 2e-6;

const SHAPE: Shape3 = [3, 13, 11];
export const SPECS: readonly (readonly [string, InputSpec])[] = [
  [
    'RGB 0..1, torchvision',
    { order: 'RGB', range: '0..1', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  ],
  [
    'BGR 0..255, Caffe',
    { order: 'BGR', range: '0..255', mean: [103.939, 116.779, 123.68], std: [1, 1, 1] },
  ],
  ['BGR 0..1', { order: 'BGR', range: '0..1', mean: [0.1, 0.2, 0.3], std: [0.5, 0.25, 2] }],
  ['RGB 0..255', { order: 'RGB', range: '0..255', mean: [1, 20, 127.5], std: [64, 32, 127.5] }],
];

const DIRECTIONS = [
  { kernel: 'preprocess', prepare: preparePreprocess, reference: preprocess, low: 0, high: 255 },
  // Values beyond both ends of every space, so that some are cut off.
  { kernel: 'deprocess', prepare: prepareDeprocess, reference: deprocess, low: -5, high: 5 },
] as const;

export const PREPROCESS_CHECKS: readonly KernelCheck[] = [
  ...DIRECTIONS.flatMap(({ kernel, prepare, reference, low, high }) =>
    SPECS.map(
      ([title, spec]) =>
        ({
          name: `${kernel}: ${title}`,
          run: async (gpu) => {
            const tensor = { shape: SHAPE, data: randomArray(sizeOf(SHAPE), 1, low, high) };
            const input = uploadTensor(gpu, 'check.input', tensor);
            const output = createTensor(gpu, 'check.output', SHAPE);
            const launch = await prepare(gpu, 'check', { input, output, spec });
            gpu.submit('check', (commands) => {
              commands.dispatch(launch);
            });
            const actual = await readTensor(gpu, output);
            expectClose(actual.data, reference(tensor, spec).data, TOLERANCE);
            for (const item of [input, output, launch]) item.dispose();
          },
        }) satisfies KernelCheck,
    ),
  ),
  {
    name: 'preprocess: refuses tensors of other shapes',
    run: async (gpu) => {
      const spec = SPECS[0]?.[1];
      if (!spec) throw new Error('no spec');
      const input = createTensor(gpu, 'check.input', [3, 4, 4]);
      const output = createTensor(gpu, 'check.output', [3, 5, 4]);
      const grey = createTensor(gpu, 'check.grey', [1, 4, 4]);
      await expectRefusal(
        () => preparePreprocess(gpu, 'check', { input, output, spec }),
        '3 x 5 x 4',
        '3 x 4 x 4',
      );
      await expectRefusal(
        () => prepareDeprocess(gpu, 'check', { input: grey, output, spec }),
        '1 x 4 x 4',
      );
      for (const item of [input, output, grey]) item.dispose();
    },
  },
];
