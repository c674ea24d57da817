/** What the ascent is told from outside: what to excite, by which recipe, from what. */
import type { Disposable, Owned } from '../../base/index.ts';
import type { BlockedTensor, Commands, GpuBuffer } from '../../gpu/index.ts';
import type { Extent } from '../../math/index.ts';
import type { ColorTriple, DreamRecipe } from '../../math/dream/index.ts';

/** Something that is to become large, as a function of a picture on the GPU. */
export interface AscentObjective extends Disposable {
  /** Of the objective with respect to the input; of its shape. Written by `encode`. */
  readonly gradient: BlockedTensor;
  /** One f32, what the objective was in the last `encode`. */
  readonly value: GpuBuffer;
  /** Runs forward and back from what the input holds now. Makes nothing. */
  encode(commands: Commands): void;
}

/** Makes an objective that reads `input`, RGB [3, H, W]; the receiver disposes of it, not of the input. */
export type MakeObjective = (input: BlockedTensor) => Promise<Owned<AscentObjective>>;

/** What a picture grows for and from. */
export interface AscentRequest {
  readonly recipe: DreamRecipe;
  /** Whole; equal seeds make equal pictures on one device. */
  readonly seed: number;
  /** What the objective looks at. */
  readonly input: Extent;
  /** The objective takes colours of 0 to this. */
  readonly inputRange: 1 | 255;
  /** Mean color of what the network was trained on, 0..1. */
  readonly mean: ColorTriple;
  readonly objective: MakeObjective;
  /** A picture to begin with instead of noise, in the range of the recipe's pixels (of waves 0..1); of any size. */
  readonly start?: BlockedTensor;
  /** Pixels of a side, where it is not the recipe's: of a later octave. */
  readonly size?: number;
}

/** All that is needed to go on later: numbers and what the optimiser remembers, as they lie on the GPU. */
export interface AscentState {
  readonly step: number;
  readonly buffers: readonly Float32Array[];
}
