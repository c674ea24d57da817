/** What scripts ask of the studio and wait for. Fetched at the first such question. */
import { setPicture } from './script-picture.ts';
import type { LateMethods, OpenStudio } from './script-types.ts';

const DEFAULT_SCORES = 5;

/** The methods, on a studio that is open. */
export function methodsOf({ session, gpu }: OpenStudio): LateMethods {
  return {
    loadModel: (source) => session.loadModel(source),
    fetchDense: () => session.loadDense(),
    setPicture: (picture) => setPicture(session, picture),
    select: async ({ layer, channel, y = 0, x = 0 }) => {
      await session.showLayer(layer);
      session.point(channel === undefined ? null : { channel, row: y, column: x });
    },
    activations: (layer) => session.values(layer),
    explain: ({ layer, channel, y = 0, x = 0 }) =>
      session.explain({ layer, cell: { channel, row: y, column: x } }),
    gradient: (question) => session.gradient(question),
    dream: (wish) => session.dream(wish),
    painted: () => session.painted(),
    timed: (work) => gpu.timed(work),
    scores: async (count = DEFAULT_SCORES) => (await session.bestClasses(count))?.entries ?? [],
    verify: () => session.verify(),
    tune: () => session.tune(),
    forgetTuning: () => session.forgetTuning(),
  };
}
