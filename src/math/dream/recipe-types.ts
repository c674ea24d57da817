/** What a recipe for a picture that grows is made of. Every number is named; nothing is hidden in the engine. */
import type { Framing, Surroundings, Transform } from './transforms.ts';

/** Adam: steps of about `rate`, whatever the size of the gradient. */
export interface AdamRule {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** RMSprop: each number has steps of its own size. */
export interface PropRule {
  readonly rate: number;
  readonly rho: number;
  readonly epsilon: number;
}

/** The gradient itself, its length set by its size as a whole. */
export type AscendRule =
  | { readonly by: 'rate'; readonly rate: number }
  /** rate * g / (root mean square of g + epsilon) */
  | { readonly by: 'root-mean-square'; readonly rate: number; readonly epsilon: number }
  /** rate * g / sqrt(max(sum of g * g, epsilon)) */
  | { readonly by: 'length'; readonly rate: number; readonly epsilon: number }
  /** So far that a linear objective would rise by `progress`, at most `rate` times the gradient. */
  | {
      readonly by: 'progress';
      readonly rate: number;
      readonly progress: number;
      readonly epsilon: number;
    };

/** How the numbers follow the gradient. */
export type Optimiser =
  | ({ readonly kind: 'adam' } & AdamRule)
  | ({ readonly kind: 'rmsprop' } & PropRule)
  | ({ readonly kind: 'ascend' } & AscendRule);

/** What the numbers that grow are. */
export type Parameters =
  /** Coefficients of waves and a sigmoid; the picture is 0..1. */
  | {
      readonly kind: 'fourier';
      /** How fast waves weaken with their frequency; 1 as in natural pictures, 0 not at all. */
      readonly decay: number;
      /** Standard deviation of the coefficients to begin with. */
      readonly deviation: number;
      readonly isDecorrelated: boolean;
    }
  /** The pixels themselves, 0..`range`. */
  | { readonly kind: 'pixels'; readonly range: 1 | 255; readonly start: PixelStart };

/** Noise to begin with: center +- spread evenly, or normal with that deviation. `mean` is the mean color of the model. */
export interface PixelStart {
  readonly distribution: 'uniform' | 'normal';
  readonly center: number | 'mean';
  readonly spread: number;
}

/** Added to the objective with a weight, which is negative where it punishes; of means, divided by the count of numbers. */
export type Regulariser =
  | {
      readonly kind: 'variation';
      readonly power: 1 | 2;
      readonly weight: number;
      readonly isMean: boolean;
    }
  | {
      readonly kind: 'norm';
      readonly power: number;
      readonly center: number;
      readonly isRooted: boolean;
      readonly weight: number;
      readonly isMean: boolean;
    };

/** What is done to the pixels themselves after every so many steps. Only for pixels. */
export type Upkeep =
  /** Towards the mean color, by this share of the way. */
  | { readonly kind: 'decay'; readonly share: number; readonly every: number }
  /** Gaussian: radius is the standard deviation; box: cells of a side. */
  | {
      readonly kind: 'blur';
      readonly shape: 'gaussian' | 'box';
      readonly radius: number;
      readonly every: number;
    }
  /** The share of cells of the least length or benefit to the objective becomes the mean color. */
  | {
      readonly kind: 'drop';
      readonly by: 'length' | 'benefit';
      readonly share: number;
      readonly every: number;
    };

/** How the numbers become a picture to look at: cut off, or brought to a deviation around the middle first. */
export type Display =
  | { readonly kind: 'clip' }
  | { readonly kind: 'standardised'; readonly deviation: number; readonly epsilon: number };

/** Enlarged so many times by a factor, each time with all steps. */
export interface Octaves {
  readonly count: number;
  readonly factor: number;
}

/** A way to let a picture grow. */
export interface DreamRecipe {
  readonly id: string;
  /** Pixels of a side of what is shown, of the first octave where there are several. */
  readonly size: number;
  /** Pixels that grow on every side of it and are cut off: what the padding of a network makes stays there. */
  readonly margin: number;
  readonly steps: number;
  readonly parameters: Parameters;
  readonly optimiser: Optimiser;
  readonly transforms: readonly Transform[];
  readonly surroundings: Surroundings;
  readonly framing: Framing;
  readonly regularisers: readonly Regulariser[];
  readonly upkeep: readonly Upkeep[];
  readonly display: Display;
  readonly octaves: Octaves | null;
}
