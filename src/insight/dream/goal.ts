/** What a picture grows for, as weights of the values of a layer. Knows no device. */
import { borderOf, middleOf } from '../../math/dream/index.ts';
import type { Shape3 } from '../../math/index.ts';
import type { WeighedSeed } from '../../network/index.ts';
import type { DreamGoal } from './growth-types.ts';

/** The weighted sum that a channel, a unit, or a mixture of two is. */
export function seedOf(goal: DreamGoal, shape: Shape3): readonly WeighedSeed[] {
  const { of, channel, mix, sign = 1 } = goal;
  const place = of === 'unit' ? middleOf(shape) : { border: borderOf(shape) };
  const first = { channel, ...place, weight: sign * (1 - (mix?.share ?? 0)) };
  return mix ? [first, { channel: mix.channel, ...place, weight: sign * mix.share }] : [first];
}

/** Throws RangeError for a goal that a layer of so many channels cannot have. */
export function expectGoal(
  { of, channel, mix, sign }: DreamGoal,
  layer: string,
  channels: number,
): void {
  const asked = of === 'layer' ? [] : [channel, ...(mix ? [mix.channel] : [])];
  for (const one of asked) expectChannel(one, layer, channels);
  if (mix && !(mix.share >= 0 && mix.share <= 1)) {
    throw new RangeError(`The share of a channel is a number of 0 to 1, not ${String(mix.share)}.`);
  }
  if (sign !== undefined && Math.abs(sign) !== 1) {
    throw new RangeError(`The sign of a goal is 1 or -1, not ${String(sign)}.`);
  }
}

function expectChannel(channel: number, layer: string, channels: number): void {
  if (Number.isInteger(channel) && channel >= 0 && channel < channels) return;
  const last = String(channels - 1);
  throw new RangeError(`There is no channel ${String(channel)} in ${layer}, only 0 to ${last}.`);
}
