/** Gradients of a network's layers with respect to what they read, against their references. */
import { randomArray } from '../../base/index.ts';
import { convolutionOutput, formatShape, sizeOf } from '../../math/index.ts';
import type { ConvolutionGeometry, ReluRule, Shape3, Tensor3 } from '../../math/index.ts';
import {
  convolutionInputGradient,
  denseInputGradient,
  flattenGradient,
  globalAveragePoolGradient,
  preprocessGradient,
  redirectedReluGradient,
  reluGradient,
  softmax,
  softmaxGradient,
} from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareConvolutionGradient } from '../kernels/convolution-gradient.ts';
import { prepareDenseGradient } from '../kernels/dense-gradient.ts';
import {
  prepareFlattenGradient,
  prepareGlobalAveragePoolGradient,
} from '../kernels/map-gradient.ts';
import { preparePreprocessGradient } from '../kernels/preprocess-gradient.ts';
import { prepareRedirectedRelu } from '../kernels/redirected-relu.ts';
import { prepareReluGradient } from '../kernels/relu-gradient.ts';
import { prepareSoftmaxGradient } from '../kernels/softmax-gradient.ts';
import { packConvolutionWeights } from '../kernels/weights.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';
import { SPECS } from './preprocess.ts';
import { FORMATS, readRows, storeRows } from './stored.ts';

/** Sums of up to some thousand products of mixed signs in f32. */
const TOLERANCE = 3e-6;
/** A division or two. */
const DIVISION = 1e-6;

function random(shape: Shape3, seed: number): Tensor3 {
  return { shape, data: randomArray(sizeOf(shape), seed) };
}

/** What a launch makes of `gradient`, in a tensor of `shape` that starts full of NaN. */
async function expectGradient(
  gpu: Gpu,
  gradient: Tensor3,
  expected: Tensor3,
  tolerance: number,
  launch: (given: BlockedTensor, made: BlockedTensor) => Promise<void>,
): Promise<void> {
  const given = uploadTensor(gpu, 'check.gradient', gradient);
  const made = createPoisoned(gpu, 'check.output', expected.shape);
  await launch(given, made);
  await expectTensor(gpu, made, expected, tolerance);
  given.dispose();
  made.dispose();
}

/** Values and gradients of both signs, zeros among them. */
const SIGNS = [-2, -1, 0, 0, 1, 2];

async function checkRelu(gpu: Gpu, shape: Shape3, rule: ReluRule): Promise<void> {
  const coarse = ({ data }: Tensor3): Tensor3 => ({
    shape,
    data: data.map((value) => SIGNS[Math.floor((value + 1) * 3)] ?? 0),
  });
  const output = coarse(random(shape, 1));
  const gradient = coarse(random(shape, 2));
  const values = uploadTensor(gpu, 'check.values', output);
  const changed = uploadTensor(gpu, 'check.gradient', gradient);
  const request = { output: values, gradient: changed, rule };
  runOnce(gpu, await prepareReluGradient(gpu, 'check', request));
  await expectTensor(gpu, changed, reluGradient(output, gradient, rule), 0);
  values.dispose();
  changed.dispose();
}

/** What is left behind a ReLU: much, one value of the last cell, or nothing, be it for want of values or of gradients. */
const LEFT = ['much', 'one value', 'no value', 'no gradient'] as const;

async function checkRedirected(
  gpu: Gpu,
  shape: Shape3,
  what: (typeof LEFT)[number],
): Promise<void> {
  const gradient = random(shape, 2);
  const output = random(shape, 1);
  const last = output.data.length - 1;
  const keeps = (index: number): boolean =>
    what === 'much' || what === 'no gradient' || (what === 'one value' && index === last);
  output.data.forEach((value, index) => {
    output.data[index] = keeps(index) ? Math.abs(value) : 0;
    if (what === 'no gradient' && index % 2 === 0) gradient.data[index] = 0;
    else if (what === 'no gradient') output.data[index] = 0;
  });
  const values = uploadTensor(gpu, 'check.values', output);
  const changed = uploadTensor(gpu, 'check.gradient', gradient);
  const request = { output: values, gradient: changed };
  const launches = await prepareRedirectedRelu(gpu, 'check', request);
  gpu.submit('check', (commands) => {
    for (const launch of launches.dispatches) commands.dispatch(launch);
  });
  await expectTensor(gpu, changed, redirectedReluGradient(output, gradient), 0);
  for (const made of [values, changed, launches]) made.dispose();
}

