/** An objective without a network: the mean of one channel of a convolution with random weights. */
import { DisposableStore, randomArray } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import {
  createTensor,
  prepareDot,
  preparePaddedConvolution,
  preparePaddedInputGradient,
  readTensor,
  writeTensor,
} from '../../gpu/index.ts';
import type { BlockedTensor, Gpu } from '../../gpu/index.ts';
import { channelSeed } from '../../math/dream/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { AscentObjective } from '../dream/index.ts';

const CHANNELS = 4;
const KERNEL = 3;
const SEED = 5;

/** A toy objective and what it is now. */
export interface ToyObjective extends AscentObjective {
  /** Mean of the channel, after the last `encode`. */
  mean(): Promise<number>;
}

/** The mean of `channel` of a 3 x 3 convolution of `input`, which is linear. */
export async function toyObjective(
  gpu: Gpu,
  input: BlockedTensor,
  channel = 1,
): Promise<Owned<ToyObjective>> {
  const owned = new DisposableStore();
  const [, height, width] = input.shape;
  const shape: Shape3 = [CHANNELS, height, width];
  const window = {
    kernel: [KERNEL, KERNEL],
    stride: [1, 1],
    dilation: [1, 1],
    before: [1, 1],
    after: [1, 1],
    padding: 'constant',
    value: 0,
    groups: 1,
  } as const;
  const values = randomArray(CHANNELS * 3 * KERNEL * KERNEL, SEED);
  const weights = owned.add(gpu.bufferFrom('toy.weights', values));
  const output = owned.add(createTensor(gpu, 'toy.output', shape));
  const seed = owned.add(createTensor(gpu, 'toy.seed', shape));
  const gradient = owned.add(createTensor(gpu, 'toy.gradient', input.shape));
  const weighted = channelSeed(shape, channel);
  writeTensor(gpu, seed, weighted);
  const forward = owned.add(
    await preparePaddedConvolution(gpu, 'toy', { ...window, input, weights, output }),
  );
  const back = owned.add(
    await preparePaddedInputGradient(gpu, 'toy', {
      ...window,
      gradient: seed,
      weights,
      inputGradient: gradient,
    }),
  );
  const value = owned.add(gpu.buffer('toy.value', Float32Array.BYTES_PER_ELEMENT));
  const dot = owned.add(
    await prepareDot(gpu, 'toy', { a: seed, b: output, output: value, channel }),
  );
  return {
    gradient,
    value,
    encode: (commands) => {
      commands.dispatch(forward);
      commands.dispatch(dot);
      commands.dispatch(back);
    },
    mean: async () => {
      const { data } = await readTensor(gpu, output);
      return data.reduce((sum, value, index) => sum + value * (weighted.data[index] ?? 0), 0);
    },
    dispose: () => {
      owned.dispose();
    },
  };
}
