/** The dense layer against its reference, in every format. */
import { randomArray } from '../../base/index.ts';
import type { Shape3 } from '../../math/index.ts';
import { dense } from '../../math/reference/index.ts';
import { createTensor, uploadTensor } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import { prepareDense } from '../kernels/dense.ts';
import type { DenseRequest } from '../kernels/dense.ts';
import { wholeWeights } from '../kernels/stored-weights.ts';
import type { WeightFormat } from '../kernels/stored-weights.ts';
import { packBias } from '../kernels/weights.ts';
import { createPoisoned, expectRefusal, expectTensor } from './check.ts';
import type { KernelCheck } from './check.ts';
import { readRows, storeRows } from './stored.ts';

/**
 * Sums of up to 3137 products of mixed signs in f32, spread over 64 threads. The reference has the weights as they are
 * kept, so that halves are no less exact.
 */
const TOLERANCE = 2e-6;
/** And 1 / 127 is not exact: WGSL allows `unpack4x8snorm` the error of a division, 2.5 units in the last place. */
const Q8_TOLERANCE = 3e-6;

const FORMATS: readonly WeightFormat[] = ['f32', 'f16', 'q8'];

interface Case {
  readonly inputs: number;
  readonly outputs: number;
  readonly relu?: boolean;
  /** Bytes of a buffer. */
  readonly maxBytes?: number;
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
  // Slices of 4 to 16 rows, the last often shorter.
  { inputs: 33, outputs: 30, maxBytes: 1024 },
  { inputs: 257, outputs: 33, relu: true, maxBytes: 4200 },
  { inputs: 1, outputs: 21, maxBytes: 128 },
];

async function run(
  gpu: Gpu,
  format: WeightFormat,
  { inputs, outputs, relu = false, maxBytes }: Case,
): Promise<void> {
  const tensor = { shape: [inputs, 1, 1] as const, data: randomArray(inputs, 1) };
  const bias = randomArray(outputs, 3);
  const input = uploadTensor(gpu, 'check.input', tensor);
  const shape = { outputs, inputs, format, ...(maxBytes !== undefined && { maxBytes }) };
  const weights = await storeRows(gpu, shape, randomArray(inputs * outputs, 2));
  const biases = gpu.bufferFrom('check.bias', packBias(bias));
  const output = createPoisoned(gpu, 'check.output', [outputs, 1, 1]);
  const request = { input, weights, bias: biases, output, relu };
  await runDense(gpu, request);
  const kept = await readRows(gpu, weights);
  const expected = dense(tensor, { weights: kept, bias, relu });
  await expectTensor(gpu, output, expected, format === 'q8' ? Q8_TOLERANCE : TOLERANCE);
  for (const made of [input, weights, biases, output]) made.dispose();
}

async function runDense(gpu: Gpu, request: DenseRequest): Promise<void> {
  const launches = await Promise.all(prepareDense(gpu, 'check', request));
  gpu.submit('check', (commands) => {
    for (const launch of launches) commands.dispatch(launch);
  });
  for (const launch of launches) launch.dispose();
}

interface Refusal {
  readonly what: string;
  readonly input?: Shape3;
  readonly output?: Shape3;
  readonly rows?: number;
  readonly weightFloats?: number;
  readonly biasFloats?: number;
  readonly words: readonly string[];
}

const REFUSALS: readonly Refusal[] = [
  { what: 'an input that is a map', input: [6, 1, 2], words: ['input', '6 x 1 x 2', '6 x 1 x 1'] },
  { what: 'an output that is a map', output: [5, 2, 1], words: ['output', '5 x 2 x 1'] },
  { what: 'weights of another size', weightFloats: 30, words: ['weights of 5 x 6', '120', '160'] },
  { what: 'weights with rows missing', rows: 4, weightFloats: 32, words: ['rows', '4', '5'] },
  { what: 'a bias of another size', biasFloats: 5, words: ['bias of 5', '20', '32'] },
];

async function refuse(gpu: Gpu, refusal: Refusal): Promise<void> {
  const input = createTensor(gpu, 'check.input', refusal.input ?? [6, 1, 1]);
  const output = createTensor(gpu, 'check.output', refusal.output ?? [5, 1, 1]);
  const buffer = gpu.buffer('check.weights', (refusal.weightFloats ?? 40) * 4);
  const weights = wholeWeights('f32', refusal.rows ?? 5, buffer);
  const bias = gpu.buffer('check.bias', (refusal.biasFloats ?? 8) * 4);
  const request = { input, weights, bias, output, relu: false };
  await expectRefusal(() => prepareDense(gpu, 'check', request), 'check', ...refusal.words);
  for (const made of [input, output, weights, bias]) made.dispose();
}

function nameOf(format: WeightFormat, { inputs, outputs, relu, maxBytes }: Case): string {
  const slices = maxBytes === undefined ? '' : ', in slices';
  const shape = `${String(inputs)} to ${String(outputs)}`;
  return `dense: ${shape}, ${format}${relu ? ', ReLU' : ''}${slices}`;
}

export const DENSE_CHECKS: readonly KernelCheck[] = [
  ...CASES.flatMap((item) =>
    FORMATS.map((format) => ({
      name: nameOf(format, item),
      run: (gpu: Gpu) => run(gpu, format, item),
    })),
  ),
  ...REFUSALS.map((refusal) => ({
    name: `dense: refuses ${refusal.what}`,
    run: (gpu: Gpu) => refuse(gpu, refusal),
  })),
];
