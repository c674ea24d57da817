/** Recipes for networks that divide what they take. */
import { expect, it, test } from 'vitest';
import {
  BOOK_RECIPE,
  DREAM_RECIPES,
  OCTAVES_RECIPE,
  TOOLBOX_RECIPES,
  VGG_RECIPE,
  recipeInUnits,
  studioRecipe,
} from './index.ts';

const UNIT = 50;

test.each(DREAM_RECIPES.map((recipe) => [recipe.id, recipe] as const))(
  '%s stays as it is for networks that divide nothing',
  (_, recipe) => {
    expect(recipeInUnits(recipe, 1)).toEqual(recipe);
  },
);

it('leaves alone what does not depend on the length of the gradient, or is not of 0..255', () => {
  for (const recipe of [studioRecipe(4), BOOK_RECIPE, OCTAVES_RECIPE]) {
    expect(recipeInUnits(recipe, UNIT)).toEqual(recipe);
  }
});

it('weighs the objective against the regularisers', () => {
  const { regularisers, optimiser } = recipeInUnits(VGG_RECIPE, UNIT);
  expect(regularisers.map(({ weight }) => weight)).toEqual([-1 / UNIT, -0.3 / UNIT]);
  expect(optimiser).toEqual(VGG_RECIPE.optimiser);
});

it('makes steps along the gradient so many times as long', () => {
  const [first, , third] = TOOLBOX_RECIPES.map((recipe) => recipeInUnits(recipe, UNIT).optimiser);
  expect(first).toMatchObject({ by: 'progress', rate: 100 * UNIT, progress: 2 });
  expect(third).toMatchObject({ by: 'rate', rate: 100 * UNIT });
});
