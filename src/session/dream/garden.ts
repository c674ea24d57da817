/**
 * Grows the dreams that somebody looks at, in the order in which they matter: those of one layer and recipe side by side, a turn
 * at a time. What nobody looks at any more is kept half grown. Knows no page.
 */
import { OutOfMemoryError } from '../../base/index.ts';
import { usualGoal } from '../../math/dream/index.ts';
import { Bed } from './bed.ts';
import type { DreamPlace, DreamStatus } from './dream-types.ts';
import { GALLERY_RECIPE, GALLERY_SEED } from './gallery.ts';
import { problemOf } from './dream-problem.ts';
import type { PaintDream } from './dream-paint.ts';
import type { DreamShelf, ShelvedDream } from './dream-shelf.ts';
import type { DreamStore } from './dream-store.ts';
import type { Ground } from './grower-types.ts';
import type { Worker } from './turns.ts';

/** What a garden is made of. */
export interface GardenParts {
  readonly shelf: DreamShelf;
  readonly store: DreamStore;
  readonly ground: Ground;
  readonly paint: PaintDream;
  readonly now: () => number;
  /** Whether the network has it. */
  readonly has: (place: DreamPlace) => boolean;
  /** Whether the weights of a layer are there. */
  readonly isThere: (layer: string) => boolean;
  /** Whether dreams are those that the gallery may have: by the usual numbers. */
  readonly isUsual: () => boolean;
  readonly isPaused: () => boolean;
  /** Some dream has changed, or there is work. */
  readonly onChange: () => void;
}

type Dreams = Bed<ShelvedDream>;

/** Pictures side by side, and layers at the same time. */
const SLOTS = 8;
const MOST_BEDS = 3;
/** New ones in a turn: each takes the time of a step or two. */
const PLANTED_AT_ONCE = 2;
/** How often half-grown dreams are kept, milliseconds: the page may be closed at any moment. */
const KEEP_MS = 5000;

/** See the head of the file. */
export class Garden implements Worker {
  readonly #parts: GardenParts;
  /** The newest call stands last. */
  readonly #looks: Map<object, readonly DreamPlace[]>;
  /** The newest used stands last. */
  readonly #beds = new Map<string, Dreams>();
  /** Those that gallery and machine have answered for. */
  readonly #sought = new WeakSet<ShelvedDream>();
  #keptAt: number;
  #isOver = false;
  #isWorking = false;

  /** `looks` outlives a garden: what is looked at stays so when another network is shown. */
  constructor(parts: GardenParts, looks: Map<object, readonly DreamPlace[]>) {
    this.#parts = parts;
    this.#looks = looks;
    this.#keptAt = parts.now();
  }

  /** Seeks what is new among what is looked at. */
  look(): void {
    const wanted = this.#wanted();
    this.#parts.shelf.tidy(new Set(wanted));
    for (const dream of wanted) void this.#seek(dream);
  }

