/** A recipe with numbers of a person's own, and whether a picture can grow by them. */
import type {
  Display,
  DreamRecipe,
  Octaves,
  Optimiser,
  Parameters,
  Regulariser,
  Upkeep,
} from './recipe-types.ts';
import type { Surroundings, Transform } from './transforms.ts';

/** The recipe with `details` in place of its own. Throws RangeError for numbers that no picture can grow by. */
export function recipeWith(recipe: DreamRecipe, details: Partial<DreamRecipe> = {}): DreamRecipe {
  const made = { ...recipe, ...details };
  checkCounts(made);
  checkParameters(made.parameters);
  checkOptimiser(made.optimiser);
  made.transforms.forEach(checkTransform);
  checkSurroundings(made.surroundings);
  made.regularisers.forEach(checkRegulariser);
  for (const one of made.upkeep) checkUpkeep(one, made.parameters);
  checkDisplay(made.display);
  if (made.octaves) checkOctaves(made.octaves);
  return made;
}

function checkCounts({ size, steps, margin }: DreamRecipe): void {
  expectWhole('size', size, 1);
  expectWhole('steps', steps, 1);
  expectWhole('margin', margin, 0);
}

function checkParameters(parameters: Parameters): void {
  if (parameters.kind === 'fourier') {
    expectFrom('decay', parameters.decay, 0);
    expectFrom('deviation', parameters.deviation, 0);
    return;
  }
  const { center, spread } = parameters.start;
  expectFrom('spread', spread, 0);
  if (center !== 'mean') expectFinite('center', center);
}

function checkOptimiser(optimiser: Optimiser): void {
  expectAbove('rate', optimiser.rate, 0);
  switch (optimiser.kind) {
    case 'adam':
      expectShareBelowOne('beta1', optimiser.beta1);
      expectShareBelowOne('beta2', optimiser.beta2);
      expectAbove('epsilon', optimiser.epsilon, 0);
      return;
    case 'rmsprop':
      expectShareBelowOne('rho', optimiser.rho);
      expectAbove('epsilon', optimiser.epsilon, 0);
      return;
    case 'ascend':
      if (optimiser.by !== 'rate') expectAbove('epsilon', optimiser.epsilon, 0);
      if (optimiser.by === 'progress') expectAbove('progress', optimiser.progress, 0);
  }
}

function checkTransform(transform: Transform, index: number): void {
  switch (transform.kind) {
    case 'roll':
      if (index > 0) throw new RangeError('A picture is rolled before all else, not after.');
      expectWhole('cells', transform.cells, 0);
      return;
    case 'jitter':
      expectWhole('cells', transform.cells, 0);
      return;
    case 'scale':
      expectSome('factors', transform.factors);
      for (const factor of transform.factors) expectAbove('factors', factor, 0);
      return;
    case 'rotate':
      expectSome('degrees', transform.degrees);
      for (const angle of transform.degrees) expectFinite('degrees', angle);
  }
}

function checkSurroundings(surroundings: Surroundings): void {
  if (surroundings.kind === 'constant') expectShare('value', surroundings.value);
}

function checkRegulariser(one: Regulariser): void {
  expectFinite('weight', one.weight);
  if (one.kind === 'variation') return;
  expectWhole('power', one.power, 1);
  expectFinite('center', one.center);
}

function checkUpkeep(one: Upkeep, { kind }: Parameters): void {
  if (kind !== 'pixels') {
    throw new RangeError(`Only pixels can be changed by ${one.kind}, not waves.`);
  }
  expectWhole('every', one.every, 1);
  if (one.kind === 'blur') expectAbove('radius', one.radius, 0);
  else expectShare('share', one.share);
}

function checkDisplay(display: Display): void {
  if (display.kind === 'clip') return;
  expectAbove('deviation', display.deviation, 0);
  expectFrom('epsilon', display.epsilon, 0);
}

function checkOctaves({ count, factor }: Octaves): void {
  expectWhole('count', count, 1);
  expectFrom('factor', factor, 1);
}

function expectWhole(name: string, value: number, least: number): void {
  const is = Number.isInteger(value) && value >= least;
  expectThat(is, name, `a whole number from ${String(least)} on`, value);
}

function expectFinite(name: string, value: number): void {
  expectThat(Number.isFinite(value), name, 'a number', value);
}

function expectFrom(name: string, value: number, least: number): void {
  const is = Number.isFinite(value) && value >= least;
  expectThat(is, name, `a number from ${String(least)} on`, value);
}

function expectAbove(name: string, value: number, limit: number): void {
  const is = Number.isFinite(value) && value > limit;
  expectThat(is, name, `a number above ${String(limit)}`, value);
}

function expectShare(name: string, value: number): void {
  expectThat(value >= 0 && value <= 1, name, 'a number of 0 to 1', value);
}

function expectShareBelowOne(name: string, value: number): void {
  expectThat(value >= 0 && value < 1, name, 'a number from 0 on and below 1', value);
}

function expectSome(name: string, values: readonly number[]): void {
  if (values.length === 0) throw new RangeError(`${name} must not be empty.`);
}

function expectThat(is: boolean, name: string, what: string, value: number): void {
  if (!is) throw new RangeError(`${name} is ${what}, not ${String(value)}.`);
}
