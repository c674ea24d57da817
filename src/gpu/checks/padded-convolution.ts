/** Convolution with any padding, and its gradients, against their references. */
import { randomArray } from '../../base/index.ts';
import { paddedOutput, sizeOf } from '../../math/index.ts';
import type { Shape3 } from '../../math/index.ts';
import {
  describeSetting,
  paddedConvolution,
  paddedConvolutionInputGradient,
  paddedConvolutionWeightGradient,
  paddedSettings,
} from '../../math/reference/index.ts';
import type { PaddedSetting } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import {
  preparePaddedConvolution,
  preparePaddedInputGradient,
  preparePaddedWeightGradient,
} from '../kernels/padded-convolution.ts';
import { createPoisoned, expectClose, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Sums of some hundred products of mixed signs in f32. */
const TOLERANCE = 2e-6;
const RANDOM_SETTINGS = 40;
const SEED = 61;

const PLAIN: PaddedSetting = {
  shape: [1, 1, 1],
  outputs: 1,
  groups: 1,
  kernel: [3, 3],
  stride: [1, 1],
  dilation: [1, 1],
  before: [1, 1],
  after: [1, 1],
  padding: 'constant',
  value: 0,
};

const CASES: readonly PaddedSetting[] = [
  PLAIN,
  { ...PLAIN, padding: 'reflect', before: [4, 3], after: [3, 5] },
  { ...PLAIN, shape: [1, 2, 3], padding: 'reflect', before: [5, 7], after: [6, 4] },
  { ...PLAIN, shape: [2, 3, 2], outputs: 2, groups: 2, padding: 'symmetric', before: [7, 5] },
  { ...PLAIN, shape: [3, 17, 19], outputs: 5, kernel: [7, 7], padding: 'wrap', before: [3, 3] },
  { ...PLAIN, shape: [6, 9, 11], outputs: 9, groups: 3, kernel: [4, 2], padding: 'edge' },
  { ...PLAIN, shape: [5, 8, 40], outputs: 6, stride: [4, 3], dilation: [2, 4], before: [6, 8] },
  ...paddedSettings(RANDOM_SETTINGS, SEED),
];

/** What one setting is checked with. */
function valuesOf(setting: PaddedSetting) {
  const { shape, outputs, groups, kernel } = setting;
  const output = paddedOutput(shape, outputs, setting);
  const input = { shape, data: randomArray(sizeOf(shape), 1) };
  const gradient = { shape: output, data: randomArray(sizeOf(output), 2) };
  const weights = randomArray(outputs * (shape[0] / groups) * kernel[0] * kernel[1], 3);
  return { input, gradient, weights, all: { ...setting, weights } };
}

async function checkForward(gpu: Gpu, setting: PaddedSetting): Promise<void> {
  const values = valuesOf(setting);
  const input = uploadTensor(gpu, 'check.input', values.input);
  const weights = gpu.bufferFrom('check.weights', values.weights);
  const output = createPoisoned(gpu, 'check.output', values.gradient.shape);
  const request = { ...setting, input, weights, output };
  runOnce(gpu, await preparePaddedConvolution(gpu, 'check', request));
  await expectTensor(gpu, output, paddedConvolution(values.input, values.all), TOLERANCE);
  for (const made of [input, weights, output]) made.dispose();
}

async function checkInputGradient(gpu: Gpu, setting: PaddedSetting): Promise<void> {
  const values = valuesOf(setting);
  const gradient = uploadTensor(gpu, 'check.gradient', values.gradient);
  const weights = gpu.bufferFrom('check.weights', values.weights);
  const inputGradient = createPoisoned(gpu, 'check.output', setting.shape);
  const request = { ...setting, gradient, weights, inputGradient };
  runOnce(gpu, await preparePaddedInputGradient(gpu, 'check', request));
  const expected = paddedConvolutionInputGradient(setting.shape, values.gradient, values.all);
  await expectTensor(gpu, inputGradient, expected, TOLERANCE);
  for (const made of [gradient, weights, inputGradient]) made.dispose();
}

async function checkWeightGradient(gpu: Gpu, setting: PaddedSetting): Promise<void> {
  const values = valuesOf(setting);
  const input = uploadTensor(gpu, 'check.input', values.input);
  const gradient = uploadTensor(gpu, 'check.gradient', values.gradient);
  const poison = new Float32Array(values.weights.length).fill(NaN);
  const weightGradient = gpu.bufferFrom('check.output', poison);
  const request = { ...setting, input, gradient, weightGradient };
  runOnce(gpu, await preparePaddedWeightGradient(gpu, 'check', request));
  const found = new Float32Array(await gpu.read(weightGradient));
  const expected = paddedConvolutionWeightGradient(values.input, values.gradient, values.all);
  expectClose(found, expected, TOLERANCE);
  for (const made of [input, gradient, weightGradient]) made.dispose();
}

interface Refusal extends Partial<PaddedSetting> {
  readonly what: string;
  readonly output?: Shape3;
  readonly weightFloats?: number;
  readonly words: readonly string[];
}

const REFUSALS: readonly Refusal[] = [
  { what: 'an output of another size', output: [4, 6, 7], words: ['4 x 6 x 7', '4 x 7 x 7'] },
  { what: 'weights of another size', weightFloats: 160, words: ['4 x 4 x 3 x 3', '640', '576'] },
  { what: 'groups that do not divide', groups: 3, words: ['4 inputs', '3 groups'] },
  { what: 'negative padding', before: [0, -1], words: ['padding is -1'] },
  { what: 'stride 0', stride: [1, 0], words: ['stride is 0'] },
  { what: 'a constant that is none', value: NaN, words: ['NaN'] },
  { what: 'a window larger than the map', dilation: [9, 1], words: ['19', '9 cells'] },
];

async function refuse(gpu: Gpu, refusal: Refusal): Promise<void> {
  const input = createTensor(gpu, 'check.input', [4, 7, 7]);
  const output = createTensor(gpu, 'check.output', refusal.output ?? [4, 7, 7]);
  const weights = gpu.buffer('check.weights', (refusal.weightFloats ?? 144) * 4);
  const window = { ...PLAIN, ...refusal };
  const refused = [
    () => preparePaddedConvolution(gpu, 'check', { ...window, input, weights, output }),
    () =>
      preparePaddedInputGradient(gpu, 'check', {
        ...window,
        gradient: output,
        weights,
        inputGradient: input,
      }),
    () =>
      preparePaddedWeightGradient(gpu, 'check', {
        ...window,
        input,
        gradient: output,
        weightGradient: weights,
      }),
  ];
  for (const prepare of refused) await expectRefusal(prepare, 'check', ...refusal.words);
  for (const made of [input, output, weights]) made.dispose();
}

export const PADDED_CONVOLUTION_CHECKS: readonly KernelCheck[] = [
  ...CASES.flatMap((setting) => [
    {
      name: `padded_convolution: ${describeSetting(setting)}`,
      run: (gpu: Gpu) => checkForward(gpu, setting),
    },
    {
      name: `padded_convolution_input: ${describeSetting(setting)}`,
      run: (gpu: Gpu) => checkInputGradient(gpu, setting),
    },
    {
      name: `padded_convolution_weights: ${describeSetting(setting)}`,
      run: (gpu: Gpu) => checkWeightGradient(gpu, setting),
    },
  ]),
  ...REFUSALS.map((refusal) => ({
    name: `padded_convolution: refuses ${refusal.what}`,
    run: (gpu: Gpu) => refuse(gpu, refusal),
  })),
];