async function checkSoftmax(gpu: Gpu, channels: number): Promise<void> {
  const shape: Shape3 = [channels, 1, 1];
  const probabilities = softmax({ shape, data: randomArray(channels, 3, -4, 4) });
  const gradient = random(shape, 4);
  const expected = softmaxGradient(probabilities, gradient);
  const given = uploadTensor(gpu, 'check.probabilities', probabilities);
  await expectGradient(gpu, gradient, expected, TOLERANCE, async (from, inputGradient) => {
    const request = { probabilities: given, gradient: from, inputGradient };
    runOnce(gpu, await prepareSoftmaxGradient(gpu, 'check', request));
  });
  given.dispose();
}

interface ConvolutionCase extends ConvolutionGeometry {
  readonly shape: Shape3;
  readonly outputs: number;
}

const CONVOLUTIONS: readonly ConvolutionCase[] = [
  {
    kernel: [1, 1],
    stride: [1, 1],
    padding: [0, 0],
    dilation: [1, 1],
    shape: [1, 1, 1],
    outputs: 1,
  },
  {
    kernel: [3, 3],
    stride: [1, 1],
    padding: [1, 1],
    dilation: [1, 1],
    shape: [6, 9, 7],
    outputs: 5,
  },
  {
    kernel: [7, 7],
    stride: [2, 2],
    padding: [3, 3],
    dilation: [1, 1],
    shape: [3, 23, 18],
    outputs: 9,
  },
  {
    kernel: [5, 3],
    stride: [3, 1],
    padding: [0, 2],
    dilation: [1, 2],
    shape: [5, 17, 11],
    outputs: 6,
  },
  {
    kernel: [11, 11],
    stride: [4, 4],
    padding: [2, 2],
    dilation: [1, 1],
    shape: [3, 43, 40],
    outputs: 8,
  },
  {
    kernel: [2, 2],
    stride: [3, 3],
    padding: [0, 0],
    dilation: [3, 1],
    shape: [4, 12, 10],
    outputs: 4,
  },
  {
    kernel: [3, 3],
    stride: [1, 1],
    padding: [1, 1],
    dilation: [1, 1],
    shape: [2, 4, 4],
    outputs: 513,
  },
];

async function checkConvolution(gpu: Gpu, item: ConvolutionCase): Promise<void> {
  const { shape, outputs, kernel } = item;
  const gradient = random(convolutionOutput(shape, outputs, item), 1);
  const weights = randomArray(outputs * shape[0] * sizeOf(kernel), 2);
  const packed = packConvolutionWeights(weights, [outputs, shape[0], ...kernel]);
  const buffer = gpu.bufferFrom('check.weights', packed);
  const expected = convolutionInputGradient(shape, gradient, { ...item, weights });
  await expectGradient(gpu, gradient, expected, TOLERANCE, async (given, inputGradient) => {
    const request = { ...item, gradient: given, inputGradient, weights: buffer };
    runOnce(gpu, await prepareConvolutionGradient(gpu, 'check', request));
  });
  buffer.dispose();
}

const DENSE: readonly { inputs: number; outputs: number; maxBytes?: number }[] = [
  { inputs: 1, outputs: 1 },
  { inputs: 5, outputs: 7 },
  { inputs: 64, outputs: 10 },
  { inputs: 257, outputs: 33 },
  { inputs: 9, outputs: 3137 },
  { inputs: 513, outputs: 6 },
  // Slices of 4 to 16 rows, the last often shorter.
  { inputs: 33, outputs: 30, maxBytes: 1024 },
  { inputs: 257, outputs: 33, maxBytes: 4200 },
];

async function checkDense(
  gpu: Gpu,
  format: (typeof FORMATS)[number],
  { inputs, outputs, maxBytes }: (typeof DENSE)[number],
): Promise<void> {
  const gradient = random([outputs, 1, 1], 1);
  const shape = { outputs, inputs, format, ...(maxBytes !== undefined && { maxBytes }) };
  const weights = await storeRows(gpu, shape, randomArray(inputs * outputs, 2));
  const expected = denseInputGradient(gradient, await readRows(gpu, weights), inputs);
  await expectGradient(gpu, gradient, expected, TOLERANCE, async (given, inputGradient) => {
    const request = { gradient: given, weights, inputGradient };
    const launches = await Promise.all(prepareDenseGradient(gpu, 'check', request));
    gpu.submit('check', (commands) => {
      for (const launch of launches) commands.dispatch(launch);
    });
    for (const launch of launches) launch.dispose();
  });
  weights.dispose();
}

const MAPS: readonly Shape3[] = [
  [1, 1, 1],
  [3, 5, 7],
  [4, 9, 16],
  [513, 3, 2],
];
/** Of more values than those who search it have invocations. */
const LARGE: Shape3 = [9, 41, 67];
const RULES: readonly ReluRule[] = ['plain', 'guided', 'deconvnet'];
const PICTURE: Shape3 = [3, 13, 11];

