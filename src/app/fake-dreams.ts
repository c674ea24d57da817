/** Made-up dreams for the gallery: they grow in time and in every way, and nothing is computed. */
import { effect, signal } from '../base/index.ts';
import type { ReadonlySignal } from '../base/index.ts';
import { DREAM_RECIPES, studioRecipe } from '../math/dream/index.ts';
import type { DreamRecipe } from '../math/dream/index.ts';
import type {
  Bilingual,
  DreamChoice,
  DreamFace,
  DreamPlace,
  DreamStatus,
  DreamView,
  LayerSummary,
} from '../session/index.ts';
import { fakeDreamPicture } from './fake-dream-picture.ts';
import { FakeStudy } from './fake-study.ts';

const TICK_MS = 100;
const TICKS = 24;
const AT_ONCE = 3;
const FIRST_BLOCK = 1;
const SEEDS_PER_LAYER = 10_007;
const SEEDS_PER_CHOICE = 101;
/** Made-up objectives, before the first step and after the last, of what grows well and of what does not. */
const EXCITED = { first: 0.053, last: 2.4871 };
const UNMOVED = { first: 0.0512, last: 0.0203 };
const WITHOUT: readonly LayerSummary['kind'][] = ['input', 'flatten'];
const CLASS_NAMES: readonly Bilingual[] = [
  { en: 'kingfisher', ja: 'カワセミ' },
  { en: 'nuthatch', ja: 'ゴジュウカラ' },
  { en: 'coffee mug', ja: 'マグカップ' },
  { en: 'dragonfly', ja: 'トンボ' },
];
/** How the dreams of channels end, by the remainder of the channel. */
const ENDS = ['gallery', 'grown', 'grown', 'kept', 'barren', 'grown', 'failed', 'grown'] as const;

/** `moves`: what is looked at grows; else every dream stands still in a state that its channel gives. */
export class FakeDreams implements DreamFace {
  readonly layers = signal<readonly { readonly name: string; readonly channels: number }[]>([]);
  readonly classNames = signal<readonly Bilingual[]>([]);
  readonly view = signal<DreamView>('overview');
  readonly changed = signal(0);
  readonly paused = signal(false);
  readonly choice = signal<DreamChoice>({ recipe: 'studio', details: null, seed: 1 });
  readonly study;
  readonly recipes: readonly string[] = ['studio', ...DREAM_RECIPES.map(({ id }) => id)];
  readonly #dreams = new Map<string, DreamStatus>();
  readonly #looks = new Map<object, readonly DreamPlace[]>();
  readonly #moves: boolean;

