/** The 3 x 3 convolution against its reference. */
import { randomArray } from '../../base/index.ts';
import { decodeF16, encodeF16 } from '../../io/float-codec.ts';
import { sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { convolution } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import {
  packConvolution3x3Weights,
  prepareConvolution3x3,
  tileWidthFor,
} from '../kernels/convolution-3x3.ts';
import type { ConvolutionFormat, TileWidth } from '../kernels/convolution-3x3.ts';
import { packBias, toHalves } from '../kernels/weights.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Sums of 9 C + 1 products (4618 here) of mixed signs in f32: errors grow like the root of their number. */
const TOLERANCE = 3e-6;

interface Case {
  readonly shape: Shape3;
  readonly outputs: number;
  readonly relu?: boolean;
  readonly tileWidth?: TileWidth;
}

/** Every residue of the width by the widest tile, for every tile. */
const RESIDUES: readonly Case[] = ([4, 7, 8] as const).flatMap((tileWidth) =>
  Array.from({ length: tileWidth }, (_, i) => ({
    shape: [5, 3, tileWidth + 1 + i] as const,
    outputs: 9,
    tileWidth,
    relu: i % 2 === 1,
  })),
);

const CASES: readonly Case[] = [
  { shape: [1, 1, 1], outputs: 1 },
  { shape: [1, 1, 1], outputs: 1, relu: true },
  { shape: [3, 1, 9], outputs: 8 },
  { shape: [3, 9, 1], outputs: 5, relu: true },
  { shape: [3, 15, 17], outputs: 13, relu: true },
  { shape: [513, 2, 3], outputs: 7 },
  { shape: [2, 3, 5], outputs: 513, relu: true },
  { shape: [4, 40, 33], outputs: 4 },
  { shape: [8, 7, 7], outputs: 12 },
  { shape: [8, 14, 14], outputs: 16, relu: true },
  ...RESIDUES,
];

function nameOf({ shape, outputs, relu, tileWidth }: Case): string {
  const tile = tileWidth ?? tileWidthFor(shape[2]);
  return `convolution_3x3: ${shape.join(' x ')} to ${String(outputs)}, tile ${String(tile)}${relu ? ', ReLU' : ''}`;
}

async function run(
  gpu: Gpu,
  { shape, outputs, relu = false, tileWidth }: Case,
  format: ConvolutionFormat,
): Promise<void> {
  const tensor = { shape, data: randomArray(sizeOf(shape), 1) };
  const random = randomArray(outputs * shape[0] * 9, 2);
  // What halves hold, so that the sums are the only difference.
  const oihw = format === 'f16' ? decodeF16(bytesOf(encodeF16(random))) : random;
  const bias = randomArray(outputs, 3);
  const input = uploadTensor(gpu, 'check.input', tensor);
  const packed = packConvolution3x3Weights(oihw, outputs, shape[0]);
  const data = format === 'f16' ? toHalves(packed) : packed;
  const weights = gpu.bufferFrom('check.weights', data);
  const biases = gpu.bufferFrom('check.bias', packBias(bias));
  const output = createPoisoned(gpu, 'check.output', [outputs, shape[1], shape[2]]);
  const launch = await prepareConvolution3x3(gpu, 'check', {
    input,
    weights,
    bias: biases,
    output,
    relu,
    format,
    ...(tileWidth && { tileWidth }),
  });
  runOnce(gpu, launch);
  const expected = convolution(tensor, {
    weights: oihw,
    bias,
    relu,
    kernel: [3, 3],
    stride: [1, 1],
    padding: [1, 1],
    dilation: [1, 1],
  });
  await expectTensor(gpu, output, expected, TOLERANCE);
  for (const item of [input, weights, biases, output]) item.dispose();
}

function bytesOf({ buffer }: Uint16Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer);
}

async function refuses(
  gpu: Gpu,
  output: Shape3,
  weightFloats: number,
  biasFloats: number,
  ...words: string[]
): Promise<void> {
  const input = createTensor(gpu, 'check.input', [4, 3, 3]);
  const made = createTensor(gpu, 'check.output', output);
  const weights = gpu.buffer('check.weights', weightFloats * 4);
  const bias = gpu.buffer('check.bias', biasFloats * 4);
  await expectRefusal(
    () => prepareConvolution3x3(gpu, 'check', { input, weights, bias, output: made, relu: false }),
    'check',
    ...words,
  );
  for (const item of [input, made, weights, bias]) item.dispose();
}

export const CONVOLUTION_3X3_CHECKS: readonly KernelCheck[] = [
  ...CASES.flatMap((item) => [
    { name: nameOf(item), run: (gpu: Gpu) => run(gpu, item, 'f32') },
    {
      name: `${nameOf(item)}, weights in f16`,
      needs: ['shader-f16'] as const,
      run: (gpu: Gpu) => run(gpu, item, 'f16'),
    },
  ]),
  {
    name: 'convolution_3x3: refuses an output of another size',
    run: (gpu) => refuses(gpu, [4, 3, 4], 144, 4, '4 x 3 x 4', '4 x 3 x 3'),
  },
  {
    name: 'convolution_3x3: refuses weights of another size',
    run: (gpu) => refuses(gpu, [8, 3, 3], 144, 8, 'weights of 8 x 4 x 3 x 3', '576', '1152'),
  },
  {
    name: 'convolution_3x3: refuses a bias of another size',
    run: (gpu) => refuses(gpu, [4, 3, 3], 144, 3, 'bias of 4', '12', '16'),
  },
  {
    name: 'convolution_3x3: refuses weights that do not fill their shape',
    run: () =>
      expectRefusal(() => packConvolution3x3Weights(new Float32Array(8), 1, 1), '1 x 1 x 3 x 3'),
  },
];
