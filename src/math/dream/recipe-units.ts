/** Recipes whose numbers have a unit, for networks whose values have another. */
import type { DreamRecipe, Optimiser } from './recipe-types.ts';

/**
 * A recipe for pixels of 0..255, made for networks that take these as they are, for one that divides them by `unit` first: its
 * gradient is so many times smaller, and counts so many times as much. Changes nothing where the length of the gradient does
 * not matter.
 */
export function recipeInUnits(recipe: DreamRecipe, unit: number): DreamRecipe {
  const { parameters, regularisers, optimiser } = recipe;
  if (parameters.kind !== 'pixels' || parameters.range === 1 || unit === 1) return recipe;
  return {
    ...recipe,
    regularisers: regularisers.map((one) => ({ ...one, weight: one.weight / unit })),
    optimiser: optimiserInUnits(optimiser, unit),
  };
}

function optimiserInUnits(optimiser: Optimiser, unit: number): Optimiser {
  if (optimiser.kind !== 'ascend') return optimiser;
  const { by, rate } = optimiser;
  return by === 'rate' || by === 'progress' ? { ...optimiser, rate: rate * unit } : optimiser;
}
