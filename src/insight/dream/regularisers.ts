/** What keeps a picture from becoming noise: what is added to its gradient, and what is done to it now and then. */
import type { DisposableStore } from '../../base/index.ts';
import {
  createTensor,
  prepareAdjust,
  prepareBlur,
  prepareDrop,
  prepareNorm,
  preparePowerSum,
  prepareVariation,
} from '../../gpu/index.ts';
import type { Gpu } from '../../gpu/index.ts';
import { sizeOf } from '../../math/index.ts';
import { boxWeights, gaussianWeights } from '../../math/dream/index.ts';
import type { ColorTriple, Regulariser, Upkeep } from '../../math/dream/index.ts';
import type { Launch } from './launches.ts';
import type { Parametrisation } from './parametrisation.ts';

const BYTES_PER_FLOAT = 4;
/** Largest number of an f32: nothing is cut off. */
const NO_LIMIT = 3.4e38;

/** Launches that run after every so many steps. */
export interface Care {
  readonly every: number;
  readonly launch: Launch;
}

/** Launches that add to the gradient of the picture. Throws ShapeError. */
export async function openRegularisers(
  gpu: Gpu,
  owned: DisposableStore,
  regularisers: readonly Regulariser[],
  { picture, pictureGradient: gradient }: Parametrisation,
): Promise<readonly Launch[]> {
  const launches: Launch[] = [];
  for (const one of regularisers) {
    const weight = one.isMean ? one.weight / sizeOf(picture.shape) : one.weight;
    const request = { picture, gradient, weight };
    if (one.kind === 'variation') {
      const { power } = one;
      const made = await prepareVariation(gpu, 'Dream.variation', { ...request, power });
      launches.push(owned.add(made));
      continue;
    }
    const { power, center, isRooted } = one;
    const sum = isRooted ? owned.add(gpu.buffer('Dream.norm', BYTES_PER_FLOAT)) : null;
    if (sum) {
      const summing = { values: picture.buffer, output: sum, power, center };
      launches.push(owned.add(await preparePowerSum(gpu, 'Dream.normSum', summing)));
    }
    const made = await prepareNorm(gpu, 'Dream.norm', { ...request, power, center, sum });
    launches.push(owned.add(made));
  }
  return launches;
}

/** Launches that change the pixels after a step. `mean` is the mean color, 0..1. Throws ShapeError. */
export async function openUpkeep(
  gpu: Gpu,
  owned: DisposableStore,
  upkeep: readonly Upkeep[],
  { picture, pictureGradient: gradient, range }: Parametrisation,
  mean: ColorTriple,
): Promise<readonly Care[]> {
  const [, height, width] = picture.shape;
  const color = [mean[0] * range, mean[1] * range, mean[2] * range] as const;
  const prepare = async (one: Upkeep): Promise<Launch> => {
    switch (one.kind) {
      case 'decay': {
        const request = { picture, color, keep: 1 - one.share, low: -NO_LIMIT, high: NO_LIMIT };
        return owned.add(await prepareAdjust(gpu, 'Dream.decay', request));
      }
      case 'blur': {
        const scratch = owned.add(createTensor(gpu, 'Dream.blurred', picture.shape));
        const weights =
          one.shape === 'gaussian' ? gaussianWeights(one.radius) : boxWeights(one.radius);
        return owned.add(await prepareBlur(gpu, 'Dream.blur', { picture, scratch, weights }));
      }
      case 'drop': {
        const rank = Math.floor(one.share * (height * width - 1));
        const request = { picture, gradient, by: one.by, color, rank };
        return owned.add(await prepareDrop(gpu, 'Dream.drop', request));
      }
    }
  };
  const care: Care[] = [];
  for (const one of upkeep) care.push({ every: one.every, launch: await prepare(one) });
  return care;
}
