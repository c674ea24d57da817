/** What the dream room tries: as it is at first, whether a network has it, and the name it is kept by. */
import type { DreamGoal } from '../../insight/index.ts';
import type { DreamRecipe } from '../../math/dream/index.ts';
import { hashOf, hashOfRecipe } from './dream-key.ts';
import type { StudySettings } from './dream-types.ts';

/** All but the place. */
export const DEFAULT_STUDY: Omit<StudySettings, 'layer' | 'channel'> = {
  what: 'channel',
  other: null,
  share: 0.5,
  negative: false,
  count: 1,
  recipe: 'studio',
  details: null,
  seed: 0,
  start: 'noise',
};

/** Lucid, optvis/objectives.py and the article's notebook on diversity. */
const DIVERSITY = 100;
const FOUR = 4;

type Layers = readonly { readonly name: string; readonly channels: number }[];

/** Throws RangeError for what the network has not. `recipe` is the one of these settings, with its details. */
export function expectStudy(
  { layer, channel, other, share, seed, count }: StudySettings,
  recipe: DreamRecipe,
  layers: Layers,
): void {
  const known = layers.find(({ name }) => name === layer);
  if (!known) throw new RangeError(`There is no layer ${layer} to be grown for.`);
  for (const one of [channel, ...(other === null ? [] : [other])]) {
    if (Number.isInteger(one) && one >= 0 && one < known.channels) continue;
    throw new RangeError(
      `${layer} has no channel ${String(one)}, only 0 to ${String(known.channels - 1)}.`,
    );
  }
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`A share is 0 to 1, not ${String(share)}.`);
  }
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is whole, not ${String(seed)}.`);
  if (recipe.octaves && count > 1) throw new RangeError('Octaves grow one picture at a time.');
}

/** Those settings, or what is nearest to them in this network. */
export function fittedStudy(settings: StudySettings, layers: Layers): StudySettings {
  const known = layers.find(({ name }) => name === settings.layer) ?? layers[0];
  if (!known) return settings;
  const within = (channel: number): number => Math.min(channel, known.channels - 1);
  return {
    ...settings,
    layer: known.name,
    channel: within(settings.channel),
    other: settings.other === null ? null : within(settings.other),
  };
}

/** What is to become large. */
export function goalOf({ what, channel, other, share, negative }: StudySettings): DreamGoal {
  const isMixed = other !== null && what !== 'layer';
  return {
    of: what,
    channel,
    ...(isMixed && { mix: { channel: other, share } }),
    sign: negative ? -1 : 1,
  };
}

/** How much four pictures are kept from being alike. */
export function diversityOf({ count }: StudySettings): number {
  return count === FOUR ? DIVERSITY : 0;
}

/** The seed of each picture. */
export function seedsOf({ count, seed }: StudySettings): readonly number[] {
  return Array.from({ length: count }, (_, index) => seed + index);
}

/** By what name it is kept; `start` is the name of the picture to begin with. */
export function studyKey(
  settings: StudySettings,
  recipe: DreamRecipe,
  start: string | null,
): string {
  // By its numbers, see `hashOfRecipe`.
  const named = { ...settings, recipe: hashOfRecipe(recipe), details: null };
  return `study.${hashOf({ ...named, from: start })}`;
}
