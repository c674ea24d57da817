/** Who computes for a lab on the GPU: makes what a question needs, runs it, reads the answer. For scripts; a live view keeps its own. */
import { DisposableStore } from '../../base/index.ts';
import {
  createTensor,
  prepareAveragePool,
  prepareAveragePoolGradient,
  prepareMaxPool,
  prepareMaxPoolGradient,
  preparePaddedConvolution,
  preparePaddedInputGradient,
  preparePaddedWeightGradient,
  readTensor,
  winnerBytes,
  winnerPlace,
  writeTensor,
} from '../../gpu/index.ts';
import type { BlockedTensor, Dispatch, Gpu, GpuBuffer } from '../../gpu/index.ts';
import { poolOutput } from '../../math/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';
import type { Owned } from '../../base/index.ts';
import type { LabBackend } from './backend.ts';
import type { PreparedPool } from './settings.ts';

/** What one question holds on the GPU. */
class Question {
  readonly gpu: Gpu;
  readonly #owned = new DisposableStore();

  constructor(gpu: Gpu) {
    this.gpu = gpu;
  }

  tensor(name: string, shape: Shape3): BlockedTensor {
    return this.#owned.add(createTensor(this.gpu, `lab.${name}`, shape));
  }

  filled(name: string, values: Tensor3): BlockedTensor {
    const tensor = this.tensor(name, values.shape);
    writeTensor(this.gpu, tensor, values);
    return tensor;
  }

  values(name: string, data: Float32Array): GpuBuffer {
    return this.#owned.add(this.gpu.bufferFrom(`lab.${name}`, data));
  }

  buffer(name: string, bytes: number): GpuBuffer {
    return this.#owned.add(this.gpu.buffer(`lab.${name}`, bytes));
  }

  async run(launch: Promise<Owned<Dispatch>>): Promise<void> {
    const ready = this.#owned.add(await launch);
    this.gpu.submit('lab', (commands) => {
      commands.dispatch(ready);
    });
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** The kernels, on the device at hand. */
export function gpuBackend(gpu: Gpu): LabBackend {
  const ask = async <Answer>(work: (question: Question) => Promise<Answer>): Promise<Answer> => {
    const question = new Question(gpu);
    try {
      return await work(question);
    } finally {
      question.dispose();
    }
  };
  return {
    convolve: (values, { weights, outputShape, ...window }) =>
      ask(async (question) => {
        const input = question.filled('input', values);
        const output = question.tensor('output', outputShape);
        const request = { ...window, input, weights: question.values('weights', weights), output };
        await question.run(preparePaddedConvolution(gpu, 'lab.convolve', request));
        return readTensor(gpu, output);
      }),
    inputGradient: (shape, values, { weights, ...window }) =>
      ask(async (question) => {
        const gradient = question.filled('gradient', values);
        const inputGradient = question.tensor('inputGradient', shape);
        const kernel = question.values('weights', weights);
        const request = { ...window, gradient, weights: kernel, inputGradient };
        await question.run(preparePaddedInputGradient(gpu, 'lab.inputGradient', request));
        return readTensor(gpu, inputGradient);
      }),
    weightGradient: (values, gradientValues, { weights, ...window }) =>
      ask(async (question) => {
        const input = question.filled('input', values);
        const gradient = question.filled('gradient', gradientValues);
        const weightGradient = question.buffer('weightGradient', weights.byteLength);
        const request = { ...window, input, gradient, weightGradient };
        await question.run(preparePaddedWeightGradient(gpu, 'lab.weightGradient', request));
        return new Float32Array(await gpu.read(weightGradient));
      }),
    pool: (values, pool) =>
      ask(async (question) => {
        const { output, winners } = await pooled(question, values, pool);
        const read = await readTensor(gpu, output);
        if (!winners) return { output: read, winners: null };
        const words = new Uint32Array(await gpu.read(winners));
        return { output: read, winners: placesOf(words, values.shape, output.shape, pool) };
      }),
    poolGradient: (values, gradientValues, pool) =>
      ask(async (question) => {
        const { window, stride } = pool;
        const gradient = question.filled('gradient', gradientValues);
        const inputGradient = question.tensor('inputGradient', values.shape);
        const request = { gradient, inputGradient, window, stride };
        const { winners } = await pooled(question, values, pool);
        await question.run(
          winners
            ? prepareMaxPoolGradient(gpu, 'lab.poolGradient', { ...request, winners })
            : prepareAveragePoolGradient(gpu, 'lab.poolGradient', request),
        );
        return readTensor(gpu, inputGradient);
      }),
  };
}

async function pooled(
  question: Question,
  values: Tensor3,
  { kind, window, stride }: PreparedPool,
): Promise<{ output: BlockedTensor; winners: GpuBuffer | null }> {
  const { gpu } = question;
  const shape = poolOutput(values.shape, window, stride, 'pool');
  const input = question.filled('input', values);
  const output = question.tensor('output', shape);
  const request = { input, output, window, stride };
  if (kind === 'average') {
    await question.run(prepareAveragePool(gpu, 'pool', request));
    return { output, winners: null };
  }
  const winners = question.buffer('winners', winnerBytes(output.buffer.bytes));
  await question.run(prepareMaxPool(gpu, 'pool', { ...request, winners }));
  return { output, winners };
}

function placesOf(
  words: Uint32Array,
  [, , width]: Shape3,
  output: Shape3,
  { window, stride }: PreparedPool,
): Uint32Array {
  const [channels, rows, columns] = output;
  return Uint32Array.from({ length: channels * rows * columns }, (_, index) => {
    const x = index % columns;
    const y = Math.floor(index / columns) % rows;
    const channel = Math.floor(index / (columns * rows));
    const place = winnerPlace(words, output, [channel, y, x]);
    return (y * stride + Math.floor(place / window)) * width + x * stride + (place % window);
  });
}
