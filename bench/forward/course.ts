/**
 * One side of the bench: it holds the contenders of one team and does with them what the command asks, one thing after
 * the other. The command is elsewhere: everything here is given and returned as plain data.
 */
import { multiplyAddsOf } from '../../src/network/index.ts';
import type { Contender, Facts, LayerTime, LayerWork, Member, Team } from './contender.ts';
import { comparedLayers } from './task.ts';
import type { Task } from './task.ts';

/** Keeps the outputs that all others are compared with. */
export interface Reference {
  put(layer: string, values: Float32Array): Promise<void>;
  get(layer: string): Promise<Float32Array>;
}

/** What a course needs of its surroundings. */
export interface Surroundings<Name> {
  makeTask(name: Name): Promise<Task>;
  openTeam(id: string, task: Task): Promise<Team>;
  readonly reference: Reference;
}

/** What is known of a layer before it runs. */
export interface LayerFacts {
  readonly layer: string;
  readonly shape: readonly number[];
  readonly multiplyAdds: number;
}

/** A contender that has run once. */
export interface Prepared {
  readonly facts: Facts;
  readonly ways: Readonly<Record<string, string>>;
  readonly work: Readonly<Record<string, LayerWork>>;
  /** Milliseconds of preparation, and of the first run. */
  readonly prepareMs: number;
  readonly firstMs: number;
  /** Times of single layers in the first run, if they were asked for and can be had. */
  readonly firstLayers: readonly LayerTime[] | null;
}

/** What `once` brings. */
export interface OneRun {
  readonly ms: number;
  readonly layers: readonly LayerTime[] | null;
}

/** The largest difference from the reference, relative to the largest value of its layer. */
export interface Difference {
  readonly error: number;
  readonly layer: string;
}

/** See the head of the file. */
export class Course<Name> {
  readonly #around: Surroundings<Name>;
  readonly #contenders = new Map<string, Contender>();
  #task: Task | null = null;
  #team: Team | null = null;

  constructor(around: Surroundings<Name>) {
    this.#around = around;
  }

  /** Opens a team for a task; returns its contenders. */
  async open(team: string, name: Name): Promise<readonly Member[]> {
    await this.close();
    this.#task = await this.#around.makeTask(name);
    this.#team = await this.#around.openTeam(team, this.#task);
    return this.#team.members;
  }

  /** The layers of the task, without the input. */
  describe(): readonly LayerFacts[] {
    return this.#opened()
      .plan.filter(({ layer }) => layer.kind !== 'input')
      .map((planned) => ({
        layer: planned.layer.name,
        shape: planned.shape,
        multiplyAdds: multiplyAddsOf(planned),
      }));
  }

  /** Prepares a contender and runs it once, by layers or as a whole. */
  async prepare(id: string, byLayers: boolean): Promise<Prepared> {
    const began = performance.now();
    const { facts, ways, work } = await this.#make(id);
    const ready = performance.now();
    const firstLayers = byLayers ? await this.layers(id) : null;
    if (!byLayers) await this.run(id);
    const firstMs = performance.now() - ready;
    return { facts, ways, work, prepareMs: ready - began, firstMs, firstLayers };
  }

  /** Milliseconds of one run. */
  async run(id: string): Promise<number> {
    const contender = this.#contender(id);
    const began = performance.now();
    await contender.run();
    return performance.now() - began;
  }

  /** Times of single layers in one more run; null where they cannot be had. */
  layers(id: string): Promise<readonly LayerTime[] | null> {
    return this.#contender(id).layers();
  }

  /**
   * One run of a contender that is not held, and the times of its layers. On a slow device both are the same run, which
   * its clock disturbs little, and nothing runs before.
   */
  async once(id: string, isSlow: boolean): Promise<OneRun> {
    await this.#make(id);
    try {
      let ms = NaN;
      if (!isSlow) {
        await this.run(id);
        ms = await this.run(id);
      }
      const began = performance.now();
      const layers = await this.layers(id);
      return { ms: isSlow ? performance.now() - began : ms, layers };
    } finally {
      await this.drop(id);
    }
  }

  /** Makes what a contender wrote last the reference. */
  async keep(id: string): Promise<void> {
    const contender = this.#contender(id);
    for (const layer of comparedLayers(this.#opened())) {
      await this.#around.reference.put(layer, await contender.output(layer));
    }
  }

  /** Compares what a contender wrote last with the reference, over all layers. */
  async compare(id: string): Promise<Difference> {
    const contender = this.#contender(id);
    let worst: Difference = { error: 0, layer: '' };
    for (const layer of comparedLayers(this.#opened())) {
      const expected = await this.#around.reference.get(layer);
      const error = relativeError(await contender.output(layer), expected);
      if (!(error <= worst.error)) worst = { error, layer };
    }
    return worst;
  }

  /** Gives up one contender. */
  async drop(id: string): Promise<void> {
    const contender = this.#contenders.get(id);
    this.#contenders.delete(id);
    await contender?.dispose();
  }

  /** Gives up everything. */
  async close(): Promise<void> {
    for (const id of this.#contenders.keys()) await this.drop(id);
    await this.#team?.dispose();
    this.#team = null;
    this.#task = null;
  }

  async #make(id: string): Promise<Contender> {
    const contender = await this.#team?.prepare(id);
    if (!contender) throw new Error('No task is open.');
    this.#contenders.set(id, contender);
    return contender;
  }

  #opened(): Task {
    if (this.#task) return this.#task;
    throw new Error('No task is open.');
  }

  #contender(id: string): Contender {
    const contender = this.#contenders.get(id);
    if (contender) return contender;
    throw new Error(`${id} is not prepared.`);
  }
}

/** Infinity where a value is no number or the lengths differ. */
function relativeError(values: Float32Array, expected: Float32Array): number {
  if (values.length !== expected.length) return Infinity;
  let largest = 0;
  let difference = 0;
  for (const [index, value] of expected.entries()) {
    largest = Math.max(largest, Math.abs(value));
    const apart = Math.abs((values[index] ?? NaN) - value);
    if (!(apart <= difference)) difference = apart;
  }
  if (Number.isNaN(difference)) return Infinity;
  return largest > 0 ? difference / largest : difference;
}
