/**
 * Convolutions on the way back, by the algorithms that run them forward: the gradient of a 3 x 3 convolution with respect to
 * its input is the same convolution with turned and transposed weights. Knows no objective.
 */
import { DisposableStore } from '../../base/index.ts';
import type { Disposable } from '../../base/index.ts';
import type { BlockedTensor, ConvolutionShape, Dispatch, Gpu, GpuBuffer } from '../../gpu/index.ts';
import { packBias } from '../../gpu/index.ts';
import { ConvolutionRuns } from '../convolution-runs.ts';
import type { BoundConvolution } from '../convolution-runs.ts';
import type { ConvolutionLayer } from '../layer.ts';
import type { Network } from '../network.ts';
import type { ConvolutionPlanner } from '../pass-context.ts';
import type { LearnedBuffers } from '../upload.ts';

/** A convolution to go back through. */
export interface FlippedConvolution {
  readonly layer: ConvolutionLayer;
  readonly learned: LearnedBuffers;
  /** With respect to its output before the activation. */
  readonly gradient: BlockedTensor;
  readonly inputGradient: BlockedTensor;
}

/** A convolution to run once more without its activation. */
export interface BareConvolution {
  readonly layer: ConvolutionLayer;
  readonly learned: LearnedBuffers;
  readonly input: BlockedTensor;
  readonly output: BlockedTensor;
  /** Of the algorithm. */
  readonly id: string;
}

/** Launches in order. */
export interface PreparedConvolutions {
  /** By the name of the layer. */
  readonly flipped: ReadonlyMap<string, readonly Dispatch[]>;
  readonly bare: readonly Dispatch[];
}

const WITHOUT_CHOICE = 'direct/8';

/** See the head of the file. Holds the turned weights, which count among the network's `formBytes`. */
export class Convolutions implements Disposable {
  readonly #gpu: Gpu;
  readonly #runs: ConvolutionRuns;
  readonly #owned = new DisposableStore();
  readonly #zeros = new Map<number, GpuBuffer>();

  constructor(gpu: Gpu, network: Network) {
    this.#gpu = gpu;
    this.#runs = this.#owned.add(new ConvolutionRuns(gpu, network.forms));
  }

  /** To be called once. Throws RangeError, ShapeError, OutOfMemoryError. */
  async prepare(
    flipped: readonly FlippedConvolution[],
    bare: BareConvolution | null,
    planner: ConvolutionPlanner,
  ): Promise<PreparedConvolutions> {
    const back = flipped.map((it) => this.#turn(it));
    const chosen = planner.plan(
      back.map(({ layer: { name }, shape }) => ({ name, shape, poolFollows: false })),
    );
    const all = back.map((one) => ({ one, id: chosen.get(one.layer.name) ?? WITHOUT_CHOICE }));
    if (bare) all.push({ one: withoutActivation(bare), id: bare.id });
    let [first, second] = [0, 0];
    for (const { one, id } of all) {
      const [a, b] = await this.#runs.workspaceFor(id, one);
      [first, second] = [Math.max(first, a), Math.max(second, b)];
    }
    if (first > 0) await this.#runs.grow([first, second]);
    const outcomes = await Promise.allSettled(
      all.map(async ({ one, id }) => this.#owned.add(await this.#runs.run(id, one))),
    );
    // Who is told of a failure may free the weights: by then nothing may be made of them any more.
    const dispatches = outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value.dispatches;
    });
    return {
      flipped: new Map(flipped.map(({ layer }, index) => [layer.name, dispatches[index] ?? []])),
      bare: bare ? (dispatches.at(-1) ?? []) : [],
    };
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #turn({ layer, learned, gradient, inputGradient }: FlippedConvolution): BoundConvolution {
    const { kernel, stride, padding, dilation, inputChannels, name } = layer;
    const geometry = { kernel, stride, padding, dilation };
    const shape: ConvolutionShape = { ...geometry, input: gradient.shape, outputs: inputChannels };
    const bias = this.#noBias(inputChannels);
    return {
      layer,
      shape,
      learned,
      input: gradient,
      output: inputGradient,
      pool: null,
      other: { label: `Backward.${name}`, isFlipped: true, bias },
    };
  }

  #noBias(channels: number): GpuBuffer {
    const known = this.#zeros.get(channels);
    if (known) return known;
    const zeros = packBias(new Float32Array(channels));
    const made = this.#owned.add(this.#gpu.bufferFrom('Backward.noBias', zeros));
    this.#zeros.set(channels, made);
    return made;
  }
}

function withoutActivation({ layer, learned, input, output }: BareConvolution): BoundConvolution {
  const { kernel, stride, padding, dilation, channels, name } = layer;
  return {
    layer,
    shape: { kernel, stride, padding, dilation, input: input.shape, outputs: channels },
    learned,
    input,
    output,
    pool: null,
    other: { label: `Backward.${name}.sums`, isFlipped: false, bias: learned.bias },
  };
}
