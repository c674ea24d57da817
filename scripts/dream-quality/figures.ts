/** What is said of each dream and of all together, and what must hold. Knows no GPU. */

/** A dream in numbers. */
export interface DreamFigures {
  readonly layer: string;
  readonly channel: number;
  /** What was made large, of the picture as it is: in the beginning and in the end. */
  readonly start: number;
  readonly end: number;
  /** Mean and deviation of the same over the sample pictures, and the deviation of all cells of the channel. */
  readonly mean: number;
  readonly deviation: number;
  readonly cellDeviation: number;
  /** Channels of the layer that are excited more, in deviations from their means over the samples. */
  readonly ahead: number;
  /** Mean of what was made large over unseen transforms, as a share of the untransformed. */
  readonly robust: number;
  readonly fine: number;
  /** The same of the naive recipe after as many steps; null where it was not grown. */
  readonly naive: { readonly robust: number; readonly fine: number } | null;
}

/** One demand: what came of it, and what must. */
export interface Verdict {
  readonly name: string;
  readonly value: number;
  /** At least that, or below it. */
  readonly limit: number;
  readonly isAtLeast: boolean;
  readonly isMet: boolean;
}

/** Limits of a run. */
export const LIMITS = { gain: 5, dead: 1, retrieved: 0.8, robust: 0.6, fine: 0.5 } as const;

/** Deviations of the objective over the samples that a dream lies above their mean. */
export function gainOf({ end, mean, deviation }: DreamFigures): number {
  return (end - mean) / deviation;
}

/** The same in deviations of all cells of the channel. */
export function cellGainOf({ end, mean, cellDeviation }: DreamFigures): number {
  return (end - mean) / cellDeviation;
}

/** The middle one; of an even count the mean of two. NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1] ?? NaN, sorted[Math.floor(half)] ?? NaN];
  return (low + high) / 2;
}

/** Judges all dreams together. */
export function judge(dreams: readonly DreamFigures[]): readonly Verdict[] {
  const verdict = (name: string, value: number, limit: number, isAtLeast = true): Verdict => {
    const isMet = isAtLeast ? value >= limit : value < limit;
    return { name, value, limit, isAtLeast, isMet };
  };
  const compared = dreams.flatMap(({ fine, naive }) =>
    naive ? [{ fine, naive: naive.fine }] : [],
  );
  const share = (test: (one: DreamFigures) => boolean): number =>
    dreams.filter(test).length / dreams.length;
  return [
    verdict(
      'gain, median, in deviations of the objective',
      medianOf(dreams.map(gainOf)),
      LIMITS.gain,
    ),
    verdict(
      'channels that end at or below their start',
      dreams.filter(({ start, end }) => !(end > start)).length,
      LIMITS.dead,
      false,
    ),
    verdict(
      'share of channels excited most by their own dream',
      share(({ ahead }) => ahead === 0),
      LIMITS.retrieved,
    ),
    verdict(
      'of the objective left under unseen transforms, median',
      medianOf(dreams.map(({ robust }) => robust)),
      LIMITS.robust,
    ),
    ...(compared.length > 0
      ? [
          verdict(
            'fine energy against the naive recipe, median',
            medianOf(compared.map((one) => one.fine)) / medianOf(compared.map((one) => one.naive)),
            LIMITS.fine,
            false,
          ),
        ]
      : []),
  ];
}
