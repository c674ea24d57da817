/** From values to places on a colour map. Knows no colours. */

/** How the values of a layer are spread over a colour map. */
export interface ColorScale {
  /** Limits from the layer's [min(0, min), max], from the channel's [min, max], or from `lo` and `hi`. */
  readonly scale: 'layer' | 'channel' | 'fixed';
  /** Limits of `fixed`; 0 and 1 if left out. */
  readonly lo?: number;
  readonly hi?: number;
  /** The place is the share of the way from limit to limit to this power; 1 if left out. */
  readonly gamma?: number;
  /** Centred on zero: the limits become [-m, m], m the larger of |lo| and |hi|; for signed values. */
  readonly diverging?: boolean;
}

/** A pair of limits, `lo` not above `hi`. */
export interface Limits {
  readonly lo: number;
  readonly hi: number;
}

/** The limits in use, from those of the layer and of the channel (their smallest and largest value). */
export function scaleLimits(scale: ColorScale, layer: Limits, channel: Limits): Limits {
  const limits = {
    layer: { lo: Math.min(0, layer.lo), hi: layer.hi },
    channel,
    fixed: { lo: scale.lo ?? 0, hi: scale.hi ?? 1 },
  }[scale.scale];
  if (!scale.diverging) return limits;
  const reach = Math.max(Math.abs(limits.lo), Math.abs(limits.hi));
  return { lo: -reach, hi: reach };
}

/** Where a value stands on the colour map, 0..1; without a width 0, or the middle of a diverging one. */
export function scaleShare(
  { gamma = 1, diverging = false }: ColorScale,
  { lo, hi }: Limits,
  value: number,
): number {
  if (!(hi > lo)) return diverging ? 0.5 : 0;
  const share = Math.min(1, Math.max(0, (value - lo) / (hi - lo)));
  if (!diverging) return share ** gamma;
  const distance = 2 * share - 1;
  return 0.5 + 0.5 * Math.sign(distance) * Math.abs(distance) ** gamma;
}
