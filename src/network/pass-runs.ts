/**
 * The convolutions of a pass that run by algorithms of choice: put in, replaced and tried. A part of its own, fetched
 * when a plan is wanted. Knows no picture.
 */
import type { Disposable, Owned } from '../base/index.ts';
import type { ConvolutionShape, Dispatch } from '../gpu/index.ts';
import { ConvolutionRuns } from './convolution-runs.ts';
import type { BoundConvolution, ConvolutionRun } from './convolution-runs.ts';
import type { ConvolutionLayer } from './layer.ts';
import type { PassContext, Trial } from './pass-context.ts';
import type { Step } from './pass-step.ts';
import type { PlannedLayer } from './plan.ts';

/** What a pass shows of itself here. */
export interface PassParts {
  readonly context: PassContext;
  readonly plan: readonly PlannedLayer[];
  readonly steps: ReadonlyMap<string, Step>;
  readonly shapeOf: (layer: ConvolutionLayer) => ConvolutionShape;
  /** Name of the 2 x 2 max pooling of stride 2 that reads a layer. */
  readonly poolAfter: (name: string) => string | null;
}

/** See the head of the file. Disposed of with its pass, after which nothing is put in any more. */
export class PassRuns implements Disposable {
  readonly #parts: PassParts;
  readonly #runs: ConvolutionRuns;
  #isDisposed = false;

  constructor(parts: PassParts) {
    this.#parts = parts;
    this.#runs = new ConvolutionRuns(parts.context.gpu, parts.context.forms);
  }

  /** See `ForwardPass.trial`. */
  async trial(name: string, id: string): Promise<Owned<Trial>> {
    const run = await this.#runs.trial(id, this.#bound(name));
    const pool = this.#parts.poolAfter(name);
    const after = pool && !run.fusesPool ? (this.#step(pool).dispatches ?? []) : [];
    const launches: readonly Dispatch[] = [...run.dispatches, ...after];
    return {
      id,
      encode: (commands) => {
        for (const dispatch of launches) commands.dispatch(dispatch);
      },
      dispose: () => run.dispose(),
    };
  }

  /** See `ForwardPass.use`. */
  async use(name: string, id: string): Promise<void> {
    await this.makeRoom([name], new Map([[name, id]]));
    await this.run(name, id);
  }

  /** Puts a convolution in; the workspace has room, see `makeRoom`. */
  async run(name: string, id: string): Promise<void> {
    this.#put(name, await this.#runs.run(id, this.#bound(name)));
  }

  /** Lets the workspace hold what some convolutions need; those that ran in the one before are made anew. */
  async makeRoom(names: readonly string[], chosen: ReadonlyMap<string, string>): Promise<void> {
    let [first, second] = [0, 0];
    for (const name of names) {
      const id = chosen.get(name);
      if (id === undefined) continue;
      const [a, b] = await this.#runs.workspaceFor(id, this.#bound(name));
      [first, second] = [Math.max(first, a), Math.max(second, b)];
    }
    if (this.#runs.holds([first, second])) return;
    const before = await this.#runs.grow([first, second]);
    for (const [name, { run }] of this.#parts.steps) {
      if (run?.workspaceBytes.some((bytes) => bytes > 0)) await this.run(name, run.id);
    }
    before?.dispose();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const step of this.#parts.steps.values()) {
      step.run?.dispose();
      step.run = null;
    }
    this.#runs.dispose();
  }

  /** Takes over a run, and drops the one before. */
  #put(name: string, run: Owned<ConvolutionRun>): void {
    if (this.#isDisposed) {
      run.dispose();
      return;
    }
    const step = this.#step(name);
    step.run?.dispose();
    step.run = run;
    const pool = this.#parts.poolAfter(name);
    if (pool) this.#step(pool).isFused = run.fusesPool;
  }

  /** Throws RangeError for a layer that is no convolution, or whose weights are not there. */
  #bound(name: string): BoundConvolution {
    const { plan, context, shapeOf, poolAfter } = this.#parts;
    const layer = plan.find((planned) => planned.layer.name === name)?.layer;
    const learned = context.learned.get(name);
    if (layer?.kind !== 'convolution' || !learned) {
      throw new RangeError(`${name} is no convolution whose weights are there.`);
    }
    const pool = poolAfter(name);
    const pooled = pool === null ? null : this.#step(pool);
    const [from] = layer.inputs;
    return {
      layer,
      shape: shapeOf(layer),
      input: this.#step(from).output,
      output: this.#step(name).output,
      learned,
      pool: pooled?.winners ? { output: pooled.output, winners: pooled.winners } : null,
    };
  }

  #step(name: string): Step {
    const step = this.#parts.steps.get(name);
    if (step) return step;
    throw new RangeError(`There is no layer ${name}.`);
  }
}
