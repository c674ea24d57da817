/** Statistics of a layer, the obvious way. */
import type { Tensor3 } from '../tensor.ts';

/** min, max, mean of the finite cells (all 0 where there is none), share of cells that are zero. */
export type Statistics = readonly [min: number, max: number, mean: number, zeros: number];

/** Statistics of every channel. */
export function channelStatistics({ shape, data }: Tensor3): Statistics[] {
  const cells = shape[1] * shape[2];
  return Array.from({ length: shape[0] }, (_, channel) => {
    const values = [...data.subarray(channel * cells, (channel + 1) * cells)];
    const finite = values.filter((value) => Number.isFinite(value));
    const zeros = values.filter((value) => value === 0).length / cells;
    if (finite.length === 0) return [0, 0, 0, zeros];
    const sum = finite.reduce((total, value) => total + value, 0);
    const min = finite.reduce((least, value) => Math.min(least, value), Infinity);
    const max = finite.reduce((most, value) => Math.max(most, value), -Infinity);
    return [min, max, sum / finite.length, zeros];
  });
}

/** Smallest min, largest max, mean of the means and mean share of zeros over all channels. */
export function layerStatistics(channels: readonly Statistics[]): Statistics {
  const mean = (index: 2 | 3): number =>
    channels.reduce((total, channel) => total + channel[index], 0) / channels.length;
  return [
    Math.min(...channels.map(([min]) => min)),
    Math.max(...channels.map(([, max]) => max)),
    mean(2),
    mean(3),
  ];
}

/** The channel with the largest mean, the first of equals. */
export function strongestChannel(channels: readonly Statistics[]): number {
  const means = channels.map(([, , mean]) => mean);
  return means.indexOf(Math.max(...means));
}
