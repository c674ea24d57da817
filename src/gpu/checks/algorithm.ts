/** Runs one way of a convolution on random numbers, and compares it with the reference. Knows no list of them. */
import { randomArray } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { decodeF16, encodeF16 } from '../../io/float-codec.ts';
import { poolOutput, sizeOf } from '../../math/index.ts';
import type { ConvolutionGeometry, Shape3, Tensor3 } from '../../math/index.ts';
import { convolution } from '../../math/reference/index.ts';
import { BLOCK, blocksOf, uploadTensor } from '../blocked-tensor.ts';
import type { BlockedTensor } from '../blocked-tensor.ts';
import type { GpuBuffer } from '../memory.ts';
import { outputOf } from '../convolution/algorithm.ts';
import type {
  ConvolutionAlgorithm,
  ConvolutionShape,
  FusedPool,
} from '../convolution/algorithm.ts';
import { formWeights } from '../convolution/forms.ts';
import type { Gpu } from '../gpu.ts';
import { packBias, packConvolutionWeights } from '../kernels/weights.ts';
import { createPoisoned, expectClose, expectTensor } from './check.ts';
import type { KernelCheck } from './check.ts';

/** Winograd's transforms cancel: F(4 x 4) has coefficients up to 8 in each of two dimensions. */
const TOLERANCES = {
  f32: { plain: 3e-6, 'winograd-2': 5e-6, 'winograd-4': 3e-5 },
  // 16 bit parts: half a step is 1.5e-5 of the largest weight of a position.
  q16: { plain: 0, 'winograd-2': 2e-4, 'winograd-4': 6e-4 },
  // Halves: 5e-4 in each factor, raised by the same cancelling.
  f16: { plain: 2e-3, 'winograd-2': 5e-3, 'winograd-4': 2e-2 },
} as const;

/** Stride 1, zero padding 1, 3 x 3. */
export const PLAIN_3X3: ConvolutionGeometry = {
  kernel: [3, 3],
  stride: [1, 1],
  padding: [1, 1],
  dilation: [1, 1],
};

/** One case. */
export interface AlgorithmCase {
  readonly input: Shape3;
  readonly outputs: number;
  readonly relu?: boolean;
  /** A 2 x 2 max pooling of stride 2 follows. */
  readonly pool?: boolean;
  /** The gradient with respect to the input of a convolution from `outputs` to the input's channels. */
  readonly isFlipped?: boolean;
  readonly geometry?: ConvolutionGeometry;
}

/** A check of every case by an algorithm. */
export function checksOf(
  algorithm: ConvolutionAlgorithm,
  cases: readonly AlgorithmCase[],
): KernelCheck[] {
  const { id, form } = algorithm;
  const needs = [
    ...(form.storage === 'f16' ? (['shader-f16'] as const) : []),
    ...(id.includes('quads') ? (['subgroups'] as const) : []),
  ];
  return cases.map((item) => ({
    name: `${id}: ${nameOf(item)}`,
    ...(needs.length > 0 && { needs }),
    run: (gpu) => run(gpu, algorithm, item),
  }));
}

function nameOf({ input, outputs, relu, pool, isFlipped }: AlgorithmCase): string {
  const what = [relu && 'ReLU', pool && 'pooled', isFlipped && 'gradient'].filter(Boolean);
  return [`${input.join(' x ')} to ${String(outputs)}`, ...what].join(', ');
}

