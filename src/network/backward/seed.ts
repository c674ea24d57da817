/** What is asked of a layer: one number made of its values before the activation. Knows no device. */
import type { SeedTerm } from '../../gpu/index.ts';
import type { Shape3, Tensor3 } from '../../math/index.ts';

/** One unit. */
export interface UnitSeed {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

/** The mean of a channel; of a class its logit, for a dense layer has one cell a channel. */
export interface ChannelSeed {
  readonly channel: number;
  /** Rows and columns at the edge that are left out; none where too little would be left. */
  readonly border?: number;
}

/** One of the objectives above, times a number: -1 for the opposite direction. */
export type WeighedSeed = (UnitSeed | ChannelSeed) & { readonly weight?: number };

/**
 * An objective: a unit, a channel's mean, a weighted sum of several of these, or the gradient of any objective with respect to
 * the layer's values, whose value is then sum(gradient * values).
 */
export type Seed = WeighedSeed | readonly WeighedSeed[] | Tensor3;

/** Whether a seed is given value by value. */
export function isTensor(seed: Seed): seed is Tensor3 {
  return 'data' in seed;
}

/** The terms that the kernel of seeds is told, for a layer of `shape`. */
export function termsOf(
  seed: WeighedSeed | readonly WeighedSeed[],
  shape: Shape3,
): readonly SeedTerm[] {
  const all = 'channel' in seed ? [seed] : seed;
  return all.map((one) => termOf(one, shape));
}

function termOf(seed: WeighedSeed, [, height, width]: Shape3): SeedTerm {
  const { channel, weight = 1 } = seed;
  if ('row' in seed) {
    const { row, column } = seed;
    return { channel, top: row, left: column, bottom: row + 1, right: column + 1, weight };
  }
  const { border = 0 } = seed;
  const [y, x] = [height, width].map((extent) => (extent > 2 * border ? border : 0));
  const [top = 0, left = 0] = [y, x];
  const [bottom, right] = [height - top, width - left];
  return {
    channel,
    top,
    left,
    bottom,
    right,
    weight: weight / ((bottom - top) * (right - left)),
  };
}
