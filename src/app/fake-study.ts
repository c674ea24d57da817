/** A made-up study of the dream room: its pictures grow in time, and nothing is computed. */
import { effect, signal } from '../base/index.ts';
import type { DreamRecipe } from '../math/dream/index.ts';
import type {
  DreamPlace,
  StudyFace,
  StudyFrame,
  StudyProgress,
  StudySettings,
} from '../session/index.ts';
import { fakeDreamPicture } from './fake-dream-picture.ts';

const TICK_MS = 100;
const TICKS = 64;
const MS = 1000;
const FRAMES = 120;
/** A made-up curve begins here and goes this much higher. */
const CURVE = { first: 0.05, gain: 2.4, haste: 4 };

/** What a study needs to know of the dreams it belongs to. */
export interface StudyWorld {
  recipeFor(id: string, layer: string): DreamRecipe;
  seedOf(place: DreamPlace, seed: number): number;
}

/** All signals are writable, so that the gallery can put it into any state. */
export class FakeStudy implements StudyFace {
  readonly settings;
  readonly progress = signal<StudyProgress | null>(null);
  readonly recipe;
  readonly #world: StudyWorld;
  #frames: StudyFrame[] = [];
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(world: StudyWorld, place: DreamPlace) {
    this.#world = world;
    this.settings = signal<StudySettings>({
      ...place,
      what: 'channel',
      other: null,
      share: 0.5,
      negative: false,
      count: 1,
      recipe: 'studio',
      details: null,
      seed: 1,
      start: 'noise',
    });
    this.recipe = signal(world.recipeFor('studio', place.layer));
    effect(() => {
      const { recipe, layer, details } = this.settings.value;
      this.recipe.value = { ...world.recipeFor(recipe, layer), ...details };
    });
  }

  frames(): readonly StudyFrame[] {
    return this.#frames;
  }

  change(settings: Partial<StudySettings>): void {
    this.stop();
    this.settings.value = { ...this.settings.peek(), ...settings };
    this.#frames = [];
  }

  start(): void {
    clearInterval(this.#clock);
    this.#clock = setInterval(() => this.#tick(), TICK_MS);
    const progress = this.progress.peek();
    const goesOn = this.#frames.length > 0 && progress?.state === 'stopped';
    this.#show(goesOn ? progress.step : 0);
  }

  stop(): void {
    clearInterval(this.#clock);
    const progress = this.progress.peek();
    if (progress?.state === 'growing') this.progress.value = { ...progress, state: 'stopped' };
  }

  retry(): void {
    const { seed } = this.settings.peek();
    this.change({ seed: seed + 1 });
    this.start();
  }

  #tick(): void {
    const { steps } = this.recipe.peek();
    const before = this.progress.peek()?.step ?? 0;
    this.#show(Math.min(steps, before + Math.ceil(steps / TICKS)));
  }

  #show(step: number): void {
    const { steps } = this.recipe.peek();
    const settings = this.settings.peek();
    const isDone = step >= steps;
    if (isDone) clearInterval(this.#clock);
    const seeds = Array.from(
      { length: settings.count },
      (_, index) => this.#world.seedOf(settings, settings.seed) + index,
    );
    const pictures = seeds.map((seed) => fakeDreamPicture(seed, step / steps));
    this.#frames = [...this.#frames, { step, pictures }].slice(-FRAMES);
    this.progress.value = {
      state: isDone ? 'done' : 'growing',
      step,
      steps,
      pictures,
      curves: seeds.map(() => fakeCurve(step, steps)),
      stepsPerSecond: (Math.ceil(steps / TICKS) * MS) / TICK_MS,
      problem: null,
    };
  }
}

/** A made-up objective in every step up to `step`. */
function fakeCurve(step: number, steps: number): Float32Array {
  const { first, gain, haste } = CURVE;
  return Float32Array.from(
    { length: step },
    (_, index) => first + gain * (1 - Math.exp((-haste * index) / steps)),
  );
}
