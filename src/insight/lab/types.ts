/** What a lab is asked, and what it answers: plain numbers with a shape. */
import type { OutputMode, Pair, PaddingMode } from '../../math/index.ts';

/** Numbers with a shape; the last index moves fastest. */
export interface LabTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What stands beyond the border. */
export interface LabPadding {
  /** By the names of numpy.pad; `zero` is `constant` with 0. */
  readonly mode?: PaddingMode | 'zero';
  /** Of `constant`; 0 if left out. */
  readonly value?: number;
  /** Cells added on every side, or by axis; if left out, what the output mode needs. */
  readonly size?: number | Pair;
}

/** How a picture is convolved. */
export interface ConvolveOptions {
  /**
   * [KH, KW]: every channel alone. [C, KH, KW]: a slice for each channel, and one output, the sum of the partial results.
   * [O, C, KH, KW]: as many outputs.
   */
  readonly kernel: LabTensor;
  /** 1 if left out; rows, columns. */
  readonly stride?: number | Pair;
  readonly dilation?: number | Pair;
  /** Zeros if left out. */
  readonly padding?: LabPadding;
  /** `same` if left out, and `valid` where the padding has a size. */
  readonly mode?: OutputMode;
  /** Whether the kernel is turned by 180 degrees: convolution as mathematics means it; networks do not. */
  readonly flip?: boolean;
  /** `false` gives the partial result of each channel instead of their sum; for a kernel of [C, KH, KW]. */
  readonly sum?: boolean;
}

/** How a picture is pooled. */
export interface PoolOptions {
  /** `max` if left out. */
  readonly kind?: 'max' | 'average';
  /** Rows and columns of the window; 2 if left out, 16 at most. */
  readonly size?: number;
  /** As `size` if left out. */
  readonly stride?: number;
}

/** A pooling, and where its maxima stood. */
export interface LabPooled {
  readonly output: LabTensor;
  /** For each value of `output`: y * W + x of its winner in its channel; null for averages, which have none. */
  readonly winners: Uint32Array | null;
}

/** Gradients of a convolution. */
export interface LabGradients {
  /** In the shape of the input. */
  readonly input: LabTensor;
  /** In the shape of the kernel, and turned as it is. */
  readonly kernel: LabTensor;
}

/** Convolution and pooling of any picture, forward and backward. Every method throws ShapeError for what does not fit. */
export interface Lab {
  /** Convolves [H, W] or [C, H, W]; the output has as many axes. */
  convolve(input: LabTensor, options: ConvolveOptions): Promise<LabTensor>;
  /** Gradients of sum(gradient * output) with respect to input and kernel. */
  convolveBackward(
    input: LabTensor,
    options: ConvolveOptions,
    gradient: LabTensor,
  ): Promise<LabGradients>;
  /** Pools [H, W] or [C, H, W] without padding. */
  pool(input: LabTensor, options?: PoolOptions): Promise<LabPooled>;
  /** Gradient of sum(gradient * output) with respect to the input; of equal maxima the first in row-major order has it all. */
  poolBackward(
    input: LabTensor,
    options: PoolOptions | undefined,
    gradient: LabTensor,
  ): Promise<LabTensor>;
}
