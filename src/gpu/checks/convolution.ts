/** The general convolution against its reference. */
import { randomArray } from '../../base/index.ts';
import { convolutionOutput, sizeOf } from '../../math/index.ts';
import type { ConvolutionGeometry, Shape3 } from '../../math/index.ts';
import { convolution } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareConvolution } from '../kernels/convolution.ts';
import { packBias, packConvolutionWeights } from '../kernels/weights.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Sums of up to 4618 products of mixed signs in f32: errors grow like the root of their number. */
const TOLERANCE = 3e-6;

interface Case extends Partial<ConvolutionGeometry> {
  readonly shape: Shape3;
  readonly outputs: number;
  readonly relu?: boolean;
}

const PLAIN: ConvolutionGeometry = {
  kernel: [3, 3],
  stride: [1, 1],
  padding: [0, 0],
  dilation: [1, 1],
};

const CASES: readonly Case[] = [
  { shape: [1, 1, 1], outputs: 1, kernel: [1, 1] },
  { shape: [1, 1, 1], outputs: 5, kernel: [3, 3], padding: [1, 1], relu: true },
  { shape: [3, 19, 23], outputs: 7, kernel: [7, 7], stride: [2, 2], padding: [3, 3], relu: true },
  { shape: [3, 11, 14], outputs: 8, kernel: [1, 5], stride: [3, 1], padding: [0, 2] },
  { shape: [5, 13, 9], outputs: 4, kernel: [5, 2], stride: [1, 2], padding: [3, 0] },
  { shape: [6, 12, 17], outputs: 9, dilation: [2, 3], padding: [2, 3], relu: true },
  { shape: [4, 9, 9], outputs: 3, stride: [4, 5], padding: [5, 4], dilation: [3, 1] },
  { shape: [513, 3, 5], outputs: 6, padding: [1, 1] },
  { shape: [2, 4, 3], outputs: 513, kernel: [2, 3], relu: true },
];

function geometryOf(item: Case): ConvolutionGeometry {
  return { ...PLAIN, ...item };
}

function nameOf(item: Case): string {
  const { kernel, stride, padding, dilation } = geometryOf(item);
  const { shape, outputs, relu } = item;
  return [
    `convolution: ${shape.join(' x ')} to ${String(outputs)}, kernel ${kernel.join(' x ')}`,
    `stride ${stride.join(' x ')}, padding ${padding.join(' x ')}, dilation ${dilation.join(' x ')}`,
    ...(relu ? ['ReLU'] : []),
  ].join(', ');
}

async function run(gpu: Gpu, item: Case): Promise<void> {
  const { shape, outputs, relu = false } = item;
  const geometry = geometryOf(item);
  const weightShape = [outputs, shape[0], ...geometry.kernel] as const;
  const tensor = { shape, data: randomArray(sizeOf(shape), 1) };
  const oihw = randomArray(sizeOf(weightShape), 2);
  const bias = randomArray(outputs, 3);
  const input = uploadTensor(gpu, 'check.input', tensor);
  const weights = gpu.bufferFrom('check.weights', packConvolutionWeights(oihw, weightShape));
  const biases = gpu.bufferFrom('check.bias', packBias(bias));
  const output = createPoisoned(gpu, 'check.output', convolutionOutput(shape, outputs, geometry));
  const buffers = { input, weights, bias: biases, output };
  runOnce(gpu, await prepareConvolution(gpu, 'check', { ...geometry, ...buffers, relu }));
  const expected = convolution(tensor, { ...geometry, weights: oihw, bias, relu });
  await expectTensor(gpu, output, expected, TOLERANCE);
  for (const made of [input, weights, biases, output]) made.dispose();
}

interface Refusal extends Partial<ConvolutionGeometry> {
  readonly what: string;
  readonly output?: Shape3;
  readonly weightFloats?: number;
  readonly biasFloats?: number;
  readonly words: readonly string[];
}

const REFUSALS: readonly Refusal[] = [
  { what: 'an output of another size', output: [4, 6, 5], words: ['4 x 6 x 5', '4 x 5 x 5'] },
  { what: 'weights of another size', weightFloats: 160, words: ['weights of 4 x 4 x 3 x 3'] },
  { what: 'a bias of another size', biasFloats: 8, words: ['bias of 4', '32', '16'] },
  { what: 'stride 0', stride: [1, 0], words: ['stride is 0'] },
  { what: 'a negative stride', stride: [-1, 1], words: ['stride is -1'] },
  { what: 'a fractional stride', stride: [1.5, 1], words: ['stride is 1.5'] },
  { what: 'negative padding', padding: [0, -1], words: ['padding is -1'] },
  { what: 'dilation 0', dilation: [0, 1], words: ['dilation is 0'] },
  { what: 'an empty kernel', kernel: [0, 3], words: ['kernel is 0'] },
  { what: 'a window larger than the map', dilation: [4, 1], words: ['9', '7 cells', '4 x 7 x 7'] },
];

async function refuse(gpu: Gpu, refusal: Refusal): Promise<void> {
  const input = createTensor(gpu, 'check.input', [4, 7, 7]);
  const output = createTensor(gpu, 'check.output', refusal.output ?? [4, 5, 5]);
  const weights = gpu.buffer('check.weights', (refusal.weightFloats ?? 144) * 4);
  const bias = gpu.buffer('check.bias', (refusal.biasFloats ?? 4) * 4);
  const request = { ...PLAIN, ...refusal, input, weights, bias, output, relu: false };
  await expectRefusal(() => prepareConvolution(gpu, 'check', request), 'check', ...refusal.words);
  for (const made of [input, output, weights, bias]) made.dispose();
}

export const CONVOLUTION_CHECKS: readonly KernelCheck[] = [
  ...CASES.map((item) => ({ name: nameOf(item), run: (gpu: Gpu) => run(gpu, item) })),
  ...REFUSALS.map((refusal) => ({
    name: `convolution: refuses ${refusal.what}`,
    run: (gpu: Gpu) => refuse(gpu, refusal),
  })),
  {
    name: 'convolution: refuses weights that do not fill their shape',
    run: () =>
      expectRefusal(
        () => packConvolutionWeights(new Float32Array(5), [1, 2, 3, 1]),
        '5 values',
        '1 x 2 x 3 x 1',
      ),
  },
];
