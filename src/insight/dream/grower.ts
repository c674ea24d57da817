/**
 * Several pictures of one layer by one recipe, side by side, from noise through all octaves to the end: planted, grown step by
 * step, looked at, saved and gone on with. Knows no page and no session.
 */
import { DisposableStore } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import { createTensor, writeTensor } from '../../gpu/index.ts';
import type { BlockedTensor, Gpu } from '../../gpu/index.ts';
import { octaveSizes, recipeWith } from '../../math/dream/index.ts';
import type { Tensor3 } from '../../math/index.ts';
import { AscentEngine } from './ascent-engine.ts';
import { expectSeed, meanColor, placeOf } from './dream-request.ts';
import type { DreamSubject } from './dream-request.ts';
import { expectGoal } from './goal.ts';
import type { GrowthLook, GrowthRequest, GrowthState, Seedling } from './growth-types.ts';
import { networkObjective } from './network-objective.ts';
import type { NetworkObjective } from './network-objective.ts';

type Engine = AscentEngine<NetworkObjective>;

const LARGEST_COLOR = 255;
const NOTHING = new Float32Array();

/** What an octave begins with in place of noise. */
interface Start {
  readonly picture: BlockedTensor;
  readonly margin: number;
}

/** See the head of the file. One call at a time; the network has to outlive it. */
export class Grower implements Disposable {
  readonly #gpu: Gpu;
  readonly #subject: DreamSubject;
  readonly #request: GrowthRequest;
  readonly #sizes: readonly number[];
  readonly #channels: number;
  readonly #planted = new Map<number, Seedling>();
  #engine: Engine;
  #octave = 0;
  /** Of the octaves before. */
  #curve: Float32Array = NOTHING;
  #isDisposed = false;

  private constructor(gpu: Gpu, subject: DreamSubject, request: GrowthRequest, engine: Engine) {
    this.#gpu = gpu;
    this.#subject = subject;
    this.#request = request;
    this.#sizes = octaveSizes(request.recipe);
    this.#channels = placeOf(subject, request.layer, sideOf(request, this.#sizes[0])).channels;
    this.#engine = engine;
  }

  /**
   * Makes everything that a step needs. Throws RangeError for what the network has not or no picture can grow by, ShapeError for
   * a size that does not fit the network, OutOfMemoryError; then nothing is left behind.
   */
  static async open(
    gpu: Gpu,
    subject: DreamSubject,
    request: GrowthRequest,
  ): Promise<Owned<Grower>> {
    const { recipe, slots = 1, diversity = 0 } = request;
    recipeWith(recipe);
    if (!Number.isFinite(diversity)) {
      throw new RangeError(`diversity is a number, not ${String(diversity)}.`);
    }
    if (!Number.isInteger(slots) || slots < 1) {
      throw new RangeError(`slots is a whole number from 1 on, not ${String(slots)}.`);
    }
    if (recipe.octaves && slots > 1) throw new RangeError('Octaves grow one picture at a time.');
    const engine = await openFirst(gpu, subject, request);
    return new Grower(gpu, subject, request, engine);
  }

  get slots(): number {
    return this.#engine.slots;
  }

  /** Of each picture, over all octaves. */
  get steps(): number {
    return this.#sizes.length * this.#request.recipe.steps;
  }

