/** The dense layer against its reference. */
import { randomArray } from '../../base/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { dense } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { packDenseWeights, prepareDense } from '../kernels/dense.ts';
import { packBias } from '../kernels/weights.ts';
import { createPoisoned, expectRefusal, expectTensor, runOnce } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Sums of up to 3137 products of mixed signs in f32, spread over 64 threads. */
const TOLERANCE = 2e-6;

interface Case {
  readonly inputs: number;
  readonly outputs: number;
  readonly relu?: boolean;
}

const CASES: readonly Case[] = [
  { inputs: 1, outputs: 1 },
  { inputs: 3, outputs: 2, relu: true },
  { inputs: 5, outputs: 7 },
  { inputs: 64, outputs: 10, relu: true },
  { inputs: 255, outputs: 12 },
  { inputs: 257, outputs: 33 },
  { inputs: 3137, outputs: 9, relu: true },
  { inputs: 6, outputs: 513 },
];

async function run(gpu: Gpu, { inputs, outputs, relu = false }: Case): Promise<void> {
  const tensor = { shape: [inputs, 1, 1] as const, data: randomArray(inputs, 1) };
  const rows = randomArray(inputs * outputs, 2);
  const bias = randomArray(outputs, 3);
  const input = uploadTensor(gpu, 'check.input', tensor);
  const packed = packDenseWeights(rows, outputs, inputs);
  const weights = gpu.bufferFrom('check.weights', packed);
  const biases = gpu.bufferFrom('check.bias', packBias(bias));
  const output = createPoisoned(gpu, 'check.output', [outputs, 1, 1]);
  const request = { input, weights, bias: biases, output, relu };
  runOnce(gpu, await prepareDense(gpu, 'check', request));
  await expectTensor(gpu, output, dense(tensor, { weights: rows, bias, relu }), TOLERANCE);
  for (const made of [input, weights, biases, output]) made.dispose();
}

interface Refusal {
  readonly what: string;
  readonly input?: Shape3;
  readonly output?: Shape3;
  readonly weightFloats?: number;
  readonly biasFloats?: number;
  readonly words: readonly string[];
}

const REFUSALS: readonly Refusal[] = [
  { what: 'an input that is a map', input: [6, 1, 2], words: ['input', '6 x 1 x 2', '6 x 1 x 1'] },
  { what: 'an output that is a map', output: [5, 2, 1], words: ['output', '5 x 2 x 1'] },
  { what: 'weights of another size', weightFloats: 30, words: ['weights of 5 x 6', '120', '160'] },
  { what: 'a bias of another size', biasFloats: 5, words: ['bias of 5', '20', '32'] },
];

async function refuse(gpu: Gpu, refusal: Refusal): Promise<void> {
  const input = createTensor(gpu, 'check.input', refusal.input ?? [6, 1, 1]);
  const output = createTensor(gpu, 'check.output', refusal.output ?? [5, 1, 1]);
  const weights = gpu.buffer('check.weights', (refusal.weightFloats ?? 40) * 4);
  const bias = gpu.buffer('check.bias', (refusal.biasFloats ?? 8) * 4);
  const request = { input, weights, bias, output, relu: false };
  await expectRefusal(() => prepareDense(gpu, 'check', request), 'check', ...refusal.words);
  for (const made of [input, output, weights, bias]) made.dispose();
}

export const DENSE_CHECKS: readonly KernelCheck[] = [
  ...CASES.map((item) => ({
    name: `dense: ${String(item.inputs)} to ${String(item.outputs)}${item.relu ? ', ReLU' : ''}`,
    run: (gpu: Gpu) => run(gpu, item),
  })),
  ...REFUSALS.map((refusal) => ({
    name: `dense: refuses ${refusal.what}`,
    run: (gpu: Gpu) => refuse(gpu, refusal),
  })),
  {
    name: 'dense: refuses weights that do not fill their shape',
    run: () => expectRefusal(() => packDenseWeights(new Float32Array(7), 2, 4), '7', '2 x 4'),
  },
];
