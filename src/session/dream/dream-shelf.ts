/** The explorer's dreams as they stand, by name; those nobody looks at any more go when there are too many. Grows nothing. */
import { hashOfRecipe, keyOf } from './dream-key.ts';
import type { DreamName } from './dream-key.ts';
import type { DreamChoice, DreamPlace, DreamStatus } from './dream-types.ts';
import type { DreamRecipe } from '../../math/dream/index.ts';

/** A dream. */
export interface ShelvedDream {
  readonly key: string;
  readonly name: DreamName;
  readonly recipe: DreamRecipe;
  /** What grows together: the layer and the recipe. */
  readonly bed: string;
  /** Whether gallery and machine were asked for it. */
  isSought: boolean;
  status: DreamStatus;
}

/** Pictures that are remembered though nobody looks at them. */
const MOST_DREAMS = 2048;

/** See the head of the file. */
export class DreamShelf {
  readonly #recipeFor: (choice: DreamChoice, layer: string) => DreamRecipe;
  readonly #dreams = new Map<string, ShelvedDream>();
  readonly #recipes = new Map<string, { readonly recipe: DreamRecipe; readonly hash: string }>();
  /** Seeds of those that were grown again, by place. */
  readonly #seeds = new Map<string, number>();
  #choice: DreamChoice;

  constructor(choice: DreamChoice, recipeFor: (choice: DreamChoice, layer: string) => DreamRecipe) {
    this.#choice = choice;
    this.#recipeFor = recipeFor;
  }

  choose(choice: DreamChoice): void {
    this.#choice = choice;
    this.#recipes.clear();
    this.#seeds.clear();
  }

  /** From now on another seed, there. */
  reseed(place: DreamPlace): void {
    this.#seeds.set(placeKey(place), this.#seedOf(place) + 1);
  }

  /** The dream of a place by the present choice. Throws RangeError for a layer there is none of. */
  at(place: DreamPlace): ShelvedDream {
    const { layer, channel } = place;
    const { recipe, hash } = this.#recipeOf(layer);
    const name = { layer, channel, hash, seed: this.#seedOf(place) };
    const key = keyOf(name);
    const known = this.#dreams.get(key);
    if (known) return known;
    const { octaves, steps } = recipe;
    const status: DreamStatus = {
      layer,
      channel,
      state: 'waiting',
      step: 0,
      steps: (octaves?.count ?? 1) * steps,
      picture: null,
      source: null,
      recipe: this.#choice.recipe,
      seed: name.seed,
      first: null,
      last: null,
      problem: null,
    };
    const made = { key, name, recipe, bed: `${layer}.${hash}`, isSought: false, status };
    this.#dreams.set(key, made);
    return made;
  }

  /** Lets go of the oldest that are not among those. */
  tidy(wanted: ReadonlySet<ShelvedDream>): void {
    if (this.#dreams.size <= MOST_DREAMS) return;
    for (const [key, dream] of this.#dreams) {
      if (this.#dreams.size <= MOST_DREAMS) return;
      if (!wanted.has(dream)) this.#dreams.delete(key);
    }
  }

  clear(): void {
    this.#dreams.clear();
    this.#recipes.clear();
  }

  #seedOf(place: DreamPlace): number {
    return this.#seeds.get(placeKey(place)) ?? this.#choice.seed;
  }

  #recipeOf(layer: string): { readonly recipe: DreamRecipe; readonly hash: string } {
    const known = this.#recipes.get(layer);
    if (known) return known;
    const recipe = this.#recipeFor(this.#choice, layer);
    const made = { recipe, hash: hashOfRecipe(recipe) };
    this.#recipes.set(layer, made);
    return made;
  }
}

function placeKey({ layer, channel }: DreamPlace): string {
  return `${layer}.${String(channel)}`;
}
