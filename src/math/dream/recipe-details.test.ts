/** Recipes with numbers of a person's own. */
import { describe, expect, it, test } from 'vitest';
import { BOOK_RECIPE, DREAM_RECIPES, recipeWith, studioRecipe } from './index.ts';
import type { DreamRecipe } from './index.ts';

const STUDIO = studioRecipe(5);

describe('a recipe with details', () => {
  it('has them in place of its own, and stays as it is without any', () => {
    expect(recipeWith(STUDIO, { steps: 7, margin: 3 })).toEqual({ ...STUDIO, steps: 7, margin: 3 });
    for (const recipe of [STUDIO, ...DREAM_RECIPES]) expect(recipeWith(recipe)).toEqual(recipe);
  });

  const adam = { kind: 'adam', rate: 1, beta1: 0.9, beta2: 0.9, epsilon: 1e-8 } as const;
  const norm = { kind: 'norm', power: 2, center: 0, isRooted: false, weight: -1 } as const;
  const blur = { kind: 'blur', shape: 'box', radius: 1, every: 1 } as const;
  const wrong: readonly [Partial<DreamRecipe>, string][] = [
    [{ size: 0 }, 'size is a whole number from 1 on, not 0.'],
    [{ steps: 1.5 }, 'steps is a whole number from 1 on, not 1.5.'],
    [{ margin: -1 }, 'margin is a whole number from 0 on, not -1.'],
    [{ parameters: { kind: 'fourier', decay: NaN, deviation: 1, isDecorrelated: true } }, 'decay'],
    [{ parameters: { kind: 'fourier', decay: 1, deviation: -1, isDecorrelated: true } }, 'deviat'],
    [{ optimiser: { ...adam, rate: 0 } }, 'rate is a number above 0, not 0.'],
    [{ optimiser: { ...adam, beta2: 1 } }, 'beta2 is a number from 0 on and below 1, not 1.'],
    [{ optimiser: { ...adam, epsilon: -1 } }, 'epsilon'],
    [{ optimiser: { kind: 'rmsprop', rate: 1, rho: 2, epsilon: 1 } }, 'rho'],
    [{ optimiser: { kind: 'ascend', by: 'progress', rate: 1, progress: 0, epsilon: 1 } }, 'progr'],
    [{ transforms: [{ kind: 'jitter', cells: 0.5 }] }, 'cells'],
    [{ transforms: [{ kind: 'scale', factors: [] }] }, 'factors must not be empty.'],
    [{ transforms: [{ kind: 'scale', factors: [1, 0] }] }, 'factors is a number above 0, not 0.'],
    [{ transforms: [{ kind: 'rotate', degrees: [Infinity] }] }, 'degrees'],
    [
      {
        transforms: [
          { kind: 'jitter', cells: 1 },
          { kind: 'roll', cells: 1 },
        ],
      },
      'A picture is rolled before all else, not after.',
    ],
    [{ surroundings: { kind: 'constant', value: 2 } }, 'value is a number of 0 to 1, not 2.'],
    [{ regularisers: [{ ...norm, isMean: true, weight: NaN }] }, 'weight'],
    [{ regularisers: [{ ...norm, isMean: true, power: 0 }] }, 'power'],
    [{ upkeep: [blur] }, 'Only pixels can be changed by blur, not waves.'],
    [{ display: { kind: 'standardised', deviation: 0, epsilon: 0 } }, 'deviation'],
    [{ octaves: { count: 0, factor: 2 } }, 'count'],
    [{ octaves: { count: 2, factor: 0.5 } }, 'factor is a number from 1 on, not 0.5.'],
  ];
  test.each(wrong)('is refused: %j', (details, sentence) => {
    const make = (): DreamRecipe => recipeWith(STUDIO, details);
    expect(make).toThrow(RangeError);
    expect(make).toThrow(sentence);
  });

  it('is refused for what is done to pixels', () => {
    const upkeep = [{ ...blur, every: 0 }];
    expect(() => recipeWith(BOOK_RECIPE, { upkeep })).toThrow('every is a whole number');
    const drop = { kind: 'drop', by: 'length', share: 1.5, every: 1 } as const;
    expect(() => recipeWith(BOOK_RECIPE, { upkeep: [drop] })).toThrow('share is a number of 0');
    const start = { distribution: 'normal', center: NaN, spread: 1 } as const;
    const parameters = { kind: 'pixels', range: 1, start } as const;
    expect(() => recipeWith(BOOK_RECIPE, { parameters })).toThrow('center is a number, not NaN.');
  });
});
