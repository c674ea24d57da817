/** One layer made ready to be shown: its resident values with their statistics, kept on the GPU. */
import { DisposableStore } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { createStatisticsBuffers, prepareStatistics, prepareStrongest } from '../gpu/index.ts';
import type { BlockedTensor, Commands, Gpu, GpuBuffer } from '../gpu/index.ts';

/** Values and statistics of one layer. */
export interface LayerDisplay extends Disposable {
  readonly tensor: BlockedTensor;
  /** Per channel: min, max, mean, share of zeros. */
  readonly channels: GpuBuffer;
  /** The same over the whole layer. */
  readonly layer: GpuBuffer;
  /** The channel with the largest mean, a u32. */
  readonly strongest: GpuBuffer;
  /** Computes the statistics anew from the resident values. */
  encode(commands: Commands): void;
  /** Min, max, mean, share of zeros of every channel, one after the other: 16 bytes a channel. */
  readChannels(): Promise<Float32Array>;
}

/** Prepares the statistics of `tensor`, which stays its owner's. */
export async function createLayerDisplay(
  gpu: Gpu,
  label: string,
  tensor: BlockedTensor,
): Promise<Owned<LayerDisplay>> {
  const owned = new DisposableStore();
  const { channels, layer } = createStatisticsBuffers(gpu, label, tensor.shape[0]);
  owned.add(channels);
  owned.add(layer);
  const strongest = owned.add(gpu.buffer(`${label}.strongest`, Uint32Array.BYTES_PER_ELEMENT));
  const statistics = owned.add(
    await prepareStatistics(gpu, `${label}.statistics`, { input: tensor, channels, layer }),
  );
  const choice = owned.add(
    await prepareStrongest(gpu, `${label}.strongest`, { channels, output: strongest }),
  );
  return {
    tensor,
    channels,
    layer,
    strongest,
    encode: (commands) => {
      for (const dispatch of statistics.dispatches) commands.dispatch(dispatch);
      commands.dispatch(choice);
    },
    readChannels: async () => new Float32Array(await gpu.read(channels)),
    dispose: () => {
      owned.dispose();
    },
  };
}
