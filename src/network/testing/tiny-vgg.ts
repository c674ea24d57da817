/** A tiny VGG-16 on a device of its own, and passes of it by algorithms of choice. Knows no single algorithm. */
import { expect } from 'vitest';
import { randomArray } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { Gpu, loadAlgorithms, writeTensor } from '../../gpu/index.ts';
import { differenceOf } from '../../gpu/checks/check.ts';
import { openNodeGpu } from '../../gpu/testing/node-gpu.ts';
import type { Tensor3 } from '../../math/index.ts';
import { vgg } from '../architectures.ts';
import type { ForwardOptions, ForwardPass } from '../forward-pass.ts';
import { Network } from '../network.ts';
import type { ConvolutionPlanner } from '../pass-context.ts';
import type { InputSize } from '../plan.ts';
import { randomWeights } from './random-weights.ts';

/** Of a layer's largest value, over all layers one after the other. */
const TOLERANCES = { plain: 1e-5, 'winograd-2': 5e-4, 'winograd-4': 5e-4 } as const;
const HALVES = 2e-2;
/** How many values of a layer are searched for one above zero. */
const SEARCHED = 10_000;

export const EVEN = { height: 32, width: 48 };
export const ODD = { height: 37, width: 53 };
/** The layers of the network. */
export const TINY = vgg({ name: 'vgg16', width: 1 / 16, head: { kind: 'none' } });

const { algorithmOf } = await loadAlgorithms();

/** The network, its device, and how to run it. */
export interface TinyVgg {
  readonly gpu: Gpu;
  /** What the device complained about so far. */
  readonly faults: readonly string[];
  readonly network: Owned<Network>;
  /** Every convolution that an algorithm fits runs by it. */
  readonly only: (id: string) => ConvolutionPlanner;
  readonly encode: (pass: ForwardPass, options?: ForwardOptions) => void;
  /** Writes the input and runs the whole pass. */
  readonly run: (pass: ForwardPass, input: Tensor3) => void;
  readonly dispose: () => void;
}

/** Opens a device and makes the network on it. */
export async function openTinyVgg(): Promise<TinyVgg> {
  const gpu = await Gpu.open(openNodeGpu());
  const faults: string[] = [];
  gpu.onError((error) => faults.push(error.message));
  const network = await Network.load(gpu, TINY, randomWeights(TINY, 1));

  function encode(pass: ForwardPass, options?: ForwardOptions): void {
    gpu.submit('test', (commands) => {
      pass.encode(commands, options);
    });
  }
  function only(id: string): ConvolutionPlanner {
    const algorithm = algorithmOf(id);
    if (!algorithm) throw new RangeError(id);
    return {
      plan: (convolutions) =>
        new Map(
          convolutions
            .filter(({ shape }) => algorithm.fits(gpu.facts, shape))
            .map(({ name }) => [name, id]),
        ),
    };
  }
  return {
    gpu,
    faults,
    network,
    only,
    encode,
    run: (pass, input) => {
      writeTensor(gpu, pass.input, input);
      encode(pass);
    },
    dispose: () => {
      network.dispose();
      gpu.dispose();
    },
  };
}

/** An input of this size, seeded. */
export function noise({ height, width }: InputSize, seed: number): Tensor3 {
  return { shape: [3, height, width], data: randomArray(3 * height * width, seed, -2, 2) };
}

/** The values of all layers. */
export async function valuesOf(pass: ForwardPass): Promise<Map<string, Float32Array>> {
  const all = new Map<string, Float32Array>();
  for (const name of pass.ready) all.set(name, (await pass.readActivations(name)).data);
  return all;
}

/** Every layer of a pass has the values of the right one, and not only zeros. */
export async function compare(
  pass: ForwardPass,
  right: ForwardPass,
  tolerance: number,
): Promise<void> {
  const expected = await valuesOf(right);
  for (const [name, data] of await valuesOf(pass)) {
    const { relative } = differenceOf(data, expected.get(name) ?? []);
    expect(relative, name).toBeLessThanOrEqual(tolerance);
    expect(Math.max(...data.subarray(0, SEARCHED)), name).toBeGreaterThan(0);
  }
}

/** What `compare` may find between an algorithm and the default pass. */
export function toleranceOf(id: string): number {
  const algorithm = algorithmOf(id);
  if (algorithm?.precision === 'f16') return HALVES;
  return TOLERANCES[algorithm?.form.domain ?? 'plain'];
}
