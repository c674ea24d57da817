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
  /** Encodes what writes `seed` and `value` when `sums` are there, in place of what `setSeed` chose. */
  readonly objective?: (commands: Commands) => void;
  /** Goes back by redirected ReLUs, if `openBackward` was asked to prepare them. */
  readonly redirects?: boolean;
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
  /** The same by redirected ReLUs, if they were asked for. */
  readonly redirected: readonly Dispatch[];
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
  encode(
    commands: Commands,
    { withForward = false, redirects = false, objective }: EncodeOptions = {},
  ): void {
    if (withForward) this.encodeSums(commands);
    else dispatchAll(commands, this.#parts.forward);
    if (objective) {
      objective(commands);
      this.#isDue = this.#isOfTerms;
    } else {
      this.#encodeObjective(commands);
    }
    const { back, redirected } = this.#parts;
    dispatchAll(commands, redirects ? redirected : back);
  }

  /** Puts only what the layer makes of the input before its activation into a submit. */
  encodeSums(commands: Commands): void {
    const { pass, until, forward } = this.#parts;
    pass.encode(commands, { until });
    dispatchAll(commands, forward);
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

  #encodeObjective(commands: Commands): void {
    const { terms, evaluate } = this.#parts;
    if (this.#isDue) dispatchAll(commands, terms.write);
    dispatchAll(commands, this.#isOfTerms ? terms.evaluate : evaluate);
    this.#isDue = false;
  }
}

function dispatchAll(commands: Commands, launches: readonly Dispatch[]): void {
  for (const launch of launches) commands.dispatch(launch);
}
