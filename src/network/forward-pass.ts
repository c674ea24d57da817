/**
 * A network at one input size: every layer's output resident on the GPU, every launch prepared. Running it makes
 * nothing new. Knows no picture.
 */
import { DisposableStore } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { createTensor, readTensor } from '../gpu/index.ts';
import type { BlockedTensor, Commands, Dispatch, Gpu, GpuBuffer } from '../gpu/index.ts';
import type { Tensor3 } from '../math/index.ts';
import { prepareLayer } from './execution.ts';
import type { LayerTensors, LearnedBuffers } from './execution.ts';
import { isLearned } from './layer.ts';
import type { PlannedLayer } from './plan.ts';

/** Name under which the values before the softmax are read. */
export const LOGITS = 'logits';

/** One layer; null: not ready to run yet. */
interface Step extends LayerTensors {
  dispatches: readonly Dispatch[] | null;
}

/** How much of a network to run. */
export interface ForwardOptions {
  /** The first layer to run, whose input has been computed before; the first of all if left out. */
  readonly from?: string;
  /** The last layer to run; all that are ready if left out. */
  readonly until?: string;
}

/** Made by `Network.pass`. Dispose of it before its network. */
export class ForwardPass implements Disposable {
  /** The layers at this size, from input to output. */
  readonly plan: readonly PlannedLayer[];
  /** What the network reads, in network space: write here. */
  readonly input: BlockedTensor;
  readonly #gpu: Gpu;
  readonly #learned: ReadonlyMap<string, LearnedBuffers>;
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #owned: DisposableStore;

  private constructor(
    gpu: Gpu,
    plan: readonly PlannedLayer[],
    learned: ReadonlyMap<string, LearnedBuffers>,
    steps: ReadonlyMap<string, Step>,
    owned: DisposableStore,
  ) {
    this.#gpu = gpu;
    this.#learned = learned;
    this.plan = plan;
    this.#steps = steps;
    this.#owned = owned;
    this.input = this.output(plan[0]?.layer.name ?? '');
  }

  /**
   * Allocates everything and prepares the layers whose values are in `learned`, which may grow; pipelines compile in
   * parallel. Throws OutOfMemoryError, ShaderError.
   */
  static async create(
    gpu: Gpu,
    plan: readonly PlannedLayer[],
    learned: ReadonlyMap<string, LearnedBuffers>,
  ): Promise<Owned<ForwardPass>> {
    const owned = new DisposableStore();
    try {
      const steps = await gpu.guard(() => allocate(gpu, plan, owned));
      const pass = new ForwardPass(gpu, plan, learned, steps, owned);
      await pass.prepare();
      return pass;
    } catch (error) {
      owned.dispose();
      throw error;
    }
  }

  /** Names of the layers that can run: all from the input to the first whose values are not there yet. */
  get ready(): readonly string[] {
    const names = [...this.#steps.keys()];
    const end = names.findIndex((name) => this.#steps.get(name)?.dispatches === null);
    return end < 0 ? names : names.slice(0, end);
  }

  /** Prepares the layers whose values have come since. Throws ShaderError. */
  async prepare(): Promise<void> {
    const waiting = this.plan.filter(
      ({ layer }) =>
        this.#steps.get(layer.name)?.dispatches === null &&
        (!isLearned(layer) || this.#learned.has(layer.name)),
    );
    await Promise.all(
      waiting.map(async ({ layer }) => {
        const own = this.#step(layer.name);
        const [from = layer.name] = layer.inputs;
        const launches = prepareLayer(this.#gpu, layer, {
          ...own,
          input: this.#step(from).output,
          learned: this.#learned.get(layer.name) ?? null,
        });
        // Added as they come, so that a failure of one leaves none behind.
        own.dispatches = await Promise.all(launches.map(async (it) => this.#owned.add(await it)));
      }),
    );
  }

  /** Puts the layers that are ready, in order, into one submit. Throws RangeError for a name there is none of. */
  encode(commands: Commands, { from, until }: ForwardOptions = {}): void {
    const first = from === undefined ? undefined : this.#step(from);
    const last = until === undefined ? undefined : this.#step(until);
    let runs = first === undefined;
    for (const step of this.#steps.values()) {
      if (step.dispatches === null) break;
      runs ||= step === first;
      if (runs) for (const dispatch of step.dispatches) commands.dispatch(dispatch);
      if (step === last) break;
    }
  }

  /** What a layer wrote last: after its activation. `logits`: before the softmax. Throws RangeError. */
  output(name: string): BlockedTensor {
    const step = this.#step(name);
    return name === LOGITS ? (step.logits ?? step.output) : step.output;
  }

  /** Of a max pooling: y * W + x of each maximum in its input, u32, laid out as its output. Throws RangeError. */
  winners(name: string): GpuBuffer {
    const { winners } = this.#step(name);
    if (winners) return winners;
    throw new RangeError(`${name} is not a max pooling.`);
  }

  /** The values of a layer, CHW. `logits`: before the softmax. Throws RangeError. */
  readActivations(name: string): Promise<Tensor3> {
    return readTensor(this.#gpu, this.output(name));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #step(name: string): Step {
    const step = this.#steps.get(name) ?? (name === LOGITS ? this.#softmaxStep() : undefined);
    if (step) return step;
    throw new RangeError(`There is no layer ${name}.`);
  }

  #softmaxStep(): Step | undefined {
    return [...this.#steps.values()].findLast(({ logits }) => logits !== null);
  }
}

function allocate(
  gpu: Gpu,
  plan: readonly PlannedLayer[],
  owned: DisposableStore,
): ReadonlyMap<string, Step> {
  return new Map(
    plan.map(({ layer, shape }) => {
      const label = `ForwardPass.${layer.name}`;
      const output = owned.add(createTensor(gpu, label, shape));
      const hasLogits = layer.kind === 'dense' && layer.activation === 'softmax';
      const logits = hasLogits ? owned.add(createTensor(gpu, `${label}.logits`, shape)) : null;
      const winners =
        layer.kind === 'max-pool'
          ? owned.add(gpu.buffer(`${label}.winners`, output.buffer.bytes))
          : null;
      return [layer.name, { output, logits, winners, dispatches: null }];
    }),
  );
}
