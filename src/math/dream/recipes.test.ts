/** The recipes: every number can be used, and those that are easy to get wrong are as published. */
import { describe, expect, it } from 'vitest';
import {
  ARTICLE_RECIPE,
  BOOK_RECIPE,
  DREAM_RECIPES,
  TOOLBOX_RECIPES,
  studioRecipe,
} from './index.ts';

const ALL = [...DREAM_RECIPES, ...[1, 2, 3, 4, 5].map((block) => studioRecipe(block))];

describe('recipes', () => {
  it('have names of their own', () => {
    const names = [...DREAM_RECIPES, studioRecipe(5)].map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
    expect(DREAM_RECIPES).toHaveLength(8);
  });

  it.each(ALL.map((recipe) => [`${recipe.id}, ${recipe.size}`, recipe] as const))(
    '%s has numbers that can be used',
    (_, recipe) => {
      const numbers = JSON.stringify(recipe);
      expect(numbers).not.toContain('null,');
      expect(JSON.parse(numbers)).toEqual(recipe);
      const { optimiser, transforms, upkeep, parameters } = recipe;
      expect(optimiser.rate).toBeGreaterThan(0);
      expect(recipe.steps).toBeGreaterThan(0);
      // Rolls are only understood before all others; pixels alone can be put back or blurred.
      expect(transforms.slice(1).some(({ kind }) => kind === 'roll')).toBe(false);
      if (parameters.kind === 'fourier') expect(upkeep).toEqual([]);
      for (const { weight } of recipe.regularisers) expect(weight).toBeLessThan(0);
    },
  );

  it('are sized for the block', () => {
    expect([1, 2, 3, 4, 5].map((block) => studioRecipe(block).size)).toEqual([
      64, 64, 96, 128, 128,
    ]);
    expect(studioRecipe(1).transforms.map(({ kind }) => kind)).toEqual(['jitter']);
  });

  it('are not larger than what a network was trained on', () => {
    const small = [1, 2, 3, 4, 5].map((block) => studioRecipe(block, 64));
    expect(small.map(({ size }) => size)).toEqual([64, 64, 64, 64, 64]);
    expect(small.map(({ steps }) => steps)).toEqual([128, 128, 96, 96, 96]);
    expect(small.map(({ margin }) => margin)).toEqual([8, 8, 0, 0, 0]);
    expect(studioRecipe(1, 32).size).toBe(32);
    expect([1, 3, 5].map((block) => studioRecipe(block, 224))).toEqual(
      [1, 3, 5].map((block) => studioRecipe(block)),
    );
  });

  it('turn and scale as their sources', () => {
    const [, scale, rotate] = studioRecipe(4).transforms;
    if (scale?.kind !== 'scale' || rotate?.kind !== 'rotate') throw new Error('not as listed');
    expect(scale.factors).toHaveLength(11);
    expect([scale.factors[0], scale.factors[5], scale.factors[10]]).toEqual([0.9, 1, 1.1]);
    expect(rotate.degrees).toHaveLength(26);
    expect(rotate.degrees.filter((angle) => angle === 0)).toHaveLength(6);
    expect(ARTICLE_RECIPE.steps).toBe(2560);
  });

  it('begin as their sources', () => {
    const { parameters } = BOOK_RECIPE;
    if (parameters.kind !== 'pixels') throw new Error('not as listed');
    const { center, spread } = parameters.start;
    // random() * 20 + 128
    expect([Number(center) - spread, Number(center) + spread]).toEqual([128, 148]);
    expect(TOOLBOX_RECIPES.map(({ steps }) => steps)).toEqual([500, 750, 1000, 1000]);
  });
});