  /** Seeks one that is not to grow. */
  glance(place: DreamPlace): void {
    if (this.#parts.has(place)) void this.#seek(this.#parts.shelf.at(place));
  }

  get isBusy(): boolean {
    if (this.#isOver || this.#parts.isPaused()) return false;
    return this.#beds.size > 0 || this.#unfinished().length > 0;
  }

  async turn(): Promise<void> {
    this.#isWorking = true;
    const unfinished = this.#unfinished();
    const [first] = unfinished;
    try {
      await this.#leave(new Set(unfinished));
      if (first) await this.#grow(first, unfinished);
      if (this.#parts.now() - this.#keptAt > KEEP_MS) await this.keep();
    } catch (error) {
      if (first) this.#fail(first, error);
      else this.#uproot();
    } finally {
      this.#isWorking = false;
      if (this.#isOver) this.#uproot();
    }
  }

  async keep(): Promise<void> {
    this.#keptAt = this.#parts.now();
    for (const bed of this.#beds.values()) {
      for (const dream of bed.dreams) await this.#keepGrowth(bed, dream);
    }
  }

  /** Everything stops, now or when the turn under way has ended; what grows is not kept. */
  end(): void {
    this.#isOver = true;
    if (!this.#isWorking) this.#uproot();
  }

  async #seek(dream: ShelvedDream): Promise<void> {
    if (dream.isSought || dream.status.state !== 'waiting') return;
    dream.isSought = true;
    const { store } = this.#parts;
    const { name } = dream;
    const mayBeShipped = this.#parts.isUsual() && name.seed === GALLERY_SEED;
    const kept = await store.dream(name);
    const shipped = kept || !mayBeShipped ? null : await store.shipped(name);
    if (this.#isOver) return;
    if (kept) {
      const picture = this.#parts.paint(kept.pixels, kept.size);
      const { step, first, last } = kept;
      this.#finish(dream, { picture, step, steps: step, first, last, source: 'kept' });
    } else if (shipped) {
      const { picture, steps, first, last } = shipped;
      this.#finish(dream, { picture, step: steps, steps, first, last, source: 'gallery' });
    }
    this.#sought.add(dream);
    this.#parts.onChange();
  }

  async #grow(first: ShelvedDream, unfinished: readonly ShelvedDream[]): Promise<void> {
    const bed = await this.#bedOf(first);
    const fitting = unfinished.filter((dream) => dream.bed === first.bed);
    const waiting = fitting.filter((dream) => !bed.dreams.includes(dream));
    const room = Math.min(bed.room, PLANTED_AT_ONCE);
    for (const dream of waiting.slice(0, Math.max(0, room))) await this.#plant(bed, dream);
    await bed.advance();
    if (this.#isOver) return;
    for (const { dream, pixels, size, step, steps, curve, isDone } of await bed.look()) {
      const picture = this.#parts.paint(pixels, size, dream.status.picture);
      const { status } = dream;
      const begun = { picture, step, steps, source: 'grown' } as const;
      const last = isDone ? await bed.observe(dream) : (curve.at(-1) ?? null);
      if (!isDone || last === null) {
        dream.status = { ...status, ...begun, last };
        continue;
      }
      bed.clear(dream);
      const began = status.first ?? curve[0] ?? last;
      this.#finish(dream, { ...begun, first: began, last });
      // Kept beside: what comes next does not wait for the disk.
      void this.#parts.store.keep(dream.name, { size, pixels, step, first: began, last });
    }
    this.#parts.onChange();
  }

  async #plant(bed: Dreams, dream: ShelvedDream): Promise<void> {
    const { channel, seed } = dream.name;
    const growth = await this.#parts.store.growth(dream.key);
    const state = growth?.states[0] ?? null;
    const first = await bed.plant(dream, { channel, seed, state });
    dream.status = {
      ...dream.status,
      state: 'growing',
      first: growth?.first[0] ?? first,
      step: bed.stepOf(dream),
      steps: bed.steps,
      source: 'grown',
    };
  }

  #finish(
    dream: ShelvedDream,
    facts: Partial<DreamStatus> & { readonly first: number; readonly last: number },
  ): void {
    const { first, last } = facts;
    const isBarren = last <= 0 || last <= first;
    dream.status = { ...dream.status, ...facts, state: isBarren ? 'barren' : 'done' };
  }

  /** What keeps one from growing keeps all of its layer and recipe. */
  #fail({ bed: key }: ShelvedDream, error: unknown): void {
    this.#beds.get(key)?.dispose();
    this.#beds.delete(key);
    this.#parts.ground.trim();
    // The network has gone while it was worked with: nobody waits for these dreams any more.
    if (this.#isOver) return;
    const problem = problemOf(error);
    for (const dream of this.#wanted()) {
      if (dream.bed !== key || dream.status.state === 'done') continue;
      dream.status = { ...dream.status, state: 'failed', problem };
    }
    this.#parts.onChange();
  }

  /** The bed of a dream, made if there is none; those that were used long ago go. */
  async #bedOf({ bed: key, name, recipe }: ShelvedDream): Promise<Dreams> {
    const known = this.#beds.get(key);
    if (known) {
      this.#beds.delete(key);
      this.#beds.set(key, known);
      return known;
    }
    for (const [other] of [...this.#beds].slice(0, this.#beds.size - MOST_BEDS + 1)) {
      await this.#close(other);
    }
    const { ground, now } = this.#parts;
    const request = { layer: name.layer, recipe, slots: recipe.octaves ? 1 : SLOTS };
    const grower = await ground.open(request).catch(async (error: unknown) => {
      if (!(error instanceof OutOfMemoryError)) throw error;
      // One alone, with nothing beside it, takes the least there is.
      for (const other of [...this.#beds.keys()]) await this.#close(other);
      return ground.open({ ...request, slots: 1 });
    });
    const bed: Dreams = new Bed(grower, ground, now, usualGoal(recipe.id));
    this.#beds.set(key, bed);
    return bed;
  }

  /** What is not wanted any more makes room; beds without anything to do go. */
  async #leave(unfinished: ReadonlySet<ShelvedDream>): Promise<void> {
    const needed = new Set([...unfinished].map(({ bed }) => bed));
    for (const [key, bed] of [...this.#beds]) {
      if (!needed.has(key)) {
        await this.#close(key);
        continue;
      }
      for (const dream of bed.dreams) if (!unfinished.has(dream)) await this.#abandon(bed, dream);
    }
  }

  async #close(key: string): Promise<void> {
    const bed = this.#beds.get(key);
    for (const dream of bed?.dreams ?? []) if (bed) await this.#abandon(bed, dream);
    this.#beds.delete(key);
    bed?.dispose();
    this.#parts.ground.trim();
  }

  async #abandon(bed: Dreams, dream: ShelvedDream): Promise<void> {
    await this.#keepGrowth(bed, dream);
    bed.clear(dream);
    if (dream.status.state === 'growing') dream.status = { ...dream.status, state: 'waiting' };
  }

  async #keepGrowth(bed: Dreams, dream: ShelvedDream): Promise<void> {
    if (bed.stepOf(dream) === 0) return;
    const state = await bed.save(dream);
    const first = [dream.status.first ?? 0];
    void this.#parts.store.keepGrowth(dream.key, { states: [state], first });
  }

  #uproot(): void {
    for (const bed of this.#beds.values()) bed.dispose();
    this.#beds.clear();
    this.#parts.ground.trim();
  }

  /** What is looked at, what matters most first; each once. */
  #wanted(): readonly ShelvedDream[] {
    const { shelf, has } = this.#parts;
    const places = [...this.#looks.values()].reverse().flat().filter(has);
    return [...new Set(places.map((place) => shelf.at(place)))];
  }

  #unfinished(): readonly ShelvedDream[] {
    return this.#wanted().filter((dream) => {
      const { state, layer } = dream.status;
      const isOpen = state === 'waiting' || state === 'growing';
      return isOpen && this.#sought.has(dream) && this.#parts.isThere(layer);
    });
  }
}

/** Whether dreams by a choice are those that the gallery has. */
export function isOfGallery(recipe: string, details: object | null): boolean {
  return recipe === GALLERY_RECIPE && details === null;
}
