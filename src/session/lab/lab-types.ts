/** What the elements may see of a lab: state as signals, commands as methods. No element, no tag, no CSS, no GPU type. */
import type { ErrorValues, ReadonlySignal } from '../../base/index.ts';
import type { LabDifference, LabPlane, LabRange } from '../../insight/index.ts';
import type { OutputMode, PaddedGeometry, PaddingMode, Pair, Shape3 } from '../../math/index.ts';
import type { KernelPreset, LabCell, LabDisplay, LabWindow } from '../../math/lab/index.ts';
import type { Bilingual } from '../bilingual.ts';

export type { LabDifference, LabPlane, LabRange } from '../../insight/index.ts';

/** Which lab. */
export type LabName = 'convolution' | 'pooling';

/** What is done in it: `learn` is of convolution only, `shift` of pooling only. */
export type LabTask = 'forward' | 'backward' | 'learn' | 'shift';

/**
 * What becomes of the channels of a picture: made grey first; convolved each alone with one kernel; or convolved each with a
 * slice of the kernel and added up.
 */
export type LabChannels = 'grey' | 'each' | 'sum';

/** Numbers of a picture: bytes 0..255, or 0..1. */
export type LabUnit = 'byte' | 'unit';

/** A kernel as it is written; nothing turned. */
export interface LabKernel {
  /** Rows, columns. */
  readonly size: Pair;
  /** [KH, KW], or [3, KH, KW] where the channels are `sum`. */
  readonly values: readonly number[];
  /** Of which preset the values are; null once one was changed. */
  readonly preset: KernelPreset | null;
  /** Of which layer and filter of a network they are. */
  readonly source: { readonly layer: string; readonly filter: number } | null;
}

/** How the gradient that comes from above is made. */
export interface LabUpstream {
  /** `one`: 1 at the cursor and 0 elsewhere; `drawn`: by hand. */
  readonly kind: 'one' | 'constant' | 'random' | 'drawn';
  readonly seed: number;
}

/** Everything that can be set, and that a link remembers. */
export interface LabSettings {
  readonly lab: LabName;
  readonly task: LabTask;
  /** `circle`, another of `LAB_FIGURES`, the id of a sample, `own` or `camera`. */
  readonly picture: string;
  /** Cells of the longer side of the picture. */
  readonly side: number;
  readonly unit: LabUnit;
  readonly channels: LabChannels;
  readonly kernel: LabKernel;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: PaddingMode;
  /** What `constant` puts beyond the border. */
  readonly value: number;
  readonly mode: OutputMode;
  /** Whether the kernel is turned by 180 degrees: a convolution; else a correlation. */
  readonly flip: boolean;
  readonly display: LabDisplay;
  readonly pool: {
    readonly kind: 'max' | 'average';
    readonly size: number;
    readonly stride: number;
  };
  readonly upstream: LabUpstream;
  /** The kernel to be found by `learn`. */
  readonly goal: KernelPreset;
  /** Cells the picture has been dragged by in `shift`: rows, columns. */
  readonly shift: Pair;
}

/** What is on the stages now, all of one moment. */
export interface LabScene {
  readonly settings: LabSettings;
  readonly title: Bilingual;
  readonly input: Shape3;
  readonly output: Shape3;
  /** How the window moves; pooling has one too. */
  readonly geometry: PaddedGeometry;
  /** Weights as they are multiplied: [slices, KH, KW], turned if they are to be; null for pooling. */
  readonly weights: Float32Array | null;
  readonly planes: readonly LabPlane[];
}

/** Numbers of a part of a picture: [channels, rows, columns]; NaN where there is none. */
export interface LabPatch extends LabWindow {
  readonly channels: number;
  readonly data: Float32Array;
}

/** The numbers around the cursor, all of one moment. */
export interface LabNumbers {
  readonly scene: LabScene;
  readonly cursor: LabCell;
  /** By plane; of the input also beyond the border, as the padding has it. */
  readonly patches: Readonly<Partial<Record<LabPlane, LabPatch>>>;
}

/** What is known of all of the pictures, a moment later than the pictures. */
export interface LabFacts {
  readonly scene: LabScene;
  readonly ranges: Readonly<Partial<Record<LabPlane, LabRange>>>;
  /** In the shape of `LabKernel.values`, turned as it is; null unless `backward`. */
  readonly kernelGradient: Float32Array | null;
}

/** A cell that a person points at, and on what. */
export interface LabFocus {
  readonly stage: 'input' | 'kernel' | 'output';
  readonly cell: LabCell;
}

/** The moving window. */
export interface LabPlayback {
  readonly state: 'off' | 'playing' | 'paused';
  /** Cells of the output that the window has passed, in row-major order; null: all, nothing is veiled. */
  readonly shown: number | null;
  /** Cells per second. */
  readonly speed: number;
}

