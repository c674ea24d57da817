/**
 * Channels, units and whole layers of a network as objectives: from RGB through the network to one number before the activation,
 * and its gradient all the way back to RGB. One way there and back for all slots; each has a goal of its own. Knows no recipe.
 */
import { DisposableStore, settled } from '../../base/index.ts';
import type { Disposable, Owned } from '../../base/index.ts';
import {
  createTensor,
  preparePreprocess,
  preparePreprocessGradient,
  prepareSquares,
  prepareTerms,
} from '../../gpu/index.ts';
import type {
  BlockedTensor,
  Commands,
  Dispatch,
  Gpu,
  GpuBuffer,
  SeedTerm,
  TermObjective,
} from '../../gpu/index.ts';
import type { InputSpec } from '../../math/index.ts';
import { loadBackward, loadTuning } from '../../network/index.ts';
import type { Backward, ConvolutionPlanner, Network } from '../../network/index.ts';
import { openDiversity } from './diversity.ts';
import type { Diversity } from './diversity.ts';
import { seedOf } from './goal.ts';
import type { DreamGoal } from './growth-types.ts';
import { encodeAll } from './launches.ts';
import type { Launch } from './launches.ts';
import type { AscentObjective, AscentTurn, MakeObjective } from './types.ts';

/** What of a network is to become large. */
export interface NetworkObjectiveRequest {
  readonly network: Network;
  /** What the network takes. */
  readonly spec: InputSpec;
  readonly layer: string;
  /** What every slot excites until it is aimed at something else. */
  readonly channel: number;
  /** `mean` of the channel without its border, or the unit in its middle; of a class both are its logit. */
  readonly what?: 'mean' | 'unit';
  /** 1 if left out. */
  readonly slots?: number;
  /** How much pictures that take a step together are kept from resembling one another; 0 if left out. */
  readonly diversity?: number;
  /** In the first steps no gradient gets lost in a ReLU that lets nothing through; false if left out. */
  readonly redirects?: boolean;
  /** Chooses how convolutions run; the cost table of the device if left out. */
  readonly planner?: ConvolutionPlanner;
}

/**
 * Makes objectives that read RGB 0..255, each with a pass of its own as far as the layer. The network has to outlive them.
 * They throw RangeError for what the network does not have, ShapeError for a size that does not fit it, OutOfMemoryError.
 */
export function networkObjective(
  gpu: Gpu,
  request: NetworkObjectiveRequest,
): MakeObjective<NetworkObjective> {
  return async (input) => {
    const owned = new DisposableStore();
    try {
      return new NetworkObjective(await open(gpu, owned, input, request), owned);
    } catch (error) {
      owned.dispose();
      throw error;
    }
  };
}

/** All that is made once. */
interface Parts {
  readonly backward: Backward;
  readonly gradient: BlockedTensor;
  /** From RGB to what the network takes, and back. */
  readonly forth: Dispatch;
  readonly back: Dispatch;
  /** By slot. */
  readonly terms: readonly TermObjective[];
  readonly termsFor: (goal: DreamGoal) => readonly SeedTerm[];
  /** The whole layer, to become large or small. */
  readonly squares: { readonly up: Launch; readonly down: Launch };
  readonly diversity: Diversity | null;
  readonly redirects: boolean;
}

/** Source: lucid/optvis/overrides/redirected_relu_grad.py. */
const REDIRECTED_STEPS = 16;

/** See the head of the file. */
export class NetworkObjective implements AscentObjective {
  readonly gradient: BlockedTensor;
  readonly value: GpuBuffer;
  readonly #parts: Parts;
  readonly #owned: DisposableStore;
  /** Of slots that are aimed at the whole layer. */
  readonly #whole = new Map<number, Launch>();

  /** Takes over `owned`, in which are all `parts`. */
  constructor(parts: Parts, owned: DisposableStore) {
    this.gradient = parts.gradient;
    this.value = parts.backward.value;
    this.#parts = parts;
    this.#owned = owned;
  }

