/** The plans of ours that take part: by one kernel, by the cost table, tuned, and every algorithm alone. Runs nothing. */
import { loadAlgorithms } from '../../src/gpu/index.ts';
import type { Gpu } from '../../src/gpu/index.ts';
import { loadTuning } from '../../src/network/index.ts';
import type { ConvolutionPlanner, ForwardPass, PassConvolution } from '../../src/network/index.ts';

/** A way to choose the algorithms of a pass. */
export interface Plan {
  readonly id: string;
  readonly isSingle: boolean;
  /** Null: by the kernel that is there from the start. */
  readonly planner: ConvolutionPlanner | null;
  /** Chooses once more, by what is measured on the pass. */
  tune?(pass: ForwardPass): Promise<unknown>;
}

/** All plans for a network with these convolutions, the plainest first. */
export async function plansFor(
  gpu: Gpu,
  convolutions: readonly PassConvolution[],
): Promise<readonly Plan[]> {
  return [
    { id: 'built-in', isSingle: false, planner: null },
    ...(await plansOfTheStudio(gpu)),
    ...(await singlePlans(gpu, convolutions)),
  ];
}

/** What the studio starts with, and what it comes to; with halves as well where the device has them. */
async function plansOfTheStudio(gpu: Gpu): Promise<readonly Plan[]> {
  const { createPlanner, tunePass } = await loadTuning();
  const planner = await createPlanner(gpu.facts);
  const tuned = (id: string, allowsHalves: boolean): Plan => ({
    id,
    isSingle: false,
    planner,
    tune: (pass) => tunePass(gpu, pass, { measurements: new Map(), allowsHalves }),
  });
  return [
    { id: 'start', isSingle: false, planner },
    tuned('tuned', false),
    ...(gpu.facts.features.f16 ? [tuned('tuned with halves', true)] : []),
  ];
}

/** Every algorithm that fits one of `convolutions`, alone: where it does not fit, the kernel from the start stands in. */
async function singlePlans(
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
      plan: (all) =>
        new Map(
          all
            .filter(({ shape }) => algorithm.fits(gpu.facts, shape))
            .map(({ name }) => [name, algorithm.id]),
        ),
    },
  }));
}
