/** Where the losses of a descent stand on a plot with a logarithmic axis. Pure arithmetic. */

/** A plot of so many pixels. */
export interface LossPlot {
  /** Decades at the ends of the axis. */
  readonly low: number;
  readonly high: number;
  /** Decades that are labelled. */
  readonly ticks: readonly number[];
  /** Points of the curve, in pixels from the upper left corner. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Steps at the right end. */
  readonly steps: number;
}

/** Fewer decades than this look like noise blown up. */
const LEAST_DECADES = 2;
/** A plot begins with room for so many steps, and doubles it when they are used up. */
const FIRST_ROOM = 32;
const MOST_TICKS = 4;
/** What is smaller is drawn on the floor. */
const FLOOR = 1e-12;

/** The plot of `losses`, one for each step from 0. */
export function lossPlot(losses: readonly number[], width: number, height: number): LossPlot {
  const logs = losses
    .filter((loss) => Number.isFinite(loss))
    .map((loss) => Math.log10(Math.max(FLOOR, loss)));
  const high = Math.ceil(logs.reduce((most, log) => Math.max(most, log), logs[0] ?? 0));
  const least = Math.floor(logs.reduce((low, log) => Math.min(low, log), logs[0] ?? 0));
  const low = Math.min(least, high - LEAST_DECADES);
  const every = Math.ceil((high - low) / MOST_TICKS);
  const ticks: number[] = [];
  for (let tick = high; tick >= low; tick -= every) ticks.push(tick);
  let steps = FIRST_ROOM;
  while (steps < losses.length - 1) steps *= 2;
  const points: (readonly [number, number])[] = [];
  // One point for each pixel is enough: the last step that falls on it.
  for (let index = 0; index < losses.length; index += 1) {
    const x = Math.round((index / steps) * width);
    const loss = losses[index] ?? NaN;
    if (!Number.isFinite(loss)) continue;
    const share = (high - Math.log10(Math.max(FLOOR, loss))) / (high - low);
    if (points.at(-1)?.[0] === x) points.pop();
    points.push([x, share * height]);
  }
  return { low, high, ticks, points, steps };
}
