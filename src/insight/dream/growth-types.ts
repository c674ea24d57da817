/** What several pictures of one layer are grown for, and how they stand. Knows no GPU and no page. */
import type { DreamRecipe } from '../../math/dream/index.ts';
import type { AscentState } from './types.ts';

/** What is to become large. */
export interface DreamGoal {
  /**
   * `channel`: its mean before the activation, without the border of a large map (of a class its logit); `unit`: the one in the
   * middle of the map; `layer`: the mean of squares of all that the layer holds, as in deep dreams.
   */
  readonly of: 'channel' | 'unit' | 'layer';
  /** Of no meaning for `layer`. */
  readonly channel: number;
  /** Another channel, and its share of the objective, 0..1; the first has the rest. */
  readonly mix?: { readonly channel: number; readonly share: number };
  /** -1: what it wants least. 1 if left out. */
  readonly sign?: 1 | -1;
}

/** How pictures of one layer are grown together. */
export interface GrowthRequest {
  readonly layer: string;
  /** Complete: size, steps and all other numbers as they are to be used. */
  readonly recipe: DreamRecipe;
  /** Pictures that grow side by side in one submit a step, 1 if left out; with octaves only 1. */
  readonly slots?: number;
  /** How much each picture is kept from resembling the others in what the layer makes of it; 0 if left out. Lucid: 100. */
  readonly diversity?: number;
  /** A picture to begin with in place of noise, RGB 0..1 [3, H, W] of any size. */
  readonly start?: { readonly shape: readonly [3, number, number]; readonly data: Float32Array };
}

/** What grows in a slot. */
export interface Seedling {
  readonly goal: DreamGoal;
  /** Whole; equal seeds make equal pictures on one device. */
  readonly seed: number;
  /** Goes on from there. */
  readonly state?: GrowthState;
}

/** All that is needed to go on later, in a growth of the same request. */
export interface GrowthState extends AscentState {
  /** Number of the octave, from 0 on. */
  readonly octave: number;
  /** Of the octaves before. */
  readonly curve: Float32Array;
}

/** A picture as it stands. */
export interface GrowthLook {
  readonly slot: number;
  /** Steps done and to be done, over all octaves. */
  readonly step: number;
  readonly steps: number;
  /** Pixels of a side of what is shown. */
  readonly size: number;
  /** RGBA as the recipe shows it, opaque, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** What the objective was in every step so far, transformed, before the step; octave after octave. */
  readonly curve: Float32Array;
}