function nameOf({ shape, outputs, kernel, stride, padding, dilation }: ConvolutionCase): string {
  const geometry = [kernel, stride, padding, dilation].map((pair) => pair.join(' x ')).join(', ');
  return `${formatShape(shape)} to ${String(outputs)}, ${geometry}`;
}

export const NETWORK_GRADIENT_CHECKS: readonly KernelCheck[] = [
  ...RULES.flatMap((rule) =>
    MAPS.map((shape) => ({
      name: `relu_gradient: ${formatShape(shape)}, ${rule}`,
      run: (gpu: Gpu) => checkRelu(gpu, shape, rule),
    })),
  ),
  ...LEFT.flatMap((what) =>
    [...MAPS, LARGE].map((shape) => ({
      name: `redirected_relu: ${formatShape(shape)}, ${what} left`,
      run: (gpu: Gpu) => checkRedirected(gpu, shape, what),
    })),
  ),
  ...[1, 2, 5, 200, 1000, 4099].map((channels) => ({
    name: `softmax_gradient: ${String(channels)} channels`,
    run: (gpu: Gpu) => checkSoftmax(gpu, channels),
  })),
  ...CONVOLUTIONS.map((item) => ({
    name: `convolution_gradient: ${nameOf(item)}`,
    run: (gpu: Gpu) => checkConvolution(gpu, item),
  })),
  ...DENSE.flatMap((item) =>
    FORMATS.map((format) => ({
      name: `dense_gradient: ${String(item.inputs)} to ${String(item.outputs)}, ${format}${
        item.maxBytes === undefined ? '' : ', in slices'
      }`,
      run: (gpu: Gpu) => checkDense(gpu, format, item),
    })),
  ),
  ...MAPS.flatMap((shape) => [
    {
      name: `flatten_gradient: ${formatShape(shape)}`,
      run: (gpu: Gpu) => {
        const gradient = random([sizeOf(shape), 1, 1], 1);
        const expected = flattenGradient(shape, gradient);
        return expectGradient(gpu, gradient, expected, 0, async (given, inputGradient) => {
          const request = { gradient: given, inputGradient };
          runOnce(gpu, await prepareFlattenGradient(gpu, 'check', request));
        });
      },
    },
    {
      name: `global_average_pool_gradient: ${formatShape(shape)}`,
      run: (gpu: Gpu) => {
        const gradient = random([shape[0], 1, 1], 1);
        const expected = globalAveragePoolGradient(shape, gradient);
        return expectGradient(gpu, gradient, expected, DIVISION, async (given, inputGradient) => {
          const request = { gradient: given, inputGradient };
          runOnce(gpu, await prepareGlobalAveragePoolGradient(gpu, 'check', request));
        });
      },
    },
  ]),
  ...SPECS.map(([title, spec]) => ({
    name: `preprocess_gradient: ${title}`,
    run: (gpu: Gpu) => {
      const gradient = random(PICTURE, 1);
      const expected = preprocessGradient(gradient, spec);
      return expectGradient(gpu, gradient, expected, DIVISION, async (input, output) => {
        runOnce(gpu, await preparePreprocessGradient(gpu, 'check', { input, output, spec }));
      });
    },
  })),
  { name: 'gradients of layers: refuse what does not fit', run: refuse },
];

async function refuse(gpu: Gpu): Promise<void> {
  const small = createTensor(gpu, 'check.small', [4, 3, 3]);
  const large = createTensor(gpu, 'check.large', [4, 7, 7]);
  const weights = gpu.buffer('check.weights', 64);
  const geometry = { kernel: [3, 3], stride: [2, 2], padding: [0, 0], dilation: [1, 1] } as const;
  const pair = { gradient: small, inputGradient: large };
  await expectRefusal(
    () => prepareReluGradient(gpu, 'check', { output: large, gradient: small, rule: 'plain' }),
    'check',
    '4 x 3 x 3',
    '4 x 7 x 7',
  );
  await expectRefusal(
    () => prepareRedirectedRelu(gpu, 'check', { output: large, gradient: small }),
    '4 x 3 x 3',
  );
  await expectRefusal(
    () => prepareSoftmaxGradient(gpu, 'check', { ...pair, probabilities: small }),
    'probabilities',
    '4 x 1 x 1',
  );
  await expectRefusal(() => prepareFlattenGradient(gpu, 'check', pair), '196 x 1 x 1');
  await expectRefusal(() => prepareGlobalAveragePoolGradient(gpu, 'check', pair), '4 x 1 x 1');
  await expectRefusal(
    () => prepareConvolutionGradient(gpu, 'check', { ...pair, ...geometry, weights }),
    'weights of 4 x 4 x 3 x 3',
    '64 bytes instead of 576',
  );
  for (const made of [small, large, weights]) made.dispose();
}
