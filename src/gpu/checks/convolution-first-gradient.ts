/** The gradient of a first convolution with respect to its picture, against the reference of any geometry. */
import { randomArray } from '../../base/index.ts';
import { decodeF16, encodeF16 } from '../../io/float-codec.ts';
import { formatShape, sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { convolutionInputGradient } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareFirstGradient } from '../kernels/convolution-first-gradient.ts';
import { packConvolutionWeights, toHalves } from '../kernels/weights.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Sums of up to some thousand products of mixed signs in f32. */
const TOLERANCE = 3e-6;
const GEOMETRY = { kernel: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 1] } as const;

/** Shape of the picture and number of filters. */
const CASES: readonly (readonly [shape: Shape3, outputs: number])[] = [
  [[3, 1, 1], 1],
  [[3, 1, 9], 4],
  [[1, 5, 3], 5],
  [[2, 7, 8], 6],
  [[3, 16, 13], 16],
  [[3, 33, 30], 64],
  [[3, 4, 4], 513],
];

async function run(gpu: Gpu, shape: Shape3, outputs: number, format: 'f32' | 'f16'): Promise<void> {
  const [channels, height, width] = shape;
  const above: Shape3 = [outputs, height, width];
  const gradient = { shape: above, data: randomArray(sizeOf(above), 1) };
  const random = randomArray(outputs * channels * sizeOf(GEOMETRY.kernel), 2);
  // What halves hold, so that the sums are the only difference.
  const oihw = format === 'f16' ? decodeF16(new Uint8Array(encodeF16(random).buffer)) : random;
  const packed = packConvolutionWeights(oihw, [outputs, channels, ...GEOMETRY.kernel]);
  const data = format === 'f16' ? toHalves(packed) : packed;
  const weights = gpu.bufferFrom('check.weights', data);
  const given = uploadTensor(gpu, 'check.gradient', gradient);
  const made = createPoisoned(gpu, 'check.output', shape);
  const request = { gradient: given, weights, format, inputGradient: made };
  runOnce(gpu, await prepareFirstGradient(gpu, 'check', request));
  const expected = convolutionInputGradient(shape, gradient, { ...GEOMETRY, weights: oihw });
  await expectTensor(gpu, made, expected, TOLERANCE);
  for (const item of [weights, given, made]) item.dispose();
}

async function refuses(gpu: Gpu): Promise<void> {
  const gradient = createTensor(gpu, 'check.gradient', [4, 3, 3]);
  const large = createTensor(gpu, 'check.output', [4, 3, 3]);
  const small = createTensor(gpu, 'check.output', [3, 3, 2]);
  const right = createTensor(gpu, 'check.output', [3, 3, 3]);
  const weights = gpu.buffer('check.weights', 64);
  const shared = { gradient, weights, format: 'f32' } as const;
  const attempt = (inputGradient: typeof small) => (): Promise<unknown> =>
    prepareFirstGradient(gpu, 'check', { ...shared, inputGradient });
  await expectRefusal(attempt(large), '4 channels instead of at most 3');
  await expectRefusal(attempt(small), '4 x 3 x 3', '4 x 3 x 2');
  await expectRefusal(attempt(right), 'weights of 4 x 3 x 3 x 3', '64 bytes');
  for (const item of [gradient, large, small, right, weights]) item.dispose();
}

export const CONVOLUTION_FIRST_GRADIENT_CHECKS: readonly KernelCheck[] = [
  ...CASES.flatMap(([shape, outputs]): readonly KernelCheck[] => {
    const name = `convolution_first_gradient: ${formatShape(shape)} from ${String(outputs)}`;
    return [
      { name, run: (gpu) => run(gpu, shape, outputs, 'f32') },
      {
        name: `${name}, weights in f16`,
        needs: ['shader-f16'],
        run: (gpu) => run(gpu, shape, outputs, 'f16'),
      },
    ];
  }),
  { name: 'convolution_first_gradient: refuses what does not fit', run: refuses },
];
