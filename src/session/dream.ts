/** Pictures grown for one channel of the network that is shown, for scripts. Fetched when asked for. */
import { loadDreaming } from '../insight/index.ts';
import type { Dream, DreamWish } from '../insight/index.ts';
import type { ConvolutionPlanner } from '../network/index.ts';
import type { LoadedModel } from './model-library.ts';
import type { MeterParts } from './performance-meter.ts';

/** What a dream is made with. */
export interface DreamParts extends MeterParts {
  /** The model at this moment; null before there is one, and when the session has ended: nothing goes on with it then. */
  readonly loaded: () => LoadedModel | null;
  /** How its convolutions are to run; undefined: by the cost table of the device. */
  readonly planner: (model: LoadedModel) => Promise<ConvolutionPlanner | undefined>;
}

/**
 * Grows it; meanwhile the page goes on between the steps. Throws as `dream`, and an AbortError when another network takes the
 * place of this one.
 */
export async function dreamOf(parts: DreamParts, wish: DreamWish): Promise<Dream> {
  const { gpu, hold, loaded } = parts;
  const { dream } = await loadDreaming();
  const model = loaded();
  if (!model) throw new RangeError('No network is loaded yet.');
  const { network, spec, input, summary } = model;
  const denseSize = input.scoreSize ?? input.defaultSize;
  const planner = await parts.planner(model);
  const { trainSize } = summary;
  const subject = { network, spec, denseSize, trainSize, ...(planner && { planner }) };
  return dream(gpu, subject, wish, (work) =>
    hold(async () => {
      if (loaded() !== model) {
        throw new DOMException(
          'Another network has taken the place of this one, or the studio was closed.',
          'AbortError',
        );
      }
      await work();
    }),
  );
}
