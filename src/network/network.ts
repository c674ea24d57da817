/** A network with its weights on the GPU, ready to be given an input size. Knows no picture and no file. */
import { DisposableStore } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import type { StoredTensor } from '../io/index.ts';
import { uploadLearned } from './execution.ts';
import type { LearnedBuffers } from './execution.ts';
import { ForwardPass } from './forward-pass.ts';
import { isLearned, tensorsOf } from './layer.ts';
import type { Layer, LearnedLayer } from './layer.ts';
import { countParameters, planLayers } from './plan.ts';
import type { InputSize } from './plan.ts';
import { expectTensors, readValues } from './weights.ts';

/** Where the learned values come from; a `SafetensorsFile` is one. */
export interface WeightSource {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** Its passes share its weights: dispose of them first. */
export class Network implements Disposable {
  readonly layers: readonly Layer[];
  /** Number of learned values. */
  readonly parameters: number;
  readonly #gpu: Gpu;
  readonly #learned: ReadonlyMap<string, LearnedBuffers>;
  readonly #owned: DisposableStore;

  private constructor(
    gpu: Gpu,
    layers: readonly Layer[],
    learned: ReadonlyMap<string, LearnedBuffers>,
    owned: DisposableStore,
  ) {
    this.#gpu = gpu;
    this.layers = layers;
    this.parameters = countParameters(layers);
    this.#learned = learned;
    this.#owned = owned;
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
    const owned = new DisposableStore();
    const learned = new Map<string, LearnedBuffers>();
    try {
      for (const layer of layers.filter(isLearned)) {
        signal?.throwIfAborted();
        learned.set(layer.name, owned.add(await upload(gpu, layer, source)));
      }
      signal?.throwIfAborted();
    } catch (error) {
      owned.dispose();
      throw error;
    }
    return new Network(gpu, layers, learned, owned);
  }

  /** The learned values of a layer as they stand on the GPU; they stay the network's. Null where it has none. */
  learned(name: string): LearnedBuffers | null {
    return this.#learned.get(name) ?? null;
  }

  /** Prepares the network for an input size in pixels. Throws ShapeError naming the layer it does not fit, OutOfMemoryError. */
  async pass(size: InputSize): Promise<Owned<ForwardPass>> {
    return ForwardPass.create(this.#gpu, planLayers(this.layers, size), this.#learned);
  }

  dispose(): void {
    this.#owned.dispose();
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
