/** Finds how much of something is done in a millisecond, by doing more and more of it. Knows no GPU. */
import { medianOf } from './spread.ts';

/** Runs some amount of work. Resolves to what was done, and the milliseconds it took. */
export type Work = (amount: number) => Promise<{ readonly done: number; readonly ms: number }>;

/** A run shorter than this says little: clocks are coarse, and starting takes time as well. */
const LEAST_MS = 20;
/** What the next run aims at; at most double, it stays far below what a person or a watchdog notices. */
const AIM_MS = 30;
const GROWTH = { least: 2, most: 8 } as const;
const RUNS = 5;
const MOST_STEPS = 24;
/** A shorter time than before means that the machine had been busy: then there is more to do. */
const STILL_LONG_ENOUGH = 0.5;

/** Done per millisecond: the median of five runs of about 20 ms or more. Throws the signal's reason. */
export async function steadyRate(work: Work, signal?: AbortSignal): Promise<number> {
  const run = async (amount: number): ReturnType<Work> => {
    signal?.throwIfAborted();
    return work(amount);
  };
  // Compiles, and wakes the device up.
  await run(1);
  let amount = 1;
  for (let step = 1; ; step += 1) {
    const isLast = step >= MOST_STEPS;
    let { ms } = await run(amount);
    if (ms >= LEAST_MS || isLast) {
      const runs: Awaited<ReturnType<Work>>[] = [];
      while (runs.length < RUNS) runs.push(await run(amount));
      ms = medianOf(runs.map((one) => one.ms));
      if (ms >= LEAST_MS * STILL_LONG_ENOUGH || isLast) {
        return medianOf(runs.map((one) => one.done / one.ms));
      }
    }
    amount = Math.ceil(amount * growthAfter(ms));
  }
}

function growthAfter(ms: number): number {
  return Math.min(GROWTH.most, Math.max(GROWTH.least, AIM_MS / ms));
}