async function run(
  gpu: Gpu,
  algorithm: ConvolutionAlgorithm,
  { input, outputs, relu = false, pool = false, isFlipped = false, geometry }: AlgorithmCase,
): Promise<void> {
  const shape: ConvolutionShape = { ...(geometry ?? PLAIN_3X3), input, outputs };
  // A device whose subgroups are not as the algorithm wants them cannot run it.
  if (!algorithm.fits(gpu.facts, shape)) return;
  const [channels] = input;
  const taps = sizeOf(shape.kernel);
  const isHalf = algorithm.form.storage === 'f16';
  const random = randomArray(outputs * channels * taps, 2);
  // What halves hold, so that plain ones are exact.
  const oihw = isHalf ? decodeF16(new Uint8Array(encodeF16(random).buffer)) : random;
  const tensor: Tensor3 = { shape: input, data: randomArray(sizeOf(input), 1) };
  const bias = randomArray(outputs, 3);
  const expected = convolution(tensor, { ...shape, weights: oihw, bias, relu });

  const stored = isFlipped ? flipped(oihw, outputs, channels) : oihw;
  const storedShape = isFlipped ? ([channels, outputs] as const) : ([outputs, channels] as const);
  const packed = packConvolutionWeights(stored, [...storedShape, ...shape.kernel]);
  const plain = gpu.bufferFrom('check.weights', packed);
  const { domain, storage } = algorithm.form;
  const isPlain = domain === 'plain' && storage === 'f32' && !isFlipped;
  const formed = isPlain
    ? null
    : await formWeights(
        gpu,
        'check.formed',
        { outputs: storedShape[0], inputs: storedShape[1], weights: plain, format: 'f32' },
        { ...algorithm.form, isFlipped },
      );
  const source = uploadTensor(gpu, 'check.input', tensor);
  const biases = gpu.bufferFrom('check.bias', packBias(bias));
  const output = createPoisoned(gpu, 'check.output', outputOf(shape));
  const [first, second] = algorithm.workspaceBytes(shape);
  const workspace =
    first > 0
      ? { first: gpu.buffer('check.first', first), second: gpu.buffer('check.second', second) }
      : null;
  const pooled = pool ? pooledBuffers(gpu, output.shape) : null;
  const launches = await Promise.all(
    algorithm.prepare(gpu, 'check', {
      ...shape,
      input: source,
      output,
      weights: formed?.weights ?? plain,
      scales: formed?.scales ?? null,
      bias: biases,
      relu,
      pool: pooled,
      workspace,
    }),
  );
  gpu.submit('check', (commands) => {
    for (const launch of launches) commands.dispatch(launch);
  });
  await expectTensor(gpu, output, expected, TOLERANCES[storage][domain]);
  if (pooled) {
    // Of what was written, not of the reference: which of two near equals wins may differ.
    const written = new Float32Array(await gpu.read(output.buffer));
    const { values, winners } = pooledBlocks(written, output.shape);
    expectClose(new Float32Array(await gpu.read(pooled.output.buffer)), values, 0);
    expectClose(new Uint32Array(await gpu.read(pooled.winners)), winners, 0);
  }
  for (const item of [...launches, source, biases, output, plain]) item.dispose();
  for (const item of [formed, workspace?.first, workspace?.second]) item?.dispose();
  pooled?.output.dispose();
  pooled?.winners.dispose();
}

/** NaN everywhere, as the output begins. */
function pooledBuffers(
  gpu: Gpu,
  [channels, height, width]: Shape3,
): FusedPool & { readonly output: Owned<BlockedTensor>; readonly winners: Owned<GpuBuffer> } {
  const output = createPoisoned(gpu, 'check.pooled', poolOutput([channels, height, width], 2, 2));
  const words = output.buffer.bytes / BLOCK;
  return { output, winners: gpu.bufferFrom('check.winners', new Uint32Array(words / 4).fill(7)) };
}

/** Maxima of a blocked map, and for each cell and block the place of each maximum in its window, a byte each. */
function pooledBlocks(
  cells: Float32Array,
  [channels, height, width]: Shape3,
): { readonly values: Float32Array; readonly winners: Uint32Array } {
  const [, rows, columns] = poolOutput([channels, height, width], 2, 2);
  const count = blocksOf(channels) * rows * columns;
  const values = new Float32Array(count * BLOCK);
  const winners = new Uint32Array(count);
  for (let cell = 0; cell < count; cell += 1) {
    const x = (cell % columns) * 2;
    const y = (Math.floor(cell / columns) % rows) * 2;
    const map = Math.floor(cell / (columns * rows)) * height * width;
    let word = 0;
    for (let lane = 0; lane < BLOCK; lane += 1) {
      const four = [0, 1, 2, 3].map((place) => {
        const at = map + (y + Math.floor(place / 2)) * width + x + (place % 2);
        return cells[at * BLOCK + lane] ?? 0;
      });
      const best = Math.max(...four);
      values[cell * BLOCK + lane] = best;
      word += four.indexOf(best) * 256 ** lane;
    }
    winners[cell] = word;
  }
  return { values, winners };
}

/** OIHW of a convolution whose gradient with respect to its input is the one with `oihw`. */
function flipped(oihw: Float32Array, outputs: number, inputs: number): Float32Array {
  const taps = oihw.length / (outputs * inputs);
  const made = new Float32Array(oihw.length);
  for (let o = 0; o < outputs; o += 1) {
    for (let i = 0; i < inputs; i += 1) {
      for (let tap = 0; tap < taps; tap += 1) {
        made[(i * outputs + o) * taps + tap] = oihw[(o * inputs + i) * taps + taps - 1 - tap] ?? 0;
      }
    }
  }
  return made;
}
