/** Grows the dreams of a layer and says in numbers what came of them. Knows no file. */
import type { Owned } from '../../src/base/index.ts';
import type { Gpu } from '../../src/gpu/index.ts';
import { Grower, recipeFor } from '../../src/insight/dream/index.ts';
import type { DreamSubject } from '../../src/insight/dream/index.ts';
import { BOOK_RECIPE } from '../../src/math/dream/index.ts';
import type { DreamRecipe } from '../../src/math/dream/index.ts';
import type { Tensor3 } from '../../src/math/index.ts';
import { fineShare } from './energy.ts';
import { Eyes, channelMeans } from './eyes.ts';
import type { Draw } from './eyes.ts';
import type { DreamFigures } from './figures.ts';

/** As a gallery has it. */
export const SEED = 0;
const UNSEEN = 32;

/** What is to be measured of one layer. */
export interface LayerWish {
  readonly layer: string;
  readonly channels: readonly number[];
  /** RGB 0..1, of the size of the pictures. */
  readonly samples: readonly Tensor3[];
  readonly details?: Partial<DreamRecipe>;
  /** For so many of the channels the naive recipe is grown as well. */
  readonly naive: number;
  /** Pictures that are here already, RGB 0..1, and what was made large before their first step. */
  readonly kept: ReadonlyMap<number, { readonly picture: Tensor3; readonly start: number }>;
  readonly onDream: (figures: DreamFigures, picture: Tensor3) => void;
}

/** The recipe that is measured, and what of it is compared with the naive one. */
export function recipesOf(
  subject: DreamSubject,
  { layer, details }: Pick<LayerWish, 'layer' | 'details'>,
): { readonly studio: DreamRecipe; readonly naive: DreamRecipe } {
  const studio = recipeFor(subject, 'studio', layer, details);
  // The book's: pixels, the plain gradient divided by its size, no transforms.
  return { studio, naive: { ...BOOK_RECIPE, size: studio.size, steps: studio.steps } };
}

/** Measures one after the other. */
export async function measureLayer(
  gpu: Gpu,
  subject: DreamSubject,
  wish: LayerWish,
): Promise<void> {
  const { layer, channels, samples, onDream } = wish;
  if (channels.length === 0) return;
  const { studio, naive } = recipesOf(subject, wish);
  const eyes = await Eyes.open(gpu, subject, layer, studio.size);
  try {
    const statistics = await statisticsOf(eyes, samples);
    for (const [place, channel] of channels.entries()) {
      const look = (picture: Tensor3): Promise<Looked> => lookAt(eyes, picture, studio, channel);
      const kept = wish.kept.get(channel);
      const grown = kept ?? (await grow(gpu, subject, { layer, channel, recipe: studio }));
      const plain =
        place < wish.naive ? await grow(gpu, subject, { layer, channel, recipe: naive }) : null;
      const seen = await look(grown.picture);
      const scores = [...seen.means].map((one, place) => statistics.standardise(one, place));
      const own = scores[channel] ?? NaN;
      onDream(
        {
          layer,
          channel,
          start: grown.start,
          end: seen.own,
          mean: statistics.means[channel] ?? NaN,
          deviation: statistics.deviations[channel] ?? NaN,
          cellDeviation: statistics.cellDeviations[channel] ?? NaN,
          ahead: scores.filter((one) => one > own).length,
          robust: seen.robust,
          fine: fineShare(grown.picture),
          naive: plain && {
            robust: (await look(plain.picture)).robust,
            fine: fineShare(plain.picture),
          },
        },
        grown.picture,
      );
    }
  } finally {
    eyes.dispose();
    gpu.trim();
  }
}

/** A dream from noise to the end, RGB 0..1, and what was made large before the first step. */
export async function grow(
  gpu: Gpu,
  subject: DreamSubject,
  { layer, channel, recipe }: { layer: string; channel: number; recipe: DreamRecipe },
): Promise<{ readonly start: number; readonly picture: Tensor3 }> {
  const grower: Owned<Grower> = await Grower.open(gpu, subject, { layer, recipe });
  try {
    await grower.plant(0, { goal: { of: 'channel', channel }, seed: SEED });
    const [start = NaN] = await grower.observe([0]);
    while (!grower.isDone(0)) await grower.advance([0]);
    return { start, picture: await grower.read(0) };
  } finally {
    grower.dispose();
  }
}

interface Looked {
  readonly means: Float64Array;
  readonly own: number;
  readonly robust: number;
}

async function lookAt(
  eyes: Eyes,
  picture: Tensor3,
  recipe: DreamRecipe,
  channel: number,
): Promise<Looked> {
  const draws = Array.from({ length: UNSEEN }, (_, n): Draw => ({
    recipe,
    seed: SEED,
    step: -1 - n,
  }));
  const [plain, ...others] = (await eyes.see(picture, draws)).map(channelMeans);
  const own = plain?.[channel] ?? NaN;
  const mean = others.reduce((sum, one) => sum + (one[channel] ?? NaN), 0) / others.length;
  return { means: plain ?? new Float64Array(), own, robust: mean / own };
}

async function statisticsOf(eyes: Eyes, samples: readonly Tensor3[]) {
  const all: Float64Array[] = [];
  let [sums, squares, cells]: [Float64Array, Float64Array, number] = [
    new Float64Array(),
    new Float64Array(),
    0,
  ];
  for (const sample of samples) {
    const [seen] = await eyes.see(sample);
    if (!seen) continue;
    const [channels, height, width] = seen.shape;
    if (cells === 0) [sums, squares] = [new Float64Array(channels), new Float64Array(channels)];
    cells += height * width;
    seen.data.forEach((value, index) => {
      const channel = Math.floor(index / (height * width));
      sums[channel] = (sums[channel] ?? 0) + value;
      squares[channel] = (squares[channel] ?? 0) + value * value;
    });
    all.push(channelMeans(seen));
  }
  const means = sums.map(
    (_, channel) => all.reduce((sum, one) => sum + (one[channel] ?? 0), 0) / all.length,
  );
  const deviations = means.map((mean, channel) =>
    Math.sqrt(all.reduce((sum, one) => sum + ((one[channel] ?? 0) - mean) ** 2, 0) / all.length),
  );
  const cellDeviations = sums.map((sum, channel) =>
    Math.sqrt(Math.max(0, (squares[channel] ?? 0) / cells - (sum / cells) ** 2)),
  );
  const standardise = (value: number, channel: number): number =>
    (value - (means[channel] ?? NaN)) / (deviations[channel] ?? NaN);
  return { means, deviations, cellDeviations, standardise };
}
