/** Dense layers of VGG-16 alone: how many bytes of weights a second they read. Runs in the browser and in Node. */
import { DisposableStore, randomArray } from '../../src/base/index.ts';
import {
  createDenseWeights,
  createTensor,
  packBias,
  prepareDense,
  prepareDensePacker,
  rowOrder,
  writeTensor,
} from '../../src/gpu/index.ts';
import type { Gpu, WeightFormat } from '../../src/gpu/index.ts';

/** Times of one layer with its weights in one format. */
export interface DenseTimes {
  readonly inputs: number;
  readonly outputs: number;
  readonly format: WeightFormat;
  /** Of the weights. */
  readonly bytes: number;
  /** Milliseconds, by the device's clock where it has one. */
  readonly times: readonly number[];
}

const LAYERS = [
  [25_088, 4096],
  [4096, 4096],
  [4096, 1000],
] as const;
/** As layers of this size are kept. */
const FORMATS: readonly WeightFormat[] = ['f16', 'q8'];
const TIMES = 9;
/** Values uploaded at once, in whole rows. */
const CHUNK = 2 ** 20;

/** Measures all layers; takes some seconds. */
export async function denseTimes(gpu: Gpu): Promise<readonly DenseTimes[]> {
  const found: DenseTimes[] = [];
  for (const [inputs, outputs] of LAYERS) {
    for (const format of FORMATS) found.push(await timesOf(gpu, inputs, outputs, format));
  }
  return found;
}

async function timesOf(
  gpu: Gpu,
  inputs: number,
  outputs: number,
  format: WeightFormat,
): Promise<DenseTimes> {
  const owned = new DisposableStore();
  try {
    const weights = owned.add(createDenseWeights(gpu, 'bench.dense', { outputs, inputs, format }));
    await fill(gpu, weights);
    const tensor = { shape: [inputs, 1, 1] as const, data: randomArray(inputs, 1) };
    const input = owned.add(createTensor(gpu, 'bench.input', tensor.shape));
    writeTensor(gpu, input, tensor);
    const output = owned.add(createTensor(gpu, 'bench.output', [outputs, 1, 1]));
    const bias = owned.add(gpu.bufferFrom('bench.bias', packBias(randomArray(outputs, 2))));
    const request = { input, weights, bias, output, relu: true };
    const launches = await Promise.all(prepareDense(gpu, 'bench.dense', request));
    for (const launch of launches) owned.add(launch);
    const once = (): Promise<number> =>
      gpu.measure('bench', (commands) => {
        for (const launch of launches) commands.dispatch(launch);
      });
    // The first run is slower than those that follow.
    await once();
    const times: number[] = [];
    for (let i = 0; i < TIMES; i += 1) times.push(await once());
    return { inputs, outputs, format, bytes: weights.bytes, times };
  } finally {
    owned.dispose();
    gpu.trim();
  }
}

/** Noise, the same in every chunk: what a weight is does not matter for the time. */
async function fill(gpu: Gpu, weights: Parameters<typeof prepareDensePacker>[2]): Promise<void> {
  const { inputs, outputs } = weights;
  const rows = Math.floor(CHUNK / inputs);
  const values = randomArray(rows * inputs, 3);
  const packer = await prepareDensePacker(gpu, 'bench.pack', weights, values.length);
  for (let first = 0; first < outputs; first += rows) {
    const count = Math.min(rows, outputs - first);
    packer.write({
      values: values.subarray(0, count * inputs),
      offset: first * inputs,
      order: rowOrder(inputs),
      outputs: { first, count },
      inputs: { first: 0, count: inputs },
    });
    await gpu.finished();
  }
  packer.dispose();
}
