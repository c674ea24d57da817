/** One thing that a person tries in the dream room: grown with every choice and number, stopped, gone on with, filmed. Knows no page. */
import { signal } from '../../base/index.ts';
import type { GrowthLook, GrowthRequest } from '../../insight/index.ts';
import { usualGoal } from '../../math/dream/index.ts';
import type { DreamRecipe } from '../../math/dream/index.ts';
import { hashOfBytes } from './dream-key.ts';
import type { PaintDream } from './dream-paint.ts';
import { problemOf } from './dream-problem.ts';
import type { DreamStore } from './dream-store.ts';
import type { StudyFace, StudyFrame, StudyProgress, StudySettings } from './dream-types.ts';
import type { Growing, Ground } from './grower-types.ts';
import { Pace } from './pace.ts';
import {
  diversityOf,
  expectStudy,
  fittedStudy,
  goalOf,
  seedsOf,
  studyKey,
} from './study-settings.ts';
import type { Worker } from './turns.ts';

/** A picture to begin with. */
export type StartPicture = NonNullable<GrowthRequest['start']>;

/** What depends on the network. */
export interface StudyGround {
  readonly store: DreamStore;
  readonly ground: Ground;
  readonly layers: readonly { readonly name: string; readonly channels: number }[];
  readonly isThere: (layer: string) => boolean;
  readonly recipeFor: (
    id: string,
    layer: string,
    details: Partial<DreamRecipe> | null,
  ) => DreamRecipe;
}

/** What a study is made of. */
export interface StudyParts {
  readonly paint: PaintDream;
  readonly now: () => number;
  /** The picture that the studio shows, as the network sees it; null where there is none. */
  readonly startPicture: () => Promise<StartPicture | null>;
  /** There is work. */
  readonly onChange: () => void;
}

/** What grows now. */
interface Run {
  readonly grower: Growing;
  readonly ground: Ground;
  readonly store: DreamStore;
  readonly key: string;
  readonly slots: readonly number[];
  readonly first: readonly number[];
  readonly pace: Pace;
  nextLook: number;
}

const NOTHING_YET = { step: 0, pictures: [], curves: [], stepsPerSecond: null } as const;
const FRAMES = 120;
const KEEP_MS = 5000;
const SECOND = 1000;
/** Steps in a second are counted for so long, milliseconds. */
const COUNTED_MS = 1000;

/** See the head of the file. */
export class Study implements StudyFace, Worker {
  readonly settings;
  readonly progress = signal<StudyProgress | null>(null);
  readonly recipe;
  readonly #parts: StudyParts;
  #ground: StudyGround;
  #run: Run | null = null;
  /** What grew, but is not to go on: disposed of in the next turn. */
  readonly #rubbish: Run[] = [];
  #frames: StudyFrame[] = [];
  /** What a person wants. */
  #wants: 'nothing' | 'growing' | 'kept' = 'nothing';
  /** Whether what is started next begins anew, unless it was kept before the page was closed. */
  #isFresh = true;
  /** Counts up when what grows is not to go on. */
  #generation = 0;
  #isWorking = false;
  #keptAt = 0;
  #counted = { at: 0, step: 0 };

