/** A network whose weights come to the GPU layer by layer, ready to be given an input size. Knows no picture and no file. */
import { DisposableStore } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import type { Gpu, WeightFormat } from '../gpu/index.ts';
import type { StoredTensor } from '../io/index.ts';
import { uploadLearned } from './execution.ts';
import type { LearnedBuffers } from './execution.ts';
import { ForwardPass } from './forward-pass.ts';
import type { ConvolutionPlanner, FormsHolder } from './pass-context.ts';
import { isLearned, tensorsOf } from './layer.ts';
import type { Layer, LearnedLayer } from './layer.ts';
import { countParameters, planLayers } from './plan.ts';
import type { InputSize } from './plan.ts';
import { expectTensors, readValues } from './weights.ts';

/** Where the learned values come from; a `SafetensorsFile` is one. */
export interface WeightSource {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** How a pass is to run. */
export interface PassOptions {
  /** Chooses the algorithm of each convolution; without one all run by the kernel that is there from the start. */
  readonly planner?: ConvolutionPlanner;
  /** The last layer that the pass is made for; all that fit if left out. */
  readonly until?: string;
}

/** Its passes share its weights: dispose of them first. */
export class Network implements Disposable {
  /** The weights of its convolutions in other forms, for those who run these in ways of their own. */
  readonly forms: FormsHolder = { current: null };
  readonly #gpu: Gpu;
  readonly #learned = new Map<string, LearnedBuffers>();
  readonly #owned = new DisposableStore();
  #layers: readonly Layer[];

  /** A network without weights; `supply` brings them. */
  constructor(gpu: Gpu, layers: readonly Layer[]) {
    this.#gpu = gpu;
    this.#layers = layers;
  }

  /**
   * Uploads the weights, layer by layer; nothing of `source` is kept. Throws WeightsError naming the tensor,
   * OutOfMemoryError, and the signal's reason.
   */
  static async load(
    gpu: Gpu,
    layers: readonly Layer[],
    source: WeightSource,
    signal?: AbortSignal,
  ): Promise<Owned<Network>> {
    expectTensors(layers, source.tensors);
    const network = new Network(gpu, layers);
    try {
      for (const layer of layers.filter(isLearned)) {
        signal?.throwIfAborted();
        network.supply(layer.name, await upload(gpu, layer, source));
      }
      signal?.throwIfAborted();
    } catch (error) {
      network.dispose();
      throw error;
    }
    return network;
  }

  get layers(): readonly Layer[] {
    return this.#layers;
  }

  /** Number of learned values. */
  get parameters(): number {
    return countParameters(this.#layers);
  }

  /** The learned layers whose values are not there yet. */
  get lacking(): readonly string[] {
    return this.#layers
      .filter((layer) => isLearned(layer) && !this.#learned.has(layer.name))
      .map(({ name }) => name);
  }

  /** Takes over the learned values of a layer. */
  supply(name: string, learned: Owned<LearnedBuffers>): void {
    this.#learned.set(name, this.#owned.add(learned));
  }

  /** Lets more layers follow, as when the dense layers are fetched later. `layers` are all of them. */
  extend(layers: readonly Layer[]): void {
    this.#layers = layers;
  }

  /** Takes layers away again, with what had come of their weights. `layers` are those that stay. */
  retract(layers: readonly Layer[]): void {
    this.#layers = layers;
    const stays = new Set(layers.map(({ name }) => name));
    for (const [name, learned] of this.#learned) {
      if (stays.has(name)) continue;
      learned.dispose();
      this.#learned.delete(name);
    }
  }

  /** How the weights of the dense layers are kept; the coarsest where they differ. */
  get denseFormat(): WeightFormat {
    const formats = this.#layers
      .filter(({ kind }) => kind === 'dense')
      .map(({ name }) => this.#learned.get(name)?.weights.format ?? 'f32');
    return (['q8', 'f16'] as const).find((format) => formats.includes(format)) ?? 'f32';
  }

  /** The learned values of a layer as they stand on the GPU; they stay the network's. Null where there are none. */
  learned(name: string): LearnedBuffers | null {
    return this.#learned.get(name) ?? null;
  }

  /**
   * Prepares the network for an input size in pixels, as far as its weights are there. Throws ShapeError naming the layer
   * it does not fit, OutOfMemoryError.
   */
  async pass(size: InputSize, options: PassOptions = {}): Promise<Owned<ForwardPass>> {
    const context = {
      gpu: this.#gpu,
      learned: this.#learned,
      forms: this.forms,
      planner: options.planner,
    };
    const layers = this.#fitting(size);
    const end = layers.findIndex(({ name }) => name === options.until) + 1;
    return ForwardPass.create(context, planLayers(layers.slice(0, end || undefined), size));
  }

  /** Bytes of the weights of convolutions in other forms than the plain ones, for all passes together. */
  get formBytes(): number {
    return this.forms.current?.bytes ?? 0;
  }

  /** The layers that there are at an input size: dense ones fit only one. Throws ShapeError. */
  layersAt(size: InputSize): readonly Layer[] {
    return this.#fitting(size);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** Without the dense head where that does not fit, as long as there is something before it. */
  #fitting(size: InputSize): readonly Layer[] {
    const flatten = this.#layers.findIndex(({ kind }) => kind === 'flatten');
    if (flatten < 0) return this.#layers;
    const features = this.#layers.slice(0, flatten);
    const flattened = planLayers(features, size).at(-1);
    const dense = this.#layers.slice(flatten).find((layer) => layer.kind === 'dense');
    const [channels, height, width] = flattened?.shape ?? [0, 0, 0];
    return dense?.inputUnits === channels * height * width ? this.#layers : features;
  }
}

async function upload(
  gpu: Gpu,
  layer: LearnedLayer,
  { tensors }: WeightSource,
): Promise<Owned<LearnedBuffers>> {
  const { weight, bias } = tensorsOf(layer);
  return uploadLearned(gpu, layer, readValues(tensors, weight), readValues(tensors, bias));
}