  constructor(layers: ReadonlySignal<readonly LayerSummary[]>, moves = true) {
    this.#moves = moves;
    effect(() => {
      const shown = layers.value.filter(({ kind }) => !WITHOUT.includes(kind));
      this.layers.value = shown.map(({ name, shape: [channels] }) => ({ name, channels }));
      this.classNames.value = Array.from(
        { length: shown.at(-1)?.shape[0] ?? 0 },
        (_, index) => CLASS_NAMES[index] ?? { en: `thing ${index}`, ja: `もの ${index}` },
      );
    });
    this.study = new FakeStudy(this, { layer: this.layers.peek()[0]?.name ?? '', channel: 0 });
    if (moves) setInterval(() => this.#tick(), TICK_MS);
  }

  statusOf(place: DreamPlace): DreamStatus {
    const known = this.#dreams.get(keyOf(place));
    if (known) return known;
    const status = this.#moves ? this.#waiting(place) : this.#still(place);
    this.#dreams.set(keyOf(place), status);
    return status;
  }

  look(who: object, places: readonly DreamPlace[]): void {
    this.#looks.delete(who);
    if (places.length > 0) this.#looks.set(who, places);
  }

  glance(place: DreamPlace): void {
    const end = endOf(place.channel);
    const isReady = end === 'gallery' || end === 'kept';
    if (isReady && this.statusOf(place).state === 'waiting') this.#grow(place);
  }

  setPaused(paused: boolean): void {
    this.paused.value = paused;
  }

  show(view: DreamView): void {
    this.view.value = view;
  }

  recipeFor(id: string, layer: string): DreamRecipe {
    const block = Number(/^block(\d)/.exec(layer)?.[1] ?? FIRST_BLOCK);
    return DREAM_RECIPES.find((recipe) => recipe.id === id) ?? studioRecipe(block);
  }

  choose(choice: Partial<DreamChoice>): void {
    this.choice.value = { ...this.choice.peek(), ...choice };
    this.#dreams.clear();
    this.changed.value++;
  }

  retry(place: DreamPlace): void {
    const { seed } = this.statusOf(place);
    this.#set({ ...this.#waiting(place), seed: seed + 1 });
  }

  forget(): Promise<void> {
    this.#dreams.clear();
    this.changed.value++;
    return Promise.resolve();
  }

  seedOf({ layer, channel }: DreamPlace, seed: number): number {
    const at = this.layers.peek().findIndex(({ name }) => name === layer);
    return SEEDS_PER_LAYER * (at + 1) + SEEDS_PER_CHOICE * channel + seed;
  }

  #tick(): void {
    if (this.paused.peek()) return;
    const wanted = [...this.#looks.values()].reverse().flat();
    const unfinished = wanted.filter((place) =>
      ['waiting', 'growing'].includes(this.statusOf(place).state),
    );
    const places = new Map(unfinished.map((place) => [keyOf(place), place]));
    [...places.values()].slice(0, AT_ONCE).forEach((place) => this.#grow(place));
  }

  #grow({ layer, channel }: DreamPlace): void {
    const status = this.statusOf({ layer, channel });
    const { steps } = status;
    const end = endOf(channel);
    const isReady = end === 'gallery' || end === 'kept';
    const step = isReady ? steps : Math.min(steps, status.step + Math.ceil(steps / TICKS));
    this.#set(end === 'failed' ? this.#failed(status) : this.#at(status, step));
  }

  #waiting({ layer, channel }: DreamPlace): DreamStatus {
    const { recipe, seed } = this.choice.peek();
    return {
      layer,
      channel,
      state: 'waiting',
      step: 0,
      steps: this.recipeFor(recipe, layer).steps,
      picture: null,
      source: null,
      recipe,
      seed,
      first: null,
      last: null,
      problem: null,
    };
  }

  /** Every state beside the others: done, half way, waiting. */
  #still(place: DreamPlace): DreamStatus {
    const status = this.#waiting(place);
    const end = endOf(place.channel);
    if (end === 'failed') return this.#failed(status);
    const isHalf = place.channel % ENDS.length === 2;
    const waits = place.channel % ENDS.length === ENDS.length - 1;
    if (waits) return status;
    return this.#at(status, isHalf ? status.steps / 2 : status.steps);
  }

  #at(status: DreamStatus, step: number): DreamStatus {
    const end = endOf(status.channel);
    const isDone = step >= status.steps;
    const { first, last } = end === 'barren' ? UNMOVED : EXCITED;
    const share = step / status.steps;
    const isReady = end === 'gallery' || end === 'kept';
    return {
      ...status,
      state: !isDone ? 'growing' : end === 'barren' ? 'barren' : 'done',
      step,
      picture: fakeDreamPicture(this.seedOf(status, status.seed), end === 'barren' ? 0 : share),
      source: isReady ? end : 'grown',
      first,
      last: first + share * (last - first),
    };
  }

  #failed(status: DreamStatus): DreamStatus {
    return { ...status, state: 'failed', problem: { code: 'out-of-memory', values: {} } };
  }

  #set(status: DreamStatus): void {
    this.#dreams.set(keyOf(status), status);
    this.changed.value++;
  }
}

function keyOf({ layer, channel }: DreamPlace): string {
  return `${layer} ${channel}`;
}

function endOf(channel: number): (typeof ENDS)[number] {
  return ENDS[channel % ENDS.length] ?? 'grown';
}
