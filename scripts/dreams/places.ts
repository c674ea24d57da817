/** Which dreams are wanted, in which order, and whose work they are. Knows no GPU and no file. */
import type { Shard } from './options.ts';

/** Channels of a layer. */
export interface LayerChannels {
  readonly layer: string;
  /** In order. */
  readonly channels: readonly number[];
}

/** So many of every layer come before the next ones of any. */
export const ROUND_CHANNELS = 16;

/** The work in rounds: in each some channels of every layer that has any left, in the order of the layers. */
export function roundsOf(
  wanted: readonly LayerChannels[],
  each = ROUND_CHANNELS,
): readonly (readonly LayerChannels[])[] {
  const longest = Math.max(0, ...wanted.map(({ channels }) => channels.length));
  return Array.from({ length: Math.ceil(longest / each) }, (_, round) =>
    wanted
      .map(({ layer, channels }) => ({
        layer,
        channels: channels.slice(round * each, (round + 1) * each),
      }))
      .filter(({ channels }) => channels.length > 0),
  );
}

/**
 * One machine's part: every n-th dream in the order of the work, so that all have as many early and late layers. It depends
 * on nothing but what is wanted, so that machines need not know of each other.
 */
export function shareOf(
  rounds: readonly (readonly LayerChannels[])[],
  { index, count }: Shard,
): readonly (readonly LayerChannels[])[] {
  let place = 0;
  return rounds.map((round) =>
    round
      .map(({ layer, channels }) => ({
        layer,
        channels: channels.filter(() => place++ % count === index),
      }))
      .filter(({ channels }) => channels.length > 0),
  );
}

/** How many dreams they are. */
export function countOf(round: readonly LayerChannels[]): number {
  return round.reduce((sum, { channels }) => sum + channels.length, 0);
}
