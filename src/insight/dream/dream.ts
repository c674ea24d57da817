/** A picture grown for one channel of a network, by a recipe, from the start to the end. Knows no page. */
import type { Owned } from '../../base/index.ts';
import type { Gpu } from '../../gpu/index.ts';
import { octaveSizes } from '../../math/dream/index.ts';
import type { DreamRecipe } from '../../math/dream/index.ts';
import type { Tensor3 } from '../../math/index.ts';
import { AscentEngine } from './ascent-engine.ts';
import { inputOf, meanColor, recipeOf } from './dream-request.ts';
import type { DreamSubject, DreamWish } from './dream-request.ts';
import { networkObjective } from './network-objective.ts';

/** A picture, RGB 0..1. */
export interface Dream extends Tensor3 {
  /** What the channel was in each step, transformed, before the step; octave after octave. */
  readonly objective: readonly number[];
}

/** Runs work while nobody takes the network away, or throws. */
export type Hold = (work: () => Promise<void>) => Promise<void>;

/** How long the network is held in one go, milliseconds, and the most steps of one. */
const TURN_MS = 50;
const MOST_STEPS = 32;

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
  const { signal } = wish;
  signal?.throwIfAborted();
  const recipe = recipeOf(subject, wish);
  const engines: Owned<AscentEngine>[] = [];
  const objective: number[] = [];
  try {
    for (const size of octaveSizes(recipe)) {
      const before = engines.at(-1) ?? null;
      await hold(async () => {
        engines.push(await openOctave(gpu, subject, wish, { ...recipe, size }, before));
      });
      before?.dispose();
      const engine = engines.at(-1);
      if (!engine) continue;
      await climb(gpu, engine, { steps: recipe.steps, hold, signal });
      objective.push(...(await engine.readCurve()));
    }
    const last = engines.at(-1);
    if (!last) throw new RangeError(`The recipe ${recipe.id} has no octaves.`);
    return { ...(await last.read()), objective };
  } finally {
    for (const engine of engines) engine.dispose();
    gpu.trim();
  }
}

/** Ready for the first step at the size of the recipe; from the picture of the octave before, if there is one. */
async function openOctave(
  gpu: Gpu,
  subject: DreamSubject,
  wish: DreamWish,
  recipe: DreamRecipe,
  before: AscentEngine | null,
): Promise<Owned<AscentEngine>> {
  const input = inputOf(subject, wish, recipe.size);
  const { network, spec } = subject;
  const { layer, channel, seed = 0 } = wish;
  before?.show();
  return AscentEngine.open(gpu, {
    // Where the layer fits one size only, it sees all of the picture.
    recipe: input.width === recipe.size ? recipe : { ...recipe, framing: 'resize' },
    seed,
    input,
    inputRange: 255,
    mean: meanColor(spec),
    objective: networkObjective(gpu, { network, spec, layer, channel }),
    ...(before && { start: before.picture }),
  });
}

/** As many steps as take the GPU one turn are submitted together; in between others have theirs. */
async function climb(
  gpu: Gpu,
  engine: AscentEngine,
  {
    steps,
    hold,
    signal,
  }: { readonly steps: number; readonly hold: Hold; readonly signal: AbortSignal | undefined },
): Promise<void> {
  let most = 1;
  while (engine.step < steps) {
    await hold(async () => {
      signal?.throwIfAborted();
      const first = engine.step;
      const end = Math.min(steps, first + most);
      const began = performance.now();
      while (engine.step < end) engine.advance();
      await gpu.finished();
      const each = (performance.now() - began) / (end - first);
      most = Math.max(1, Math.min(MOST_STEPS, Math.floor(TURN_MS / each)));
    });
  }
  signal?.throwIfAborted();
}
