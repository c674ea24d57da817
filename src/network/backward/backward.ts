/**
 * From an objective back to a network's input: everything resident, every launch prepared. Running it makes nothing new.
 * Knows no picture.
 */
import type { Disposable, DisposableStore } from '../../base/index.ts';
import { readTensor, writeTensor } from '../../gpu/index.ts';
import type {
  BlockedTensor,
  Commands,
  Dispatch,
  Gpu,
  GpuBuffer,
  TermObjective,
} from '../../gpu/index.ts';
import type { Tensor3 } from '../../math/index.ts';
import type { ForwardPass } from '../forward-pass.ts';
import { isTensor, termsOf } from './seed.ts';
import type { Seed } from './seed.ts';

/** What goes into a submit besides the way back. */
export interface EncodeOptions {
  /** Runs the pass first, as far as it is needed, from the input that it holds; else its values are taken as they are. */
  readonly withForward?: boolean;
}

/** What came of one run. */
export interface GradientResult {
  /** Of the objective. */
  readonly value: number;
  /** With respect to the network's input, CHW. */
  readonly gradient: Tensor3;
}

/** What `openBackward` has prepared. */
export interface BackwardParts {
  readonly pass: ForwardPass;
  /** Last layer of the pass that has to have run. */
  readonly until: string;
  readonly sums: BlockedTensor;
  readonly seed: BlockedTensor;
  readonly gradient: BlockedTensor;
  readonly value: GpuBuffer;
  readonly terms: TermObjective;
  /** In order: the value of a seed that is no sum of terms. */
  readonly evaluate: readonly Dispatch[];
  /** In order: the layer without its activation, where it has one. */
  readonly forward: readonly Dispatch[];
  /** In order: back to the input. */
  readonly back: readonly Dispatch[];
}

/** Made by `openBackward`. Dispose of it before its pass. */
export class Backward implements Disposable {
  /** The layer's values before its activation. */
  readonly sums: BlockedTensor;
  /** What the objective rises by when one of them does; `setSeed` chooses what is written here. */
  readonly seed: BlockedTensor;
  /** With respect to the network's input. */
  readonly gradient: BlockedTensor;
  /** One f32: the objective, sum(seed * sums). */
  readonly value: GpuBuffer;
  readonly #gpu: Gpu;
  readonly #parts: BackwardParts;
  readonly #owned: DisposableStore;
  #isOfTerms = true;
  /** A seed of terms that is not written yet. */
  #isDue = true;

  /** Takes over `owned`, in which is all that `parts` have and the pass has not. */
  constructor(gpu: Gpu, parts: BackwardParts, owned: DisposableStore) {
    this.#gpu = gpu;
    this.#parts = parts;
    this.#owned = owned;
    ({ sums: this.sums, seed: this.seed, gradient: this.gradient, value: this.value } = parts);
  }

  /**
   * Chooses the objective for what is submitted from now on; null: `seed` is written by someone else. Throws ShapeError for
   * what the layer does not have.
   */
  setSeed(seed: Seed | null): void {
    if (seed && isTensor(seed)) writeTensor(this.#gpu, this.seed, seed);
    else if (seed) this.#parts.terms.setTerms(termsOf(seed, this.seed.shape));
    this.#isOfTerms = seed !== null && !isTensor(seed);
    this.#isDue = this.#isOfTerms;
  }

  /** Puts value and gradient of the objective into a submit, which follows. */
  encode(commands: Commands, { withForward = false }: EncodeOptions = {}): void {
    const { pass, until, forward, terms, evaluate, back } = this.#parts;
    if (withForward) pass.encode(commands, { until });
    const launches = [
      ...forward,
      ...(this.#isDue ? terms.write : []),
      ...(this.#isOfTerms ? terms.evaluate : evaluate),
      ...back,
    ];
    for (const launch of launches) commands.dispatch(launch);
    this.#isDue = false;
  }

  /** Sets a seed, runs and reads. Throws ShapeError, see `setSeed`. */
  async run(seed: Seed, options: EncodeOptions = {}): Promise<GradientResult> {
    this.setSeed(seed);
    this.#gpu.submit('Backward.run', (commands) => {
      this.encode(commands, options);
    });
    // Both copies are submitted before anybody else has a turn.
    const [bytes, gradient] = await Promise.all([
      this.#gpu.read(this.value),
      readTensor(this.#gpu, this.gradient),
    ]);
    const [value = NaN] = new Float32Array(bytes);
    return { value, gradient };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
