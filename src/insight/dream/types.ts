/** What the ascent is told from outside: what to excite, by which recipe, from what. */
import type { Disposable, Owned } from '../../base/index.ts';
import type { BlockedTensor, Commands, GpuBuffer } from '../../gpu/index.ts';
import type { Extent } from '../../math/index.ts';
import type { ColorTriple, DreamRecipe } from '../../math/dream/index.ts';

/** Whose turn it is, and the steps that it has done. */
export interface AscentTurn {
  readonly slot: number;
  readonly step: number;
}

/** Something that is to become large, as a function of a picture on the GPU. */
export interface AscentObjective extends Disposable {
  /** Of the objective with respect to the input; of its shape. Written by `encode`. */
  readonly gradient: BlockedTensor;
  /** One f32, what the objective was in the last `encode`. */
  readonly value: GpuBuffer;
  /** Runs forward and back from what the input holds now. Makes nothing. */
  encode(commands: Commands, turn: AscentTurn): void;
  /**
   * Where pictures concern one another: told which have a turn in one step; then each is `measure`d from what the input holds
   * before the first is encoded. False: none of it is needed.
   */
  compare?(slots: readonly number[]): boolean;
  measure?(commands: Commands, slot: number): void;
}

/** Makes an objective that reads `input`, RGB [3, H, W]; the receiver disposes of it, not of the input. */
export type MakeObjective<O extends AscentObjective = AscentObjective> = (
  input: BlockedTensor,
) => Promise<Owned<O>>;

/** What pictures grow for and from. */
export interface AscentRequest<O extends AscentObjective = AscentObjective> {
  readonly recipe: DreamRecipe;
  /** Pictures side by side, 1 if left out. */
  readonly slots?: number;
  /** Of the picture in every slot, until another is planted. Whole; equal seeds make equal pictures on one device. */
  readonly seed: number;
  /** What the objective looks at. */
  readonly input: Extent;
  /** The objective takes colours of 0 to this. */
  readonly inputRange: 1 | 255;
  /** Mean color of what the network was trained on, 0..1. */
  readonly mean: ColorTriple;
  readonly objective: MakeObjective<O>;
  /** A picture to begin with instead of noise, in the range of the recipe's pixels (of waves 0..1); of any size. */
  readonly start?: BlockedTensor;
  /** Pixels on every side of it that are a margin, 0 if left out. */
  readonly startMargin?: number;
  /** Pixels of a side of what is shown, where it is not the recipe's: of a later octave. */
  readonly size?: number;
}

/** All that is needed to go on later: numbers and what the optimiser remembers, as they lie on the GPU. */
export interface AscentState {
  readonly step: number;
  readonly buffers: readonly Float32Array[];
}