  /** Begins a picture, or goes on with a saved one. Throws RangeError for what there is not. */
  async plant(slot: number, seedling: Seedling): Promise<void> {
    const { goal, seed, state } = seedling;
    this.#expectSlot(slot);
    expectSeed(seed);
    expectGoal(goal, this.#request.layer, this.#channels);
    this.#planted.delete(slot);
    await this.#enter(state?.octave ?? 0);
    this.#engine.plant(slot, seed, state);
    this.#engine.objective.aim(slot, goal);
    this.#curve = state?.curve ?? NOTHING;
    this.#planted.set(slot, seedling);
  }

  /** Nothing grows there any more. */
  clear(slot: number): void {
    this.#planted.delete(slot);
  }

  /** Steps done, over all octaves. */
  stepOf(slot: number): number {
    if (!this.#planted.has(slot)) return 0;
    return this.#octave * this.#request.recipe.steps + this.#engine.stepOf(slot);
  }

  isDone(slot: number): boolean {
    return this.#planted.has(slot) && this.stepOf(slot) >= this.steps;
  }

  /** One step of each that is not done, in one submit, not waited for; only between two octaves something is made. */
  async advance(slots: readonly number[]): Promise<void> {
    for (const slot of slots) this.#expectPlanted(slot);
    const growing = [...new Set(slots)].filter((slot) => !this.isDone(slot));
    if (growing.length === 0) return;
    if (this.#engine.stepOf() >= this.#request.recipe.steps && this.#sizes.length > 1) {
      await this.#enlarge();
    }
    this.#engine.advance(growing);
  }

  /** The pictures as they stand. */
  async look(slots: readonly number[]): Promise<readonly GrowthLook[]> {
    for (const slot of slots) this.#expectPlanted(slot);
    const { size } = this.#engine;
    const { steps } = this;
    const [pixels, curves] = await Promise.all([
      this.#engine.look(slots),
      Promise.all(slots.map((slot) => this.#curveOf(slot))),
    ]);
    return slots.flatMap((slot, place) => {
      const [bytes, curve = NOTHING] = [pixels[place], curves[place]];
      // Those that were read, whatever has been submitted since.
      return bytes ? [{ slot, step: curve.length, steps, size, pixels: bytes, curve }] : [];
    });
  }

  /** The picture as the recipe shows it, RGB 0..1. */
  read(slot: number): Promise<Tensor3> {
    this.#expectPlanted(slot);
    return this.#engine.read(slot);
  }

  /** What the objective of each picture is as it stands, not transformed. Changes nothing of the growth. */
  observe(slots: readonly number[]): Promise<readonly number[]> {
    for (const slot of slots) this.#expectPlanted(slot);
    return this.#engine.readObjectives(slots);
  }

  /** All that is needed to plant it again and go on, in another grower of the same request. */
  async save(slot: number): Promise<GrowthState> {
    this.#expectPlanted(slot);
    const [octave, curve] = [this.#octave, this.#curve];
    return { ...(await this.#engine.save(slot)), octave, curve };
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#engine.dispose();
  }

  async #curveOf(slot: number): Promise<Float32Array> {
    const before = this.#curve;
    const own = await this.#engine.readCurve(slot);
    const whole = new Float32Array(before.length + own.length);
    whole.set(before);
    whole.set(own, before.length);
    return whole;
  }

  /** The next octave, from what the one before has come to. */
  async #enlarge(): Promise<void> {
    const before = this.#engine;
    const [seedling] = [...this.#planted.values()];
    if (!seedling) return;
    const curve = await this.#curveOf(0);
    before.show();
    const { margin } = this.#request.recipe;
    const start = { picture: before.picture(), margin };
    await this.#replace(this.#octave + 1, start);
    this.#engine.plant(0, seedling.seed);
    this.#engine.objective.aim(0, seedling.goal);
    this.#curve = curve;
  }

  /** Makes sure that a picture of that octave can be planted. */
  async #enter(octave: number): Promise<void> {
    if (octave === this.#octave) return;
    if (octave === 0) this.#adopt(await openFirst(this.#gpu, this.#subject, this.#request), 0);
    else await this.#replace(octave, null);
  }

  async #replace(octave: number, start: Start | null): Promise<void> {
    const size = this.#sizes[octave];
    if (size === undefined) throw new RangeError(`There is no octave ${String(octave)}.`);
    this.#adopt(await openEngine(this.#gpu, this.#subject, this.#request, size, start), octave);
  }

  #adopt(engine: Engine, octave: number): void {
    if (this.#isDisposed) {
      engine.dispose();
      throw new DOMException('What grew was given up meanwhile.', 'AbortError');
    }
    this.#engine.dispose();
    this.#engine = engine;
    this.#octave = octave;
  }

  #expectSlot(slot: number): void {
    if (Number.isInteger(slot) && slot >= 0 && slot < this.slots) return;
    throw new RangeError(`There is no slot ${String(slot)}, only ${String(this.slots)}.`);
  }

  #expectPlanted(slot: number): void {
    this.#expectSlot(slot);
    if (!this.#planted.has(slot)) throw new RangeError(`Nothing grows in slot ${String(slot)}.`);
  }
}

/** Pixels of a side with the margin, of a picture that shows `size`. */
function sideOf({ recipe }: GrowthRequest, size = recipe.size): number {
  return size + 2 * recipe.margin;
}

/** The engine of the first octave, with the picture of the request to begin with. */
async function openFirst(gpu: Gpu, subject: DreamSubject, request: GrowthRequest): Promise<Engine> {
  const { recipe, start } = request;
  if (!start) return openEngine(gpu, subject, request, recipe.size, null);
  const owned = new DisposableStore();
  try {
    const { parameters } = recipe;
    const range = parameters.kind === 'pixels' ? parameters.range : 1;
    const data = start.data.map((value) => value * range);
    const picture = owned.add(createTensor(gpu, 'Dream.begin', start.shape));
    writeTensor(gpu, picture, { shape: start.shape, data });
    return await openEngine(gpu, subject, request, recipe.size, { picture, margin: 0 });
  } finally {
    owned.dispose();
  }
}

/** Everything for a picture that shows `size` pixels a side. */
function openEngine(
  gpu: Gpu,
  subject: DreamSubject,
  request: GrowthRequest,
  size: number,
  start: Start | null,
): Promise<Engine> {
  const { layer, recipe, slots = 1, diversity = 0 } = request;
  const { network, spec, planner } = subject;
  const side = sideOf(request, size);
  const { input } = placeOf(subject, layer, side);
  // As Lucid. What is published for pixels is done as published.
  const redirects = recipe.parameters.kind === 'fourier';
  const wish = { network, spec, layer, channel: 0, slots, diversity, redirects };
  return AscentEngine.open(gpu, {
    // Where the layer fits one size only, it sees all of the picture.
    recipe: input.width === side ? recipe : { ...recipe, framing: 'resize' },
    slots,
    seed: 0,
    input,
    inputRange: LARGEST_COLOR,
    mean: meanColor(spec),
    objective: networkObjective(gpu, { ...wish, ...(planner && { planner }) }),
    size,
    ...(start && { start: start.picture, startMargin: start.margin }),
  });
}
