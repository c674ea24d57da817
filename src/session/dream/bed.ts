/** Dreams of one layer by one recipe that grow side by side in the slots of one grower, a turn at a time. Knows no order. */
import type { GrowthLook, GrowthState } from '../../insight/index.ts';
import type { Growing, Ground } from './grower-types.ts';
import { Pace } from './pace.ts';

/** A dream that grows. */
interface Plant<T> {
  readonly dream: T;
  readonly slot: number;
  nextLook: number;
}

/** What is planted. */
export interface Sprout {
  readonly channel: number;
  readonly seed: number;
  readonly state: GrowthState | null;
}

/** Looks come at steps 1, 2, 4, 8, then never further apart than this, and not more often than so many milliseconds. */
const LOOK_STEPS = 32;
const LOOK_MS = 100;

/** See the head of the file. One call at a time; whoever opens it disposes of it. */
export class Bed<T> {
  readonly #grower: Growing;
  readonly #ground: Ground;
  readonly #now: () => number;
  readonly #of: 'channel' | 'unit';
  readonly #pace = new Pace();
  readonly #plants = new Map<T, Plant<T>>();
  #lookedAt = -Infinity;

  /** `of`: what of a channel is excited. */
  constructor(grower: Growing, ground: Ground, now: () => number, of: 'channel' | 'unit') {
    this.#grower = grower;
    this.#ground = ground;
    this.#now = now;
    this.#of = of;
  }

  get dreams(): readonly T[] {
    return [...this.#plants.keys()];
  }

  /** How many more dreams may be planted. */
  get room(): number {
    return this.#pace.pictures(this.#grower.slots) - this.#plants.size;
  }

  get steps(): number {
    return this.#grower.steps;
  }

  /** Begins a dream, or goes on with one; resolves to what its objective is, not transformed. */
  async plant(dream: T, { channel, seed, state }: Sprout): Promise<number> {
    const taken = new Set([...this.#plants.values()].map(({ slot }) => slot));
    const slot = Array.from({ length: this.#grower.slots }, (_, index) => index).find(
      (index) => !taken.has(index),
    );
    if (slot === undefined) throw new RangeError('All slots are taken.');
    const goal = { of: this.#of, channel };
    await this.#grower.plant(slot, { goal, seed, ...(state && { state }) });
    this.#plants.set(dream, { dream, slot, nextLook: this.#grower.stepOf(slot) + 1 });
    return state ? NaN : this.observe(dream);
  }

  /** What the objective of a dream is as it stands, not transformed. */
  async observe(dream: T): Promise<number> {
    const [value = NaN] = await this.#grower.observe([this.#plantOf(dream).slot]);
    return value;
  }

  save(dream: T): Promise<GrowthState> {
    return this.#grower.save(this.#plantOf(dream).slot);
  }

  stepOf(dream: T): number {
    return this.#grower.stepOf(this.#plantOf(dream).slot);
  }

  clear(dream: T): void {
    const plant = this.#plants.get(dream);
    if (!plant) return;
    this.#plants.delete(dream);
    this.#grower.clear(plant.slot);
  }

  /** As many steps as fit into a turn; whose picture is furthest behind grows first. */
  async advance(): Promise<void> {
    const began = this.#now();
    let left = this.#pace.steps;
    let done = 0;
    while (left > 0) {
      const slots = this.#behind(left);
      if (slots.length === 0) break;
      await this.#grower.advance(slots);
      done += slots.length;
      left -= slots.length;
    }
    await this.#ground.finished();
    this.#pace.learn(done, this.#now() - began);
  }

  /** Those dreams whose turn it is to be looked at, as they stand. */
  async look(): Promise<readonly (GrowthLook & { readonly dream: T; readonly isDone: boolean })[]> {
    const all = [...this.#plants.values()];
    const isSoon = this.#now() - this.#lookedAt < LOOK_MS;
    const due = all.filter(({ slot, nextLook }) => {
      return this.#grower.isDone(slot) || (!isSoon && this.#grower.stepOf(slot) >= nextLook);
    });
    if (due.length === 0) return [];
    const looks = await this.#grower.look(due.map(({ slot }) => slot));
    this.#lookedAt = this.#now();
    return looks.flatMap((look, place) => {
      const plant = due[place];
      if (!plant) return [];
      plant.nextLook = look.step + Math.max(1, Math.min(LOOK_STEPS, look.step));
      return [{ ...look, dream: plant.dream, isDone: this.#grower.isDone(plant.slot) }];
    });
  }

  dispose(): void {
    this.#plants.clear();
    this.#grower.dispose();
  }

  /** The slots that grow next, at most so many. */
  #behind(most: number): readonly number[] {
    const growing = [...this.#plants.values()].filter(({ slot }) => !this.#grower.isDone(slot));
    const steps = (plant: Plant<T>): number => this.#grower.stepOf(plant.slot);
    return growing
      .sort((a, b) => steps(a) - steps(b))
      .slice(0, most)
      .map(({ slot }) => slot);
  }

  #plantOf(dream: T): Plant<T> {
    const plant = this.#plants.get(dream);
    if (plant) return plant;
    throw new RangeError('It does not grow here.');
  }
}
