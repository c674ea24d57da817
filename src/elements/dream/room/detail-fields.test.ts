/** Every number of every recipe has a field, a limit that it keeps, and words; what is filled in changes that and nothing else. */
import { expect, test } from 'vitest';
import { dreamWordsFor, loadDreamWords } from '../../../i18n/index.ts';
import { DREAM_RECIPES, OCTAVES_RECIPE, TOOLBOX_RECIPES } from '../../../math/dream/index.ts';
import type { DreamRecipe } from '../../../math/dream/index.ts';
import {
  detailFields,
  detailsOf,
  isUsual,
  readNumber,
  readNumbers,
  typedNumber,
  valueAt,
  withChoice,
  withEntry,
  withValue,
} from './detail-fields.ts';
import type { DetailField } from './detail-fields.ts';
import { ASCENTS, KINDS, LISTS } from './detail-kinds.ts';

await loadDreamWords();
const { fields: fieldWords, options: optionWords } = dreamWordsFor('en').room.details;

function flat(fields: readonly DetailField[]): readonly DetailField[] {
  return fields.flatMap((field) => {
    if (field.kind === 'group') return [field, ...flat(field.fields)];
    if (field.kind === 'list')
      return [field, ...field.entries.flatMap((entry) => flat(entry.fields))];
    return [field];
  });
}

function numbersIn(part: unknown): number {
  if (typeof part === 'number') return 1;
  if (typeof part !== 'object' || part === null) return 0;
  return Object.values(part).reduce((sum: number, one) => sum + numbersIn(one), 0);
}

/** Every recipe, with every kind that its parts may be. */
const EVERYTHING: readonly DreamRecipe[] = DREAM_RECIPES.flatMap((recipe) => [
  recipe,
  ...Object.entries(KINDS).flatMap(([name, kinds]) =>
    Object.keys(kinds).map((kind) => withChoice(recipe, [name, 'kind'], kind)),
  ),
  ...Object.entries(LISTS).flatMap(([name, kinds]) =>
    Object.keys(kinds).map((kind) => withEntry(recipe, [name], kind)),
  ),
  ...Object.keys(ASCENTS).map((by) => withChoice(recipe, ['optimiser', 'by'], by)),
  withChoice(recipe, ['octaves'], 'octaves'),
]);

test('every number has a field, and keeps its limit', () => {
  for (const recipe of EVERYTHING) {
    const fields = flat(detailFields(recipe));
    const shown = fields.reduce((sum, field) => {
      if (field.kind === 'number') return sum + 1;
      if (field.kind === 'numbers') return sum + field.value.length;
      return sum + (field.kind === 'choice' && /^\d/.test(field.value) ? 1 : 0);
    }, 0);
    expect(shown, recipe.id).toBe(numbersIn(recipe));
    for (const field of fields) {
      if (field.kind === 'number') {
        const { value, limit } = field;
        expect(readNumber(typedNumber(value), limit), `${recipe.id} ${field.name}`).toBeCloseTo(
          value,
          8,
        );
      }
      if (field.kind === 'numbers') {
        const text = field.value.map(typedNumber).join(', ');
        expect(readNumbers(text, field.limit), field.name).toHaveLength(field.value.length);
      }
    }
  }
});

test('every field and every choice has words', () => {
  for (const field of EVERYTHING.flatMap((recipe) => flat(detailFields(recipe)))) {
    expect(fieldWords, field.name).toHaveProperty(field.name);
    if (field.kind === 'list') {
      for (const kind of field.kinds) expect(optionWords, kind).toHaveProperty(kind);
    }
    if (field.kind !== 'choice') continue;
    expect(field.options, field.name).toContain(field.value);
    const named = field.options.filter((option) => !/^\d/.test(option));
    for (const option of named) expect(optionWords, option).toHaveProperty(option);
  }
});

test('a number changes where it stands, and is told as a detail', () => {
  const [recipe] = TOOLBOX_RECIPES;
  if (!recipe) throw new Error('no recipe');
  const changed = withValue(recipe, ['upkeep', 0, 'radius'], 2);
  expect(valueAt(changed, ['upkeep', 0, 'radius'])).toBe(2);
  expect(changed.upkeep[1]).toBe(recipe.upkeep[1]);
  expect(detailsOf(changed, recipe)).toEqual({ upkeep: changed.upkeep });
  expect(isUsual(changed, recipe, ['upkeep', 0, 'radius'])).toBe(false);
  expect(isUsual(changed, recipe, ['upkeep', 1])).toBe(true);
  expect(detailsOf(withValue(changed, ['upkeep', 0, 'radius'], 0.5), recipe)).toBeNull();
});

test('entries come and go; another kind has its own numbers', () => {
  const recipe = OCTAVES_RECIPE;
  const more = withEntry(recipe, ['transforms'], 'jitter');
  expect(more.transforms).toEqual([{ kind: 'jitter', cells: 4 }]);
  expect(withValue(more, ['transforms', 0], undefined).transforms).toEqual([]);
  expect(withChoice(recipe, ['octaves'], 'none').octaves).toBeNull();
  expect(withChoice(recipe, ['parameters', 'kind'], 'fourier').parameters.kind).toBe('fourier');
  const bright = withChoice(recipe, ['parameters', 'range'], '255');
  expect(valueAt(bright, ['parameters', 'start', 'center'])).toBeCloseTo(165, 6);
  expect(valueAt(bright, ['parameters', 'range'])).toBe(255);
});

test('what is no number is none', () => {
  const whole = { least: 1, most: 100, isWhole: true };
  expect(['12', ' 7 ', '\uff11\uff12', '1e2'].map((text) => readNumber(text, whole))).toEqual([
    12, 7, 12, 100,
  ]);
  for (const text of ['', '0', '101', '1.5', 'ten', '1,2', '--3', 'NaN']) {
    expect(readNumber(text, whole), text).toBeNull();
  }
  const any = { least: -10, most: 10 };
  expect(readNumbers('-1, 0 ; 2.5\u30010.1', any)).toEqual([-1, 0, 2.5, 0.1]);
  expect(readNumbers('', any)).toBeNull();
  expect(readNumbers('1, 2, x', any)).toBeNull();
  expect(readNumbers('\u22123', any)).toEqual([-3]);
});
