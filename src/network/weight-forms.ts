/**
 * The weights of a network's convolutions in the forms that algorithms want, made of the plain ones when first wanted
 * and shared by all who use them. Knows no pass.
 */
import type { Owned } from '../base/index.ts';
import { loadAlgorithms } from '../gpu/index.ts';
import type { FormedWeights, Gpu, WeightForm } from '../gpu/index.ts';
import type { ConvolutionLayer } from './layer.ts';
import type { LearnedBuffers } from './upload.ts';

interface Shared {
  readonly made: Promise<Owned<FormedWeights>>;
  /** Once it is made. */
  formed: Owned<FormedWeights> | null;
  users: number;
}

/** See the head of the file. Who waits for weights holds them: none go while they are being made. Everything taken is to be disposed of before the network. */
export class WeightForms {
  readonly #gpu: Gpu;
  readonly #shared = new Map<string, Shared>();
  #bytes = 0;

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
  }

  /** Bytes of all forms that are in use, the plain ones of the network not counted. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The weights of a layer in a form; of the plain form in which they are kept, those themselves. Throws OutOfMemoryError. */
  async take(
    layer: ConvolutionLayer,
    learned: LearnedBuffers,
    form: WeightForm,
  ): Promise<Owned<FormedWeights>> {
    const { format, slices, bytes } = learned.weights;
    const { weights } = slices[0];
    const isOwn = form.domain === 'plain' && form.storage === format && !form.isFlipped;
    if (isOwn) return { weights, scales: null, bytes, dispose: () => undefined };
    const { nameOfForm } = await loadAlgorithms();
    const key = `${layer.name}.${nameOfForm(form)}`;
    const shared = this.#shared.get(key) ?? this.#make(key, layer, learned, form);
    shared.users += 1;
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      shared.users -= 1;
      if (shared.users > 0) return;
      this.#shared.delete(key);
      this.#bytes -= shared.formed?.bytes ?? 0;
      shared.formed?.dispose();
    };
    try {
      const formed = await shared.made;
      return { ...formed, dispose: release };
    } catch (error) {
      release();
      throw error;
    }
  }

  #make(key: string, layer: ConvolutionLayer, learned: LearnedBuffers, form: WeightForm): Shared {
    const { format, slices } = learned.weights;
    const plain = {
      outputs: layer.channels,
      inputs: layer.inputChannels,
      weights: slices[0].weights,
      format: format === 'f16' ? ('f16' as const) : ('f32' as const),
    };
    const made = loadAlgorithms().then(async ({ formWeights }) => {
      const formed = await formWeights(this.#gpu, `Network.${key}`, plain, form);
      this.#bytes += formed.bytes;
      shared.formed = formed;
      return formed;
    });
    const shared: Shared = { made, formed: null, users: 0 };
    this.#shared.set(key, shared);
    return shared;
  }
}
