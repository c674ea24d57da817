/**
 * Lets pictures grow until something is excited most: numbers to picture, transformed into what the objective looks at, its
 * gradient all the way back, one step of the optimiser. Pictures in several slots go through the same objective one after the
 * other: one submit a step of all, no read-back, nothing made. Knows no network.
 */
import { DisposableStore, settled } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import { createTensor, readTensor } from '../../gpu/index.ts';
import type { BlockedTensor, Gpu, GpuBuffer } from '../../gpu/index.ts';
import type { Tensor3 } from '../../math/index.ts';
import { cropped, displayed } from '../../math/dream/index.ts';
import { openSlot } from './ascent-slot.ts';
import type { AscentSlot } from './ascent-slot.ts';
import { openParametrisations } from './parametrisation.ts';
import type { AscentObjective, AscentRequest, AscentState } from './types.ts';

const BYTES_PER_FLOAT = 4;
const BYTES_PER_PIXEL = 4;
const FIRST: readonly number[] = [0];

/** All that is made once. */
interface Holding<O> {
  readonly slots: readonly AscentSlot[];
  readonly objective: O;
  /** Pixels of a side of what is shown. */
  readonly size: number;
  /** Bytes of the pictures, slot after slot. */
  readonly shown: GpuBuffer;
  /** What the objective of each slot was when it was last asked for. */
  readonly observed: GpuBuffer;
}

/** See the head of the file. The GPU and the start stay whose they are. */
export class AscentEngine<O extends AscentObjective = AscentObjective> implements Disposable {
  readonly #gpu: Gpu;
  readonly #request: AscentRequest<O>;
  readonly #holding: Holding<O>;
  readonly #owned: DisposableStore;

  private constructor(
    gpu: Gpu,
    request: AscentRequest<O>,
    holding: Holding<O>,
    owned: DisposableStore,
  ) {
    this.#gpu = gpu;
    this.#request = request;
    this.#holding = holding;
    this.#owned = owned;
  }

  /** Makes everything and writes the start. Throws ShapeError, and then leaves nothing behind. */
  static async open<O extends AscentObjective>(
    gpu: Gpu,
    request: AscentRequest<O>,
  ): Promise<Owned<AscentEngine<O>>> {
    const owned = new DisposableStore();
    try {
      const holding = await hold(gpu, owned, request);
      const engine = new AscentEngine(gpu, request, holding, owned);
      holding.slots.forEach((slot) => slot.plant(request.seed));
      return engine;
    } catch (error) {
      owned.dispose();
      throw error;
    }
  }

  get slots(): number {
    return this.#holding.slots.length;
  }

  /** Pixels of a side of what is shown. */
  get size(): number {
    return this.#holding.size;
  }

  get objective(): O {
    return this.#holding.objective;
  }

  /** Steps done. */
  stepOf(slot = 0): number {
    return this.#slot(slot).step;
  }

  /** The picture on the GPU with its margin, 0..range of the recipe, as `show` left it; pixels are always up to date. */
  picture(slot = 0): BlockedTensor {
    return this.#slot(slot).parametrisation.picture;
  }

  /** Begins anew in a slot, or goes on from a state there. Makes nothing. Throws RangeError for a state of another growth. */
  plant(slot: number, seed: number, state?: AscentState): void {
    this.#slot(slot).plant(seed);
    if (state) this.restore(state, slot);
  }

  /** One step up in each slot. Beyond the steps of the recipe it goes on, but the curve has no room for more. */
  advance(slots = FIRST): void {
    const { objective } = this.#holding;
    const { recipe } = this.#request;
    const growing = slots.map((index) => ({ index, slot: this.#slot(index) }));
    const steps = growing.map(({ slot }) => slot.step);
    const isCompared = objective.compare?.(slots) === true;
    for (const { slot } of growing) {
      slot.place('next');
      slot.begin();
    }
    this.#gpu.submit('AscentEngine.advance', (commands) => {
      for (const { index, slot } of isCompared ? growing : []) {
        slot.see(commands);
        objective.measure?.(commands, index);
      }
      growing.forEach(({ index, slot }, place) => {
        const step = steps[place] ?? 0;
        slot.see(commands);
        objective.encode(commands, { slot: index, step });
        if (step < recipe.steps) {
          commands.copy(objective.value, slot.curve, step * BYTES_PER_FLOAT);
        }
        slot.follow(commands);
      });
    });
  }

  /**
   * Runs the objective on the picture as it is now, not transformed, or by a draw that no step makes: what the objective
   * holds then can be measured.
   */
  observe(draw: number | null = null, slot = 0): void {
    this.#observe([slot], draw);
  }

  /** What the objective of each picture is as it is now, not transformed. */
  async readObjectives(slots: readonly number[]): Promise<readonly number[]> {
    this.#observe(slots, null);
    const values = new Float32Array(await this.#gpu.read(this.#holding.observed));
    return slots.map((slot) => values[slot] ?? NaN);
  }

  /** Brings `picture` up to date. */
  show(slot = 0): void {
    this.#gpu.submit('AscentEngine.show', (commands) => {
      this.#slot(slot).show(commands, false);
    });
  }

