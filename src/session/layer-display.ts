/** One layer made ready to be shown: its resident values with their statistics, kept on the GPU. */
import type { Disposable, Owned } from '../base/index.ts';
import { createStatisticsBuffers, prepareStatistics } from '../gpu/index.ts';
import type { BlockedTensor, Commands, Gpu, GpuBuffer } from '../gpu/index.ts';
import type { ValueRange } from './types.ts';

/** Values and statistics of one layer. */
export interface LayerDisplay extends Disposable {
  readonly tensor: BlockedTensor;
  /** Per channel: min, max, mean, share of zeros. */
  readonly channels: GpuBuffer;
  /** The same over the whole layer. */
  readonly layer: GpuBuffer;
  /** Computes the statistics anew from the resident values. */
  encode(commands: Commands): void;
  /** Reads smallest and largest value of the layer: 16 bytes. */
  readRange(): Promise<ValueRange>;
}

/** Prepares the statistics of `tensor`, which stays its owner's. */
export async function createLayerDisplay(
  gpu: Gpu,
  label: string,
  tensor: BlockedTensor,
): Promise<Owned<LayerDisplay>> {
  const { channels, layer } = createStatisticsBuffers(gpu, label, tensor.shape[0]);
  const statistics = await prepareStatistics(gpu, `${label}.statistics`, {
    input: tensor,
    channels,
    layer,
  });
  return {
    tensor,
    channels,
    layer,
    encode: (commands) => {
      for (const dispatch of statistics.dispatches) commands.dispatch(dispatch);
    },
    readRange: async () => {
      const [min = 0, max = 0] = new Float32Array(await gpu.read(layer));
      return { min, max };
    },
    dispose: () => {
      for (const item of [statistics, channels, layer]) item.dispose();
    },
  };
}