/** How far a descent is. */
export interface LabLearning {
  readonly state: 'ready' | 'running' | 'paused' | 'done';
  readonly step: number;
  /** Mean of half the squared differences, one for each step. */
  readonly losses: readonly number[];
  readonly kernel: Float32Array;
  readonly goal: Float32Array;
  /** Largest difference of a weight from the one that is looked for. */
  readonly distance: number;
}

/** A comparison of gradients with central differences. */
export interface LabCheck {
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly rows: readonly {
    readonly of: 'input' | 'kernel';
    readonly cell: LabCell;
    readonly channel: number;
    readonly gradient: number;
    readonly difference: number;
  }[];
  /** Cells left out because equal maxima have no derivative. */
  readonly ties: number;
  /** Largest difference, relative to the largest gradient. */
  readonly worst: number;
}

/** How far the picture and its pooling are from what they were before the picture was shifted. */
export interface LabShift {
  readonly scene: LabScene;
  readonly input: LabDifference;
  readonly output: LabDifference;
}

/** A layer whose filters can be taken over. */
export interface LabFilterLayer {
  readonly name: string;
  readonly filters: number;
  readonly channels: number;
  readonly size: Pair;
}

/** Filters of the network that is loaded. */
export interface LabFilters {
  readonly model: string;
  readonly layers: readonly LabFilterLayer[];
  /** [KH, KW] for one of its input channels; of a layer that reads the picture these are red, green, blue. */
  read(layer: string, filter: number, channel: number): Promise<Float32Array>;
}

/** What went wrong, to be said in words; what was there before stays. */
export interface LabProblem {
  readonly code: string;
  readonly values: ErrorValues;
}

/** A canvas that shows a plane of the lab. */
export interface LabView {
  /** What it shows from now on; nothing while `plane` is null. A pixel of the canvas is a cell. */
  show(plane: LabPlane | null): void;
  dispose(): void;
}

/** A picture one can choose. */
export interface LabPicture {
  readonly id: string;
  readonly title: Bilingual;
}

/** A lab as the elements see it. */
export interface LabFace {
  /** Whether the kernels compute; else the references do. */
  readonly isOnGpu: boolean;
  /** What is asked for; `scene` follows when it is computed. */
  readonly settings: ReadonlySignal<LabSettings>;
  readonly scene: ReadonlySignal<LabScene | null>;
  readonly cursor: ReadonlySignal<LabCell>;
  readonly numbers: ReadonlySignal<LabNumbers | null>;
  readonly facts: ReadonlySignal<LabFacts | null>;
  readonly focus: ReadonlySignal<LabFocus | null>;
  readonly playback: ReadonlySignal<LabPlayback>;
  readonly learning: ReadonlySignal<LabLearning | null>;
  readonly check: ReadonlySignal<LabCheck | null>;
  readonly shifted: ReadonlySignal<LabShift | null>;
  readonly problem: ReadonlySignal<LabProblem | null>;
  readonly pictures: readonly LabPicture[];
  readonly filters: LabFilters | null;
  /** Number of the step of the tour; null while it is closed. */
  readonly tour: ReadonlySignal<number | null>;

  /** Changes settings; where they do not fit, `problem` says why and the scene stays. */
  change(settings: Partial<LabSettings>): void;
  /** One weight by its place in `LabKernel.values`. */
  setWeight(place: number, value: number): void;
  /** A kernel of another size, or of a preset. */
  setKernel(preset: KernelPreset, size?: number): void;
  takeFilter(layer: string, filter: number, channel: number | null): Promise<void>;
  openPicture(file: Blob, name: string): Promise<void>;
  /** A picture from an address of the web. */
  openAddress(url: string): Promise<void>;
  dismissProblem(): void;

  /** Moves the window to an output cell; outside it is brought back. What was shown stays shown. */
  moveTo(cell: LabCell): void;
  /** Moves the window to an output cell by its number in row-major order; what comes after it is veiled in a play. */
  scrub(cell: number): void;
  /** By so many cells in row-major order. */
  step(cells: number): void;
  play(): void;
  pause(): void;
  /** Ends the play: everything is shown. */
  stop(): void;
  setSpeed(cellsPerSecond: number): void;
  setFocus(focus: LabFocus | null): void;

  /** Writes values into the gradient from above around a cell, which becomes `drawn`. */
  drawUpstream(cells: readonly LabCell[], value: number): void;
  clearUpstream(): void;
  checkGradients(): Promise<void>;
  learn(): void;
  pauseLearning(): void;
  /** One step. */
  learnStep(): Promise<void>;
  forgetLearned(): void;

  /** Opens the tour at a step, or closes it. */
  goTo(step: number | null): void;
  attach(canvas: HTMLCanvasElement): LabView;
  /** Resolves when all that was asked for is on the canvases. */
  settled(): Promise<void>;
  /** Colour of a cell of a plane as the canvas shows it, 0..1: for magnified cells. */
  colorOf(plane: LabPlane, values: readonly number[]): readonly [r: number, g: number, b: number];
  dispose(): void;
}
