/** Where the curves of an objective stand on a plot with straight axes. Pure arithmetic. */

/** Pixels from the upper left corner. */
type Point = readonly [x: number, y: number];

/** A plot of so many pixels. */
export interface CurvePlot {
  /** Values at the ends of the upright axis. */
  readonly low: number;
  readonly high: number;
  /** Values that are labelled, between them. */
  readonly ticks: readonly number[];
  readonly lines: readonly (readonly Point[])[];
}

const MOST_TICKS = 4;
const ROUND = [1, 2, 5, 10];

/** The plot of `curves`, one value a step of `steps`. */
export function curvePlot(
  curves: readonly Float32Array[],
  steps: number,
  width: number,
  height: number,
): CurvePlot {
  const { low, high, ticks } = axisOf(curves);
  const span = Math.max(1, steps - 1);
  const lines = curves.map((curve) => {
    const points: Point[] = [];
    // One point for each pixel is enough: the last step that falls on it.
    for (let step = 0; step < curve.length; step += 1) {
      const value = curve[step] ?? NaN;
      if (!Number.isFinite(value)) continue;
      const x = Math.round((step / span) * width);
      if (points.at(-1)?.[0] === x) points.pop();
      points.push([x, ((high - value) / (high - low)) * height]);
    }
    return points;
  });
  return { low, high, ticks, lines };
}

/** The step at a place of the plot, as far as the curves go. */
export function stepAt(x: number, width: number, steps: number, known: number): number {
  const step = Math.round((x / width) * Math.max(1, steps - 1));
  return Math.max(0, Math.min(known - 1, step));
}

function axisOf(curves: readonly Float32Array[]): Omit<CurvePlot, 'lines'> {
  let least = Infinity;
  let most = -Infinity;
  for (const curve of curves) {
    for (const value of curve) {
      if (!Number.isFinite(value)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  if (least > most) [least, most] = [0, 1];
  // Zero is where nothing is excited: it belongs to the picture unless it is far away.
  if (least > 0 && least < most) least = 0;
  if (least === most) [least, most] = [least - 1, most + 1];
  const every = roundUp((most - least) / MOST_TICKS);
  const first = Math.floor(least / every);
  // Not -0.
  const last = Math.ceil(most / every) || 0;
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * every);
  return { low: first * every, high: last * every, ticks };
}

/** The next of 1, 2, 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const share = value / power;
  return (ROUND.find((one) => one >= share - 1e-9) ?? 10) * power;
}
