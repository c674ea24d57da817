/**
 * The forms in which 3 x 3 convolutions read their weights. The plain form is what a network keeps, and what explains a
 * number; the others are made of it on the device, once. Knows no network.
 */
import { DisposableStore } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import { BLOCK, blocksOf } from '../blocked-tensor.ts';
import type { Gpu } from '../gpu.ts';
import type { Dispatch } from '../kernel.ts';
import { preparePlainWeights } from '../kernels/plain-weights.ts';
import { prepareWeightScales, prepareWeightTransform } from '../kernels/winograd-weights.ts';
import { WINOGRAD } from '../kernels/winograd-domain.ts';
import type { GpuBuffer } from '../memory.ts';

/** What the weights are multiplied with: the input itself, or 4 x 4 or 6 x 6 tiles of it transformed by Winograd. */
export type WeightDomain = 'plain' | 'winograd-2' | 'winograd-4';

/** How one number is kept. `q16`: signed 16 bit, parts of the largest of its output and position; not of the plain. */
export type WeightStorage = 'f32' | 'f16' | 'q16';

/** See the head of the file. */
export interface WeightForm {
  readonly domain: WeightDomain;
  readonly storage: WeightStorage;
  /** Taps turned by 180 degrees, inputs and outputs exchanged: the convolution is then the gradient. */
  readonly isFlipped?: boolean;
}

/** Weights in a form. */
export interface FormedWeights extends Disposable {
  readonly weights: GpuBuffer;
  /** Of q16: a vec4f for each position and block of outputs. */
  readonly scales: GpuBuffer | null;
  readonly bytes: number;
}

/** The plain weights that others are made of, as `packConvolutionWeights` lays them out. */
export interface PlainWeights {
  readonly outputs: number;
  readonly inputs: number;
  readonly weights: GpuBuffer;
  readonly format: 'f32' | 'f16';
}

const BYTES: Readonly<Record<WeightStorage, number>> = { f32: 4, f16: 2, q16: 2 };
const TAPS = 9;

/** Name of a form, for labels and keys: `winograd-4.q16`. */
export function nameOfForm({ domain, storage, isFlipped }: WeightForm): string {
  return `${domain}.${storage}${isFlipped ? '.flipped' : ''}`;
}

/** Bytes of the weights of a 3 x 3 convolution in a form, scales included. */
export function formBytes(
  { domain, storage }: WeightForm,
  outputs: number,
  inputs: number,
): number {
  const positions = domain === 'plain' ? TAPS : WINOGRAD[domain].positions;
  const blocks = positions * blocksOf(outputs);
  const scales = storage === 'q16' ? blocks * BLOCK * BYTES.f32 : 0;
  return blocks * blocksOf(inputs) * BLOCK * BLOCK * BYTES[storage] + scales;
}

/**
 * Makes weights in a form and submits what fills them. Throws OutOfMemoryError, ShapeError. Flipped, the result is that
 * of a convolution from `outputs` to `inputs` channels.
 */
export async function formWeights(
  gpu: Gpu,
  label: string,
  plain: PlainWeights,
  form: WeightForm,
): Promise<Owned<FormedWeights>> {
  const { domain, storage, isFlipped = false } = form;
  const outputs = isFlipped ? plain.inputs : plain.outputs;
  const inputs = isFlipped ? plain.outputs : plain.inputs;
  const bytes = formBytes(form, outputs, inputs);
  const owned = new DisposableStore();
  try {
    const made = await gpu.guard(() => {
      const positions = domain === 'plain' ? TAPS : WINOGRAD[domain].positions;
      const scaleBytes = positions * blocksOf(outputs) * BLOCK * BYTES.f32;
      const scales =
        storage === 'q16' ? owned.add(gpu.buffer(`${label}.scales`, scaleBytes)) : null;
      const weights = gpu.buffer(label, bytes - (scales?.bytes ?? 0));
      return { weights: owned.add(weights), scales };
    });
    const launches: Owned<Dispatch>[] = [];
    const request = { ...plain, outputs, inputs, isFlipped };
    const target = made.weights;
    if (domain === 'plain') {
      launches.push(await preparePlainWeights(gpu, label, { ...request, storage, target }));
    } else {
      const { scales } = made;
      if (scales) {
        launches.push(await prepareWeightScales(gpu, label, { ...request, domain, scales }));
      }
      const transform = { ...request, domain, storage, scales, target };
      launches.push(await prepareWeightTransform(gpu, label, transform));
    }
    gpu.submit(label, (commands) => {
      if (made.scales) commands.clear(made.scales);
      for (const launch of launches) commands.dispatch(launch);
    });
    // What was submitted goes on without the launches.
    for (const launch of launches) launch.dispose();
    return { ...made, bytes, dispose: () => owned.dispose() };
  } catch (error) {
    owned.dispose();
    throw error;
  }
}
