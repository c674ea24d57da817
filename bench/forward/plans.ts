/** The plans of ours that take part: the one from the start, the tuned one, and every algorithm alone. Runs nothing. */
import { loadAlgorithms } from '../../src/gpu/index.ts';
import type { ConvolutionAlgorithm, ConvolutionShape, Gpu } from '../../src/gpu/index.ts';
import type { ConvolutionPlanner, PassConvolution } from '../../src/network/index.ts';

/** A way to choose the algorithms of a pass. */
export interface Plan {
  readonly id: string;
  readonly isSingle: boolean;
  /** Null: by the kernel that is there from the start. */
  readonly planner: ConvolutionPlanner | null;
}

/** The plan without a planner. */
export const BUILT_IN: Plan = { id: 'built-in', isSingle: false, planner: null };

/** Every algorithm that fits one of `convolutions`, alone: where it does not fit, another one stands in. */
export async function singlePlans(
  gpu: Gpu,
  convolutions: readonly PassConvolution[],
): Promise<readonly Plan[]> {
  const { ALGORITHMS } = await loadAlgorithms();
  return ALGORITHMS.filter((algorithm) =>
    convolutions.some(({ shape }) => algorithm.fits(gpu.facts, shape)),
  ).map((algorithm) => ({
    id: algorithm.id,
    isSingle: true,
    planner: {
      choose: ({ shape }) =>
        algorithm.fits(gpu.facts, shape) ? algorithm.id : standIn(gpu, ALGORITHMS, shape),
    },
  }));
}

/** A direct way in f32, as plain as there is. */
function standIn(
  gpu: Gpu,
  algorithms: readonly ConvolutionAlgorithm[],
  shape: ConvolutionShape,
): string {
  const fitting = algorithms.filter(
    (algorithm) => algorithm.precision === 'f32' && algorithm.fits(gpu.facts, shape),
  );
  const found = fitting.find(({ family }) => family === 'direct') ?? fitting[0];
  if (found) return found.id;
  throw new Error('No algorithm fits a convolution of the task.');
}
