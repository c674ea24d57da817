/**
 * One network at one input size with everything resident: the picture, every layer's values, their statistics, and a
 * second small pass at the size the network was trained on, from which class scores are read. Knows no page.
 */
import { ShapeError } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { readTensor } from '../gpu/index.ts';
import type { BlockedTensor, Commands, Gpu, GpuTexture } from '../gpu/index.ts';
import type { Explainer } from '../insight/index.ts';
import { formatShape } from '../math/index.ts';
import type { Shape3, Tensor3 } from '../math/index.ts';
import { LOGITS, PictureInput, isLearned, weightLayoutOf } from '../network/index.ts';
import type { ConvolutionPlanner, ForwardPass, InputSize } from '../network/index.ts';
import { LayerDisplays } from './layer-displays.ts';
import { summariseLayers } from './layer-summary.ts';
import type { LoadedModel } from './model-library.ts';
import type { LayerWeights } from './painters/painter.ts';
import type { Fit, LayerCost, LayerSummary } from './types.ts';

/** What goes into the network: decoded pixels, or values in network space. */
export type StageSource =
  | { readonly kind: 'bitmap'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'tensor'; readonly tensor: Tensor3 };

/** One pass with the picture that feeds it. */
interface Lane {
  readonly pass: Owned<ForwardPass>;
  readonly input: Owned<PictureInput>;
}

const SCORE_LAYER = 'predictions';

/** See the head of the file. Whoever creates it disposes of it; the network stays the model's. */
export class Stage implements Disposable {
  readonly layers: readonly LayerSummary[];
  readonly size: InputSize;
  /** Statistics of every layer that is there, and what is read of them. */
  readonly displays: Owned<LayerDisplays>;
  readonly #gpu: Gpu;
  readonly #model: LoadedModel;
  readonly #main: Lane;
  readonly #scoring: Lane | null;
  #explainer: Promise<Owned<Explainer>> | null = null;
  #fit: Fit;
  #scoredByMain = true;

  private constructor(
    gpu: Gpu,
    model: LoadedModel,
    layers: readonly LayerSummary[],
    size: InputSize,
    parts: { main: Lane; scoring: Lane | null; displays: Owned<LayerDisplays> },
    fit: Fit,
  ) {
    this.#gpu = gpu;
    this.#model = model;
    this.layers = layers;
    this.size = size;
    this.#main = parts.main;
    this.#scoring = parts.scoring;
    this.displays = parts.displays;
    this.#fit = fit;
  }

  /** Prepares the passes, their convolutions as planned; nothing runs yet. */
  static async create(
    gpu: Gpu,
    model: LoadedModel,
    size: InputSize,
    fit: Fit,
    planner?: ConvolutionPlanner,
  ): Promise<Owned<Stage>> {
    const { scoreSize } = model.input;
    const sameSize = size.height === scoreSize && size.width === scoreSize;
    const layers = summariseLayers(model.network.layersAt(size), size);
    const main = await createLane(gpu, model, size, planner);
    let displays: Owned<LayerDisplays> | null = null;
    try {
      displays = await LayerDisplays.create(gpu, main.pass);
      const canScore = model.network.layers.some(({ name }) => name === SCORE_LAYER);
      const needsOwn = canScore && model.classes && scoreSize !== null && !sameSize;
      const scoring = needsOwn
        ? await createLane(
            gpu,
            model,
            { height: scoreSize, width: scoreSize },
            planner && besides(planner, main.pass),
          )
        : null;
      return new Stage(gpu, model, layers, size, { main, scoring, displays }, fit);
    } catch (error) {
      displays?.dispose();
      disposeLane(main);
      throw error;
    }
  }

  /** RGB 0..255, [3, H, W], as the network receives it. */
  get picture(): BlockedTensor {
    return this.#main.input.picture;
  }

  /** The layers that are shown, as they run. */
  get pass(): ForwardPass {
    return this.#main.pass;
  }