  constructor(parts: StudyParts, ground: StudyGround, settings: StudySettings) {
    this.#parts = parts;
    this.#ground = ground;
    this.settings = signal(fittedStudy(settings, ground.layers));
    this.recipe = signal(this.#recipeOf(this.settings.peek()));
  }

  /** Over all octaves. */
  private get steps(): number {
    const { octaves, steps } = this.recipe.peek();
    return (octaves?.count ?? 1) * steps;
  }

  frames(): readonly StudyFrame[] {
    return this.#frames;
  }

  change(given: Partial<StudySettings>): void {
    const { recipe: id } = given;
    const what = id === undefined ? {} : { what: usualGoal(id) };
    const settings = { ...this.settings.peek(), ...what, ...given };
    const recipe = this.#recipeOf(settings);
    expectStudy(settings, recipe, this.#ground.layers);
    this.#discard();
    this.settings.value = settings;
    this.recipe.value = recipe;
  }

  start(): void {
    if (this.#wants === 'growing') return;
    if (this.#isFresh) this.#frames = [];
    this.#wants = 'growing';
    const { steps } = this;
    this.#tell({ state: 'growing', problem: null, steps, ...(this.#isFresh && NOTHING_YET) });
    this.#isFresh = false;
    this.#parts.onChange();
  }

  stop(): void {
    if (this.#wants !== 'growing') return;
    this.#wants = 'kept';
    this.#tell({ state: 'stopped' });
    this.#parts.onChange();
  }

  retry(): void {
    this.change({ seed: this.settings.peek().seed + 1 });
    this.start();
  }

  /** Another network: what can be tried there. */
  move(ground: StudyGround): void {
    this.end();
    this.#ground = ground;
    this.#frames = [];
    this.progress.value = null;
    const settings = fittedStudy(this.settings.peek(), ground.layers);
    this.recipe.value = this.#recipeOf(settings);
    this.settings.value = settings;
  }

  /** Nothing grows any more, and nothing of it is kept. */
  end(): void {
    this.#discard();
    this.#sweep();
  }

  get isBusy(): boolean {
    if (this.#rubbish.length > 0) return true;
    if (this.#wants === 'kept') return this.#run !== null;
    return this.#wants === 'growing' && this.#ground.isThere(this.settings.peek().layer);
  }

  async turn(): Promise<void> {
    this.#isWorking = true;
    const generation = this.#generation;
    try {
      if (this.#wants === 'growing') await this.#grow();
      else if (this.#wants === 'kept') await this.#rest();
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    } finally {
      this.#isWorking = false;
      this.#sweep();
    }
  }

  async keep(): Promise<void> {
    const run = this.#run;
    this.#keptAt = this.#parts.now();
    if (!run || run.slots.every((slot) => run.grower.isDone(slot))) return;
    const states = [];
    for (const slot of run.slots) states.push(await run.grower.save(slot));
    await run.store.keepGrowth(run.key, { states, first: run.first });
  }

  async #grow(): Promise<void> {
    const generation = this.#generation;
    const run = this.#run ?? (await this.#open());
    if (generation !== this.#generation) {
      this.#rubbish.push(run);
      return;
    }
    this.#run = run;
    const { grower, slots, pace } = run;
    const began = this.#parts.now();
    const stepOf = (): number => grower.stepOf(slots[0] ?? 0);
    const first = stepOf();
    const most = Math.max(1, Math.floor(pace.steps / slots.length));
    const end = Math.min(grower.steps, run.nextLook, first + most);
    while (stepOf() < end) await grower.advance(slots);
    await run.ground.finished();
    pace.learn((end - first) * slots.length, this.#parts.now() - began);
    if (end >= run.nextLook || end >= grower.steps) {
      const looks = await grower.look(slots);
      if (this.#isStale(run)) return;
      this.#show(run, looks);
    }
    if (end >= grower.steps) await this.#finish(run);
    else if (this.#parts.now() - this.#keptAt > KEEP_MS) await this.keep();
  }

  /** Opens what the settings ask for, and goes on where it was left. */
  async #open(): Promise<Run> {
    const { ground, store } = this.#ground;
    const settings = this.settings.peek();
    const recipe = this.recipe.peek();
    const start = settings.start === 'picture' ? await this.#parts.startPicture() : null;
    const startName = start && hashOfBytes(new Uint8Array(start.data.slice().buffer));
    const key = studyKey(settings, recipe, startName);
    const growth = await store.growth(key);
    const seeds = seedsOf(settings);
    const diversity = diversityOf(settings);
    const grower = await ground.open({
      layer: settings.layer,
      recipe,
      slots: seeds.length,
      ...(diversity > 0 && { diversity }),
      ...(start && { start }),
    });
    const slots = seeds.map((_, slot) => slot);
    const goal = goalOf(settings);
    try {
      for (const [slot, seed] of seeds.entries()) {
        const state = growth?.states[slot];
        await grower.plant(slot, { goal, seed, ...(state && { state }) });
      }
      const first = growth?.first ?? (await grower.observe(slots));
      const nextLook = grower.stepOf(0) + 1;
      this.#keptAt = this.#parts.now();
      this.#counted = { at: this.#keptAt, step: grower.stepOf(0) };
      return { grower, ground, store, key, slots, first, pace: new Pace(), nextLook };
    } catch (error) {
      grower.dispose();
      // What was kept may be what does not fit.
      await store.dropGrowth(key);
      throw error;
    }
  }

  #show(run: Run, looks: readonly GrowthLook[]): void {
    const [{ step, steps } = { step: 0, steps: 0 }] = looks;
    const each = Math.ceil(steps / FRAMES);
    // At first every doubling, then evenly, so that a film of it runs evenly.
    const next = Math.min(2 * step, (Math.floor(step / each) + 1) * each);
    run.nextLook = Math.max(step + 1, next);
    const pictures = looks.map(({ pixels, size }) => this.#parts.paint(pixels, size));
    const isEven = step % each === 0 || step === steps;
    if (isEven || this.#frames.length === 0) this.#frames.push({ step, pictures });
    const curves = looks.map(({ curve }) => curve);
    this.#tell({ step, steps, pictures, curves, stepsPerSecond: this.#rate(step) });
  }

  /** Steps in a second, as a person sees them: with all that has its turn in between. */
  #rate(step: number): number | null {
    const now = this.#parts.now();
    const { at, step: before } = this.#counted;
    const known = this.progress.peek()?.stepsPerSecond ?? null;
    if (now - at < COUNTED_MS) return known;
    this.#counted = { at: now, step };
    return ((step - before) * SECOND) / (now - at);
  }

  async #finish(run: Run): Promise<void> {
    const last = await run.grower.observe(run.slots);
    await run.store.dropGrowth(run.key);
    if (this.#isStale(run)) return;
    const { negative, count } = this.settings.peek();
    // Of several, and of what is wanted least, the objective may be below zero.
    const mayBeLow = negative || count > 1;
    const isBarren = last.every((value, index) => {
      return value <= (run.first[index] ?? -Infinity) || (!mayBeLow && value <= 0);
    });
    this.#wants = 'nothing';
    this.#discard();
    this.#tell({ state: isBarren ? 'barren' : 'done' });
  }

  /** A person has stopped it: it is kept, and takes no memory meanwhile. */
  async #rest(): Promise<void> {
    const run = this.#run;
    await this.keep();
    if (run && this.#wants === 'kept' && this.#run === run) {
      this.#run = null;
      this.#rubbish.push(run);
      this.#wants = 'nothing';
    }
  }

  #fail(error: unknown): void {
    this.#discard();
    this.#tell({ state: 'failed', problem: problemOf(error) });
  }

  #isStale(run: Run): boolean {
    return this.#run !== run;
  }

  /** What grows is not to go on. Pictures stay. */
  #discard(): void {
    if (this.#run) this.#rubbish.push(this.#run);
    this.#run = null;
    this.#isFresh = true;
    this.#generation += 1;
    const wasGrowing = this.#wants === 'growing';
    this.#wants = 'nothing';
    if (wasGrowing) this.#tell({ state: 'stopped' });
    this.#parts.onChange();
  }

  /** Not in the middle of a turn. */
  #sweep(): void {
    if (this.#isWorking) return;
    for (const { grower, ground } of this.#rubbish.splice(0)) {
      grower.dispose();
      ground.trim();
    }
  }

  #tell(change: Partial<StudyProgress>): void {
    const usual = { state: 'stopped', ...NOTHING_YET, steps: this.steps, problem: null } as const;
    this.progress.value = { ...(this.progress.peek() ?? usual), ...change };
  }

  #recipeOf({ recipe, layer, details }: StudySettings): DreamRecipe {
    return this.#ground.recipeFor(recipe, layer, details);
  }
}
