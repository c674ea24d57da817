/** What both sides differentiate, and what comes back. Knows neither. */

/** The mean of a channel before its activation, without the border of a large map. */
export interface GradientWish {
  readonly layer: string;
  readonly channel: number;
  /** Ours with the built-in kernel alone, not with the fastest. */
  readonly isPlain?: boolean;
}

/** With respect to the network's input, CHW, and how long it took with the way forward, milliseconds. */
export interface Gradient {
  readonly ms: number;
  readonly values: readonly number[];
}

/** Times of a thing done again and again, milliseconds each. */
export type Times = readonly number[];