  /** The picture as the recipe shows it, RGB 0..1. */
  async read(slot = 0): Promise<Tensor3> {
    this.show(slot);
    const { picture, range } = this.#slot(slot).parametrisation;
    const { display, margin } = this.#request.recipe;
    return displayed(cropped(await readTensor(this.#gpu, picture), margin), display, range);
  }

  /** RGBA bytes of pictures as the recipe shows them, in one read. */
  async look(slots: readonly number[]): Promise<readonly Uint8ClampedArray<ArrayBuffer>[]> {
    if (slots.length === 0) return [];
    const { shown, size } = this.#holding;
    this.#gpu.submit('AscentEngine.look', (commands) => {
      for (const slot of slots) this.#slot(slot).show(commands, true);
    });
    const bytes = size * size * BYTES_PER_PIXEL;
    const first = Math.min(...slots) * bytes;
    const end = (Math.max(...slots) + 1) * bytes;
    const read = new Uint8ClampedArray(await this.#gpu.read(shown, first, end - first));
    return slots.map((slot) => read.slice(slot * bytes - first, (slot + 1) * bytes - first));
  }

  /** What the objective was in every step so far, transformed, before the step. */
  async readCurve(slot = 0): Promise<Float32Array> {
    const { step, curve } = this.#slot(slot);
    const steps = Math.min(step, this.#request.recipe.steps);
    if (steps === 0) return new Float32Array();
    return new Float32Array(await this.#gpu.read(curve, 0, steps * BYTES_PER_FLOAT));
  }

  /** What `restore` needs to go on from here, in an engine of the same request and with the same seed. */
  async save(slot = 0): Promise<AscentState> {
    const { step, memory } = this.#slot(slot);
    const read = memory.map(async (buffer) => new Float32Array(await this.#gpu.read(buffer)));
    return { step, buffers: await Promise.all(read) };
  }

  /** Goes on from a saved state. Throws RangeError for one of another growth. */
  restore(state: AscentState, slot = 0): void {
    this.#slot(slot).restore(state);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #observe(slots: readonly number[], draw: number | null): void {
    const { objective, observed } = this.#holding;
    const isCompared = objective.compare?.(slots) === true;
    for (const index of slots) this.#slot(index).place(draw === null ? 'rest' : { draw });
    this.#gpu.submit('AscentEngine.observe', (commands) => {
      for (const index of isCompared ? slots : []) {
        this.#slot(index).see(commands);
        objective.measure?.(commands, index);
      }
      for (const index of slots) {
        const slot = this.#slot(index);
        slot.see(commands);
        objective.encode(commands, { slot: index, step: slot.step });
        commands.copy(objective.value, observed, index * BYTES_PER_FLOAT);
      }
    });
  }

  #slot(index: number): AscentSlot {
    const slot = this.#holding.slots[index];
    if (slot) return slot;
    throw new RangeError(`There is no slot ${String(index)}, only ${String(this.slots)}.`);
  }
}

async function hold<O extends AscentObjective>(
  gpu: Gpu,
  owned: DisposableStore,
  request: AscentRequest<O>,
): Promise<Holding<O>> {
  const { recipe, mean, inputRange, slots: count = 1, size = recipe.size } = request;
  const { start = null, startMargin = 0 } = request;
  const { height, width } = request.input;
  const { margin } = recipe;
  const side = size + 2 * margin;
  const sizes = {
    picture: { height: side, width: side },
    output: request.input,
    framing: recipe.framing,
  };
  const input = owned.add(createTensor(gpu, 'Dream.input', [3, height, width]));
  // What is compiled for the picture and for the network is compiled side by side.
  const [parametrisations, objective] = await settled([
    openParametrisations(gpu, owned, {
      parameters: recipe.parameters,
      size: side,
      margin,
      slots: count,
      mean,
      start: start && { picture: start, margin: startMargin },
    }),
    request.objective(input).then((made) => owned.add(made)),
  ] as const);
  const pixels = size * size;
  const shown = owned.add(gpu.buffer('Dream.shown', count * pixels * BYTES_PER_PIXEL));
  const observed = owned.add(gpu.buffer('Dream.observed', count * BYTES_PER_FLOAT));
  const slots = await settled(
    parametrisations.map((parametrisation, index) => {
      const place = { input, inputGradient: objective.gradient, shown, first: index * pixels };
      const shared = { recipe, mean, inputRange, sizes };
      return openSlot(gpu, owned, { ...shared, ...place, parametrisation });
    }),
  );
  return { slots, objective, size, shown, observed };
}
