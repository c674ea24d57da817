/** What a pass is given, and what it tells of its convolutions to those who choose how they run. Types only. */
import type { Disposable } from '../base/index.ts';
import type { Commands, ConvolutionShape, Gpu } from '../gpu/index.ts';
import type { LearnedBuffers } from './upload.ts';
import type { WeightForms } from './weight-forms.ts';

/** A convolution of a pass, for those who choose how it runs. */
export interface PassConvolution {
  readonly name: string;
  readonly shape: ConvolutionShape;
  /** Whether a 2 x 2 max pooling of stride 2 follows, which some algorithms do on the way. */
  readonly poolFollows: boolean;
}

/** Chooses the algorithm of each convolution of a pass. */
export interface ConvolutionPlanner {
  /**
   * Ids by layer; who is left out runs by the kernel that is there from the start. `others`: plans of other passes of the
   * network, which share its weights: the forms that those want are there, and count as memory.
   */
  plan(
    convolutions: readonly PassConvolution[],
    others?: readonly ReadonlyMap<string, string>[],
  ): ReadonlyMap<string, string>;
}

/** One convolution by an algorithm that is tried, on the buffers of its pass. */
export interface Trial extends Disposable {
  readonly id: string;
  /** Runs the convolution, and the pooling that follows. */
  encode(commands: Commands): void;
}

/** The forms of a network's weights, made by the first pass that wants one: a part of the page that comes late. */
export interface FormsHolder {
  current: WeightForms | null;
}

/** What a network shares with its passes. */
export interface PassContext {
  readonly gpu: Gpu;
  /** By layer; may grow. */
  readonly learned: ReadonlyMap<string, LearnedBuffers>;
  readonly forms: FormsHolder;
  /** Without one, convolutions run by the kernel that is there from the start. */
  readonly planner?: ConvolutionPlanner | undefined;
}
