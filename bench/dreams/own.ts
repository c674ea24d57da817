/** The studio's own gradient, its step of an ascent and its forward pass, each ready to run. Knows no library of others. */
import { readTensor, writeTensor } from '../../src/gpu/index.ts';
import type { Gpu } from '../../src/gpu/index.ts';
import { AscentEngine, networkObjective } from '../../src/insight/dream/index.ts';
import { borderOf, studioRecipe } from '../../src/math/dream/index.ts';
import type { InputSpec } from '../../src/math/index.ts';
import { Network, loadBackward, loadTuning } from '../../src/network/index.ts';
import type { Task } from '../forward/task.ts';
import type { Gradient, GradientWish } from './gradient.ts';

/** The task's input is what a network takes already. */
const PLAIN: InputSpec = { order: 'RGB', range: '0..255', mean: [0, 0, 0], std: [1, 1, 1] };
const LARGEST_COLOR = 255;
const MIDDLE = 0.5;
const SEED = 1;

/** Runs something once, waits for it, and says how long it took, milliseconds. */
export type Timed = () => Promise<number>;

/** All that is measured of a task. */
export interface OwnRuns {
  readonly gradient: () => Promise<Gradient>;
  /** One pass as far as the layer. */
  readonly forward: Timed;
  /** One step by the studio's recipe, all of it: waves, transforms, forward, back, optimiser. */
  readonly step: Timed;
}

/** Uploads the weights and prepares everything for the layer. */
export async function prepareOwnRuns(
  gpu: Gpu,
  task: Task,
  { layer, channel, isPlain }: GradientWish,
): Promise<OwnRuns> {
  const { layers, side } = task;
  const network = await Network.load(gpu, layers, task.weights);
  const [{ openBackward }, { createPlanner }] = await Promise.all([loadBackward(), loadTuning()]);
  const planner = await createPlanner(gpu.facts);
  // Rounded as anyone would: Winograd's ways turn a winner of pooling round where two are nearly equal.
  const plan = isPlain ? {} : { planner };
  const pass = await network.pass({ height: side, width: side }, { ...plan, until: layer });
  const backward = await openBackward(gpu, network, pass, { ...plan, layer });
  backward.setSeed({ channel, border: borderOf(backward.seed.shape) });
  writeTensor(gpu, pass.input, task.input);
  const end = layers.findIndex(({ name }) => name === layer);
  const block = 1 + layers.slice(0, end).filter(({ kind }) => kind === 'max-pool').length;
  const engine = await AscentEngine.open(gpu, {
    recipe: { ...studioRecipe(block), size: side },
    seed: SEED,
    input: { width: side, height: side },
    inputRange: LARGEST_COLOR,
    mean: [MIDDLE, MIDDLE, MIDDLE],
    objective: networkObjective(gpu, { network, spec: PLAIN, layer, channel, planner }),
  });
  const timed =
    (submit: () => void): Timed =>
    async () => {
      const began = performance.now();
      submit();
      await gpu.finished();
      return performance.now() - began;
    };
  return {
    gradient: async () => {
      const began = performance.now();
      gpu.submit('bench', (commands) => {
        backward.encode(commands, { withForward: true });
      });
      const { data } = await readTensor(gpu, backward.gradient);
      return { ms: performance.now() - began, values: [...data] };
    },
    forward: timed(() => {
      gpu.submit('bench', (commands) => {
        pass.encode(commands);
      });
    }),
    step: timed(() => {
      engine.advance();
    }),
  };
}
