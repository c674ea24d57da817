/** Pictures grown for one channel of the network that is shown, for scripts. Fetched when asked for. */
import { loadDreaming } from '../insight/index.ts';
import type { Dream, DreamWish } from '../insight/index.ts';
import type { LoadedModel } from './model-library.ts';
import type { MeterParts } from './performance-meter.ts';

/** What a dream is made with. */
export interface DreamParts extends Pick<MeterParts, 'gpu' | 'hold'> {
  /** The model at this moment; null before there is one. */
  readonly loaded: () => LoadedModel | null;
}

/**
 * Grows it; meanwhile the page goes on between the steps. Throws as `dream`, and an AbortError when another network takes the
 * place of this one.
 */
export async function dreamOf({ gpu, hold, loaded }: DreamParts, wish: DreamWish): Promise<Dream> {
  const { dream } = await loadDreaming();
  const model = loaded();
  if (!model) throw new RangeError('No network is loaded yet.');
  const { network, spec, input, summary } = model;
  const denseSize = input.scoreSize ?? input.defaultSize;
  const subject = { network, spec, denseSize, trainSize: summary.trainSize };
  return dream(gpu, subject, wish, (work) =>
    hold(async () => {
      if (loaded() !== model) {
        throw new DOMException('Another network has taken the place of this one.', 'AbortError');
      }
      await work();
    }),
  );
}
