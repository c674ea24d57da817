/**
 * A network at one input size: every layer's output resident on the GPU, every launch prepared. Running it makes
 * nothing new. Knows no picture.
 */
import { DisposableStore } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { createTensor, readTensor, winnerBytes } from '../gpu/index.ts';
import type { BlockedTensor, Commands, ConvolutionShape, Gpu, GpuBuffer } from '../gpu/index.ts';
import type { Tensor3 } from '../math/index.ts';
import { prepareLayer } from './execution.ts';
import { isLearned } from './layer.ts';
import type { ConvolutionLayer } from './layer.ts';
import { multiplyAddsOf } from './layer-cost.ts';
import type { PassContext, PassConvolution, Trial } from './pass-context.ts';
import type { Step } from './pass-step.ts';
import type { PassRuns } from './pass-runs.ts';
import type { PlannedLayer } from './plan.ts';

/** Name under which the values before the softmax are read. */
export const LOGITS = 'logits';

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
  readonly #context: PassContext;
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #owned: DisposableStore;
  #runs: Promise<PassRuns> | null = null;

  private constructor(
    context: PassContext,
    plan: readonly PlannedLayer[],
    steps: ReadonlyMap<string, Step>,
    owned: DisposableStore,
  ) {
    this.#context = context;
    this.plan = plan;
    this.#steps = steps;
    this.#owned = owned;
    this.input = this.output(plan[0]?.layer.name ?? '');
  }

  /**
   * Allocates everything and prepares the layers whose values are in `learned`, which may grow; pipelines compile in
   * parallel, those of the largest layers first. Throws OutOfMemoryError, ShaderError.
   */
  static async create(
    context: PassContext,
    plan: readonly PlannedLayer[],
  ): Promise<Owned<ForwardPass>> {
    const owned = new DisposableStore();
    try {
      const steps = await context.gpu.guard(() => allocate(context.gpu, plan, owned));
      const pass = new ForwardPass(context, plan, steps, owned);
      try {
        await pass.prepare();
      } catch (error) {
        pass.dispose();
        throw error;
      }
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

  /** The convolutions, from input to output. */
  get convolutions(): readonly PassConvolution[] {
    return this.plan.flatMap(({ layer }) => {
      if (layer.kind !== 'convolution') return [];
      const { name } = layer;
      return [{ name, shape: this.#shapeOf(layer), poolFollows: this.#poolAfter(name) !== null }];
    });
  }

  /** Id of the algorithm of each convolution that has one of choice. */
  get algorithms(): ReadonlyMap<string, string> {
    return new Map(
      [...this.#steps].flatMap(([name, { run }]) => (run ? [[name, run.id] as const] : [])),
    );
  }

  /** Poolings that the convolution before does on the way: they have no launch of their own. */
  get fusedPools(): ReadonlySet<string> {
    return new Set([...this.#steps].filter(([, { isFused }]) => isFused).map(([name]) => name));
  }

  /** Prepares the layers whose values have come since. Throws ShaderError, OutOfMemoryError. */
  async prepare(): Promise<void> {
    const { learned, planner } = this.#context;
    const waiting = this.plan.filter(
      ({ layer }) =>
        this.#steps.get(layer.name)?.dispatches === null &&
        (!isLearned(layer) || learned.has(layer.name)),
    );
    // What is asked for first is compiled first.
    waiting.sort((a, b) => multiplyAddsOf(b) - multiplyAddsOf(a));
    const chosen = planner?.plan(this.convolutions) ?? new Map<string, string>();
    const runs = planner ? await this.#loadRuns() : null;
    await runs?.makeRoom(
      waiting.map(({ layer }) => layer.name),
      chosen,
    );
    const outcomes = await Promise.allSettled(
      waiting.map(async ({ layer }) => {
        const own = this.#step(layer.name);
        const id = chosen.get(layer.name);
        if (runs && id !== undefined) {
          await runs.run(layer.name, id);
          own.dispatches = [];
          return;
        }
        const [from = layer.name] = layer.inputs;
        const launches = prepareLayer(this.#context.gpu, layer, {
          ...own,
          input: this.#step(from).output,
          learned: learned.get(layer.name) ?? null,
        });
        // Added as they come, so that a failure of one leaves none behind.
        own.dispatches = await Promise.all(launches.map(async (it) => this.#owned.add(await it)));
      }),
    );
    // Who is told of a failure may free the weights: by then nothing may be made of them any more.
    const failure = outcomes.find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') throw failure.reason;
  }

  /**
   * A convolution by another algorithm, to be timed: it writes what the layer writes. Its weights are made and freed
   * with it. Throws RangeError for an id there is none of, ShapeError, OutOfMemoryError.
   */
  async trial(name: string, id: string): Promise<Owned<Trial>> {
    return (await this.#loadRuns()).trial(name, id);
  }

  /** Runs a convolution by an algorithm from now on. Throws as `trial`. */
  async use(name: string, id: string): Promise<void> {
    await (await this.#loadRuns()).use(name, id);
  }

  /**
   * Puts the layers that are ready, in order, into one submit. A pooling that the convolution before does on the way
   * comes with that. Throws RangeError for a name there is none of.
   */
  encode(commands: Commands, { from, until }: ForwardOptions = {}): void {
    const first = from === undefined ? undefined : this.#step(from);
    const last = until === undefined ? undefined : this.#step(until);
    let runs = first === undefined;
    for (const step of this.#steps.values()) {
      if (step.dispatches === null) break;
      runs ||= step === first;
      if (runs && !step.isFused) {
        for (const dispatch of step.run?.dispatches ?? step.dispatches) commands.dispatch(dispatch);
      }
      if (step === last) break;
    }
  }

  /** What a layer wrote last: after its activation. `logits`: before the softmax. Throws RangeError. */
  output(name: string): BlockedTensor {
    const step = this.#step(name);
    return name === LOGITS ? (step.logits ?? step.output) : step.output;
  }

  /** Of a max pooling: where in its window each maximum stands, see `winnerPlace`. Throws RangeError. */
  winners(name: string): GpuBuffer {
    const { winners } = this.#step(name);
    if (winners) return winners;
    throw new RangeError(`${name} is not a max pooling.`);
  }

  /** The values of a layer, CHW. `logits`: before the softmax. Throws RangeError. */
  readActivations(name: string): Promise<Tensor3> {
    return readTensor(this.#context.gpu, this.output(name));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #loadRuns(): Promise<PassRuns> {
    this.#runs ??= import('./pass-runs.ts').then(({ PassRuns: Kind }) =>
      this.#owned.add(
        new Kind({
          context: this.#context,
          plan: this.plan,
          steps: this.#steps,
          shapeOf: (layer) => this.#shapeOf(layer),
          poolAfter: (name) => this.#poolAfter(name),
        }),
      ),
    );
    return this.#runs;
  }

  #shapeOf(layer: ConvolutionLayer): ConvolutionShape {
    const { kernel, stride, padding, dilation, channels } = layer;
    const [from] = layer.inputs;
    const { shape: input } = this.#step(from).output;
    return { kernel, stride, padding, dilation, input, outputs: channels };
  }

  /** Name of the 2 x 2 max pooling of stride 2 that reads a layer. */
  #poolAfter(name: string): string | null {
    const isPool = ({ layer }: PlannedLayer): boolean =>
      layer.kind === 'max-pool' &&
      layer.inputs[0] === name &&
      layer.window === 2 &&
      layer.stride === 2;
    return this.plan.find(isPool)?.layer.name ?? null;
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
          ? owned.add(gpu.buffer(`${label}.winners`, winnerBytes(output.buffer.bytes)))
          : null;
      const empty = { dispatches: null, run: null, isFused: false };
      return [layer.name, { output, logits, winners, ...empty }];
    }),
  );
}
