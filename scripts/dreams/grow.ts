/** Grows dreams of one layer, several side by side. Knows no file. */
import type { Gpu } from '../../src/gpu/index.ts';
import { Grower } from '../../src/insight/dream/index.ts';
import type { DreamSubject } from '../../src/insight/dream/index.ts';
import type { FinishedDream, LayerGrowth } from './kept-dreams.ts';
import { withoutAlpha } from './sheet.ts';

/** What is grown, and who is told. */
export interface GrowWish {
  readonly growth: LayerGrowth;
  readonly channels: readonly number[];
  /** Pictures side by side, at most. */
  readonly slots: number;
  readonly signal: AbortSignal;
  readonly onDream: (channel: number, dream: FinishedDream) => Promise<void>;
}

/** So many steps are submitted before the GPU is waited for. */
const STEPS_OF_A_TURN = 4;

/** A picture under way. */
interface Growing {
  readonly slot: number;
  readonly channel: number;
  readonly first: number;
}

/** Grows them all. Throws what the Grower throws, and the signal's reason; what is half grown then is lost. */
export async function grow(gpu: Gpu, subject: DreamSubject, wish: GrowWish): Promise<void> {
  const { growth, channels, signal, onDream } = wish;
  const { layer, recipe, seed } = growth;
  if (channels.length === 0) return;
  const slots = recipe.octaves ? 1 : Math.min(wish.slots, channels.length);
  const grower = await Grower.open(gpu, subject, { layer, recipe, slots });
  try {
    const waiting = [...channels];
    const free = Array.from({ length: slots }, (_, slot) => slot);
    let growing: readonly Growing[] = [];
    while (waiting.length > 0 || growing.length > 0) {
      for (const slot of free.splice(0, waiting.length)) {
        const [channel = 0] = waiting.splice(0, 1);
        await grower.plant(slot, { goal: { of: 'channel', channel }, seed });
        const [first = NaN] = await grower.observe([slot]);
        growing = [...growing, { slot, channel, first }];
      }
      await climb(gpu, grower, growing, signal);
      const done = growing.filter(({ slot }) => grower.isDone(slot));
      for (const { slot, channel, first } of done) {
        const [last = NaN] = await grower.observe([slot]);
        const [look] = await grower.look([slot]);
        if (!look) throw new Error(`There is no picture of ${layer}, ${channel}.`);
        await onDream(channel, { size: look.size, pixels: withoutAlpha(look.pixels), first, last });
        grower.clear(slot);
        free.push(slot);
      }
      growing = growing.filter((one) => !done.includes(one));
    }
  } finally {
    grower.dispose();
    gpu.trim();
  }
}

/** On until one of them is done. */
async function climb(
  gpu: Gpu,
  grower: Grower,
  growing: readonly Growing[],
  signal: AbortSignal,
): Promise<void> {
  const slots = growing.map(({ slot }) => slot);
  const anyIsDone = (): boolean => slots.some((slot) => grower.isDone(slot));
  while (!anyIsDone()) {
    signal.throwIfAborted();
    for (let step = 0; step < STEPS_OF_A_TURN && !anyIsDone(); step += 1) {
      await grower.advance(slots);
    }
    await gpu.finished();
  }
}