  /** All passes that run for a picture: what is shown, and the scores' own if there is one. */
  get passes(): readonly ForwardPass[] {
    return this.#lanes().map(({ pass }) => pass);
  }

  /** Side of the input that the scores were read at, pixels. */
  get scoreSize(): number {
    return this.#scoredByMain
      ? this.size.width
      : (this.#scoring?.pass.input.shape[2] ?? this.size.width);
  }

  /** Answers how a number was made. Fetched when first asked for: the first picture does without. */
  explainer(): Promise<Explainer> {
    this.#explainer ??= import('../insight/index.ts').then(
      ({ Explainer: Kind }) => new Kind(this.#gpu, this.#model.network, this.#main.pass),
    );
    return this.#explainer;
  }

  /** How pictures are brought to the input's shape from now on. */
  setFit(fit: Fit): void {
    this.#fit = fit;
  }

  /** Whether the network has a layer of that name. */
  has(name: string): boolean {
    return this.layers.some((layer) => layer.name === name);
  }

  /** Whether a layer's values can be computed: its weights, and those of all before it, are there. */
  isReady(name: string): boolean {
    return this.#main.pass.ready.includes(name);
  }

  /** Whether there are class scores for what was computed last. */
  get canScore(): boolean {
    const { pass } = this.#scoredByMain ? this.#main : (this.#scoring ?? this.#main);
    return pass.ready.includes(SCORE_LAYER);
  }

  /** Layers that wait for weights. */
  get arriving(): ReadonlySet<string> {
    const ready = new Set(this.#main.pass.ready);
    return new Set(this.layers.map(({ name }) => name).filter((name) => !ready.has(name)));
  }

  /**
   * Takes up the layers whose weights have come: prepares them and computes their values from what is resident. Whether
   * there were any. Throws ShaderError, OutOfMemoryError.
   */
  async advance(): Promise<boolean> {
    const lanes = this.#lanes();
    const before = lanes.map(({ pass }) => pass.ready.length);
    await Promise.all(lanes.map(({ pass }) => pass.prepare()));
    const from = lanes.map(({ pass }, index) => pass.ready[before[index] ?? 0]);
    if (from.every((name) => name === undefined)) return false;
    this.#submit((commands) => {
      lanes.forEach(({ pass }, index) => {
        const first = from[index];
        if (first !== undefined) pass.encode(commands, { from: first });
      });
    });
    this.displays.setReady(this.#main.pass.ready);
    return true;
  }

  /**
   * Sends `source` through the network; resolves once submitted, to false when `signal` stopped it before.
   * Throws ShapeError when a tensor is not of the input's shape.
   */
  async forward(source: StageSource, signal: AbortSignal): Promise<boolean> {
    if (source.kind === 'tensor') {
      this.#forwardTensor(source.tensor);
      return true;
    }
    const { bitmap } = source;
    const texture = await this.#gpu.guard(() => {
      const made = this.#gpu.texture('Stage.source', bitmap.width, bitmap.height);
      this.#gpu.uploadImage(made, bitmap);
      return made;
    });
    try {
      return await this.#forwardTexture(texture, signal);
    } finally {
      // A still picture leaves nothing behind, whatever its size was.
      texture.dispose();
      this.#gpu.trim();
    }
  }

  /** The learned values of a layer as the views read them; null where it has none. */
  weights(name: string): LayerWeights | null {
    const { plan } = this.#main.pass;
    const planned = plan.find(({ layer }) => layer.name === name);
    const learned = this.#model.network.learned(name);
    if (!planned || !learned || !isLearned(planned.layer)) return null;
    const before = plan.find(({ layer }) => layer.name === planned.layer.inputs[0]);
    const flattened = before?.layer.kind === 'flatten' ? before.layer.inputs[0] : null;
    const source = plan.find(({ layer }) => layer.name === flattened) ?? before;
    return {
      stored: learned.weights,
      layout: weightLayoutOf(planned.layer, source?.shape ?? planned.shape, learned.weights),
      largest: learned.largest,
      swap: this.#model.spec.order === 'BGR' && before?.layer.kind === 'input',
    };
  }

  /** Runs the pass once more on what it has, timed on the device. */
  async costs(): Promise<ReadonlyMap<string, LayerCost>> {
    const times = await this.#gpu.profile('Stage.costs', (commands) => {
      this.#main.pass.encode(commands);
    });
    return new Map(
      this.layers.map(({ name }) => {
        const own = times.filter(({ label }) => {
          const launch = `ForwardPass.${name}`;
          return label === launch || label.startsWith(`${launch}.`);
        });
        const ms = own.length > 0 ? own.reduce((sum, time) => sum + time.ms, 0) : null;
        return [name, { ms, bytes: this.#main.pass.output(name).buffer.bytes }];
      }),
    );
  }

  /** The values of a layer, CHW; also of `logits`. Throws RangeError for a name there is none of. */
  activations(name: string): Promise<Tensor3> {
    return this.#main.pass.readActivations(name);
  }

  /** Probability and logit of every class at `scoreSize`, or null without class scores. */
  async classScores(): Promise<{
    readonly probabilities: Float32Array;
    readonly logits: Float32Array;
  } | null> {
    const { pass } = this.#scoredByMain ? this.#main : (this.#scoring ?? this.#main);
    if (!pass.ready.includes(SCORE_LAYER)) return null;
    const [probabilities, logits] = await Promise.all(
      [SCORE_LAYER, LOGITS].map((name) => readTensor(this.#gpu, pass.output(name))),
    );
    return probabilities && logits
      ? { probabilities: probabilities.data, logits: logits.data }
      : null;
  }

  dispose(): void {
    void this.#explainer?.then((explainer) => explainer.dispose());
    this.displays.dispose();
    for (const lane of this.#lanes()) {
      disposeLane(lane);
    }
  }

  async #forwardTexture(texture: GpuTexture, signal: AbortSignal): Promise<boolean> {
    const lanes = this.#lanes();
    const feeds = await Promise.all(lanes.map((lane) => lane.input.prepare(texture, this.#fit)));
    const stopped = signal.aborted;
    if (!stopped) {
      this.#submit((commands) => {
        lanes.forEach((lane, index) => {
          feeds[index]?.encode(commands);
          lane.pass.encode(commands);
        });
      });
      this.#scoredByMain = this.#scoring === null;
    }
    for (const feed of feeds) feed.dispose();
    return !stopped;
  }

  #forwardTensor(tensor: Tensor3): void {
    const shape: Shape3 = [3, this.size.height, this.size.width];
    if (formatShape(tensor.shape) !== formatShape(shape)) {
      const shapes = `${formatShape(tensor.shape)} instead of ${formatShape(shape)}`;
      throw new ShapeError('shape-mismatch', `The input is ${shapes}`, {
        operation: 'input',
        shapes,
      });
    }
    this.#submit((commands) => {
      this.#main.input.setTensor(tensor, commands);
      this.#main.pass.encode(commands);
    });
    this.#scoredByMain = true;
  }

  #submit(encode: (commands: Commands) => void): void {
    this.#gpu.submit('Stage.forward', encode);
  }

  #lanes(): Lane[] {
    return this.#scoring ? [this.#main, this.#scoring] : [this.#main];
  }
}

async function createLane(
  gpu: Gpu,
  model: LoadedModel,
  size: InputSize,
  planner: ConvolutionPlanner | undefined,
): Promise<Lane> {
  const pass = await model.network.pass(size, planner && { planner });
  try {
    return { pass, input: await PictureInput.create(gpu, model.spec, pass.input) };
  } catch (error) {
    pass.dispose();
    throw error;
  }
}

/** Plans another pass of the same network, whose weights take their room only once. */
function besides(planner: ConvolutionPlanner, { convolutions }: ForwardPass): ConvolutionPlanner {
  const others = [planner.plan(convolutions)];
  return { plan: (own) => planner.plan(own, others) };
}

function disposeLane({ pass, input }: Lane): void {
  input.dispose();
  pass.dispose();
}
