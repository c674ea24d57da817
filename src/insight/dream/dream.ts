/** A picture grown for one channel of a network, by a recipe, from the start to the end. Knows no page. */
import type { Owned } from '../../base/index.ts';
import type { Gpu } from '../../gpu/index.ts';
import { usualGoal } from '../../math/dream/index.ts';
import type { Tensor3 } from '../../math/index.ts';
import { expectSeed, recipeOf } from './dream-request.ts';
import type { DreamSubject, DreamWish } from './dream-request.ts';
import { Grower } from './grower.ts';

/** A picture, RGB 0..1. */
export interface Dream extends Tensor3 {
  /** What the objective was in each step, transformed, before the step; octave after octave. */
  readonly objective: readonly number[];
}

/** Runs work while nobody takes the network away, or throws. */
export type Hold = (work: () => Promise<void>) => Promise<void>;

/** How long the network is held in one go, milliseconds, and the most steps of one. */
const TURN_MS = 50;
const MOST_STEPS = 32;
const SLOT = 0;

/**
 * Lets a picture grow, a few steps in one go. Throws RangeError for what the network and the recipes do not have, ShapeError
 * for a size that does not fit the network, OutOfMemoryError, and the signal's reason; nothing is left behind.
 */
export async function dream(
  gpu: Gpu,
  subject: DreamSubject,
  wish: DreamWish,
  hold: Hold = (work) => work(),
): Promise<Dream> {
  const { layer, channel, seed = 0, signal } = wish;
  signal?.throwIfAborted();
  const recipe = recipeOf(subject, wish);
  expectSeed(seed);
  const goal = wish.goal ?? { of: usualGoal(recipe.id), channel: channel ?? NaN };
  const growers: Owned<Grower>[] = [];
  const made: Dream[] = [];
  try {
    await hold(async () => {
      const opened = await Grower.open(gpu, subject, { layer, recipe });
      growers.push(opened);
      await opened.plant(SLOT, { goal, seed });
    });
    const [grower] = growers;
    if (grower) {
      await climb(gpu, grower, wish, hold);
      await hold(async () => {
        const [picture, [look]] = await Promise.all([grower.read(SLOT), grower.look([SLOT])]);
        made.push({ ...picture, objective: [...(look?.curve ?? [])] });
      });
    }
  } finally {
    for (const grower of growers) grower.dispose();
    gpu.trim();
  }
  const [finished] = made;
  if (finished) return finished;
  throw new DOMException('Nobody let the picture grow.', 'AbortError');
}

/** As many steps as take the GPU one turn are submitted together; in between others have theirs. */
async function climb(
  gpu: Gpu,
  grower: Grower,
  { signal, onProgress }: DreamWish,
  hold: Hold,
): Promise<void> {
  let most = 1;
  while (!grower.isDone(SLOT)) {
    await hold(async () => {
      signal?.throwIfAborted();
      const first = grower.stepOf(SLOT);
      const end = Math.min(grower.steps, first + most);
      const began = performance.now();
      while (grower.stepOf(SLOT) < end) await grower.advance([SLOT]);
      await gpu.finished();
      const each = (performance.now() - began) / (end - first);
      most = Math.max(1, Math.min(MOST_STEPS, Math.floor(TURN_MS / each)));
    });
    onProgress?.(grower.stepOf(SLOT), grower.steps);
  }
  signal?.throwIfAborted();
}
