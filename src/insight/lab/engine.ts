/** What computes a live lab: holds its pictures, computes all of them anew in one go, and lets parts of them be read. */
import type { Disposable } from '../../base/index.ts';
import type { GridCell, PaddingMode, Shape3, Tensor3 } from '../../math/index.ts';
import type { LabLook, LabWindow } from '../../math/lab/index.ts';
import type { PreparedConvolution, PreparedPool } from './settings.ts';

/**
 * One of the pictures that a lab holds. `parts`: the partial results of the channels; `wins`: how many windows each cell of the
 * input wins; `target`: the output that is looked for; `inputBefore`, `outputBefore`: kept, to compare with.
 */
export type LabPlane =
  | 'input'
  | 'output'
  | 'parts'
  | 'upstream'
  | 'inputGradient'
  | 'wins'
  | 'target'
  | 'inputBefore'
  | 'outputBefore';

/** Least, largest and sum of a picture. */
export interface LabRange {
  readonly min: number;
  readonly max: number;
  readonly sum: number;
}

/** What a lab computes. */
export interface LabSetup {
  readonly input: Shape3;
  readonly operation: LabOperation;
  /** Whether the gradients are computed too, of `upstream`. */
  readonly isBackward: boolean;
  /** Whether there is a target. */
  readonly isLearning: boolean;
  /** Whether pictures are kept to be compared with. */
  readonly isCompared: boolean;
}

/** What is done with the picture. */
export type LabOperation =
  | { readonly kind: 'convolution'; readonly convolution: PreparedConvolution }
  | { readonly kind: 'pool'; readonly pool: PreparedPool };

/** A part of a picture, which may reach beyond its border. */
export interface LabPart extends LabWindow {
  readonly plane: LabPlane;
  readonly padding: PaddingMode;
  readonly value: number;
}

/** How far two pictures are from each other. */
export interface LabDifference {
  /** Root of the sum of the squared differences over that of the squares. */
  readonly norm: number;
  /** Share of the cells that differ. */
  readonly changed: number;
}

/** A canvas that shows one picture, a pixel a cell. */
export interface LabCanvas extends Disposable {
  show(plane: LabPlane | null, look: LabLook | null): void;
}

/** See the head of the file. Only `configure` makes anything; it leaves everything as it was when it throws. */
export interface LabEngine extends Disposable {
  readonly isOnGpu: boolean;
  /** Throws ShapeError where something does not fit. Resolves to the planes there are from now on, with their shapes. */
  configure(setup: LabSetup): Promise<ReadonlyMap<LabPlane, Shape3>>;
  /** The picture: RGBA bytes of H x W pixels, made grey where the input has one channel, each divided by `divisor`. */
  setPixels(rgba: Uint8Array | Uint8ClampedArray, divisor: number): void;
  /** In the form and number of those it was configured with. */
  setWeights(weights: Float32Array): void;
  writeUpstream(values: Tensor3): void;
  /** One value of it. */
  pokeUpstream(cell: GridCell, value: number): void;
  /** Computes every picture anew, or what depends on `upstream` alone. */
  run(part?: 'all' | 'backward'): void;
  /** Makes the output of now the target. */
  aim(): void;
  /** Keeps input and output to compare with. */
  keep(): void;
  /** Numbers of parts of pictures, [C, rows, columns] each; NaN-free. */
  read(parts: readonly LabPart[]): Promise<readonly Float32Array[]>;
  ranges(): Promise<ReadonlyMap<LabPlane, LabRange>>;
  /** Gradient of the weights, in their form. */
  weightGradient(): Promise<Float32Array>;
  /** Half the mean of the squared differences of output and target, and its gradient with respect to the weights. */
  descend(): Promise<{ readonly loss: number; readonly gradient: Float32Array }>;
  compare(): Promise<{ readonly input: LabDifference; readonly output: LabDifference }>;
  attach(canvas: HTMLCanvasElement): LabCanvas;
  /** Paints the canvases that are stale. */
  paint(): void;
  /** Resolves when all that was asked for is done. */
  finished(): Promise<void>;
}
