/**
 * A channel or a unit of a network as an objective: from RGB through the network to one number before the activation, and
 * its gradient all the way back to RGB. Knows no recipe.
 */
import { DisposableStore } from '../../base/index.ts';
import type { Owned } from '../../base/index.ts';
import { createTensor, preparePreprocess, preparePreprocessGradient } from '../../gpu/index.ts';
import type { BlockedTensor, Gpu } from '../../gpu/index.ts';
import { borderOf, middleOf } from '../../math/dream/index.ts';
import type { InputSpec, Shape3 } from '../../math/index.ts';
import { loadBackward, loadTuning } from '../../network/index.ts';
import type { ConvolutionPlanner, Network, Seed } from '../../network/index.ts';
import type { AscentObjective, MakeObjective } from './types.ts';

/** What of a network is to become large. */
export interface NetworkObjectiveRequest {
  readonly network: Network;
  /** What the network takes. */
  readonly spec: InputSpec;
  readonly layer: string;
  readonly channel: number;
  /** `mean` of the channel without its border, or the unit in its middle; of a class both are its logit. */
  readonly what?: 'mean' | 'unit';
  /** Chooses how convolutions run; the cost table of the device if left out. */
  readonly planner?: ConvolutionPlanner;
}

/**
 * Makes objectives that read RGB 0..255, each with a pass of its own as far as the layer. The network has to outlive them.
 * They throw RangeError for what the network does not have, ShapeError for a size that does not fit it, OutOfMemoryError.
 */
export function networkObjective(gpu: Gpu, request: NetworkObjectiveRequest): MakeObjective {
  return async (input) => {
    const owned = new DisposableStore();
    try {
      return await open(gpu, owned, input, request);
    } catch (error) {
      owned.dispose();
      throw error;
    }
  };
}

async function open(
  gpu: Gpu,
  owned: DisposableStore,
  input: BlockedTensor,
  { network, spec, layer, channel, what = 'mean', planner }: NetworkObjectiveRequest,
): Promise<Owned<AscentObjective>> {
  const [{ openBackward }, { createPlanner }] = await Promise.all([loadBackward(), loadTuning()]);
  const choose = planner ?? (await createPlanner(gpu.facts));
  const [, height, width] = input.shape;
  const pass = owned.add(await network.pass({ height, width }, { planner: choose, until: layer }));
  const backward = owned.add(await openBackward(gpu, network, pass, { layer, planner: choose }));
  backward.setSeed(seedOf(backward.seed.shape, channel, what));
  const gradient = owned.add(createTensor(gpu, 'Dream.inputGradient', input.shape));
  const forth = owned.add(
    await preparePreprocess(gpu, 'Dream.preprocess', { input, output: pass.input, spec }),
  );
  const back = owned.add(
    await preparePreprocessGradient(gpu, 'Dream.preprocessBack', {
      input: backward.gradient,
      output: gradient,
      spec,
    }),
  );
  return {
    gradient,
    value: backward.value,
    encode: (commands) => {
      commands.dispatch(forth);
      backward.encode(commands, { withForward: true });
      commands.dispatch(back);
    },
    dispose: () => {
      owned.dispose();
    },
  };
}

function seedOf(shape: Shape3, channel: number, what: 'mean' | 'unit'): Seed {
  return what === 'unit' ? { channel, ...middleOf(shape) } : { channel, border: borderOf(shape) };
}