  /** What a slot excites from the next submit on; makes nothing. Throws ShapeError for what the layer does not have. */
  aim(slot: number, goal: DreamGoal): void {
    const { terms, termsFor, squares } = this.#parts;
    if (goal.of === 'layer') {
      this.#whole.set(slot, goal.sign === -1 ? squares.down : squares.up);
    } else {
      this.#whole.delete(slot);
      terms[slot]?.setTerms(termsFor(goal));
    }
  }

  compare(slots: readonly number[]): boolean {
    return this.#parts.diversity?.compare(slots) ?? false;
  }

  measure(commands: Commands, slot: number): void {
    const { backward, forth, diversity } = this.#parts;
    commands.dispatch(forth);
    backward.encodeSums(commands);
    diversity?.measure(commands, slot);
  }

  encode(commands: Commands, { slot, step }: AscentTurn): void {
    const { backward, forth, back, diversity, redirects } = this.#parts;
    commands.dispatch(forth);
    backward.encode(commands, {
      withForward: true,
      redirects: redirects && step < REDIRECTED_STEPS,
      objective: () => {
        encodeAll(commands, this.#goalOf(slot));
        diversity?.add(commands, slot);
      },
    });
    commands.dispatch(back);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #goalOf(slot: number): readonly Launch[] {
    const whole = this.#whole.get(slot);
    if (whole) return [whole];
    const { write = [], evaluate = [] } = this.#parts.terms[slot] ?? {};
    return [...write, ...evaluate];
  }
}

async function open(
  gpu: Gpu,
  owned: DisposableStore,
  input: BlockedTensor,
  request: NetworkObjectiveRequest,
): Promise<Parts> {
  const { network, spec, layer, channel, what = 'mean', slots = 1, planner } = request;
  const { diversity: weight = 0, redirects = false } = request;
  const [{ openBackward, termsOf }, { createPlanner }] = await Promise.all([
    loadBackward(),
    loadTuning(),
  ]);
  const own = async <T extends Disposable>(made: Promise<Owned<T>>): Promise<T> =>
    owned.add(await made);
  const choose = planner ?? (await createPlanner(gpu.facts));
  const [, height, width] = input.shape;
  const pass = owned.add(await network.pass({ height, width }, { planner: choose, until: layer }));
  const backward = owned.add(
    await openBackward(gpu, network, pass, { layer, planner: choose, redirects }),
  );
  backward.setSeed(null);
  const gradient = owned.add(createTensor(gpu, 'Dream.inputGradient', input.shape));
  const { seed, sums, value } = backward;
  const objective = { seed, sums, value };
  const squaresOf = (sign: 1 | -1): Promise<Launch> =>
    own(prepareSquares(gpu, 'Dream.squares', { ...objective, sign }));
  const [forth, back, up, down, terms, diversity] = await settled([
    own(preparePreprocess(gpu, 'Dream.preprocess', { input, output: pass.input, spec })),
    own(
      preparePreprocessGradient(gpu, 'Dream.preprocessBack', {
        input: backward.gradient,
        output: gradient,
        spec,
      }),
    ),
    squaresOf(1),
    squaresOf(-1),
    settled(
      Array.from({ length: slots }, () => own(prepareTerms(gpu, 'Dream.objective', objective))),
    ),
    weight === 0 ? null : openDiversity(gpu, owned, { ...objective, slots, weight }),
  ] as const);
  const squares = { up, down };
  const termsFor = (goal: DreamGoal): readonly SeedTerm[] =>
    termsOf(seedOf(goal, sums.shape), sums.shape);
  const first = termsFor({ of: what === 'unit' ? 'unit' : 'channel', channel });
  for (const one of terms) one.setTerms(first);
  const ways = { backward, gradient, forth, back, redirects };
  return { ...ways, terms, termsFor, squares, diversity };
}
