/**
 * What the elements may see of a session: state as signals, commands as methods. No element, no tag, no CSS,
 * and no GPU type appears here, so that the elements can be shown with made-up data.
 */
import type { ErrorValues, ReadonlySignal } from '../base/index.ts';
import type { ColormapName, GridCell, GridLayout, Shape3 } from '../math/index.ts';

/** A text in both languages of the studio. */
export interface Bilingual {
  readonly en: string;
  readonly ja: string;
}

/** A network one can choose. */
export interface ModelSummary {
  readonly id: string;
  readonly name: string;
  /** Number of learned values. */
  readonly parameters: number;
  readonly licence: string;
  /** Side of the square input, in pixels, that the model was trained on. */
  readonly trainSize: number;
  /** Share of right first and right five guesses (0..1) at `trainSize`, if known. */
  readonly accuracy: { readonly top1: number; readonly top5: number } | null;
}

/** What a layer does. */
export type LayerKind =
  | 'input'
  | 'convolution'
  | 'max-pool'
  | 'average-pool'
  | 'flatten'
  | 'global-average-pool'
  | 'dense';

/** One layer of the chosen network at the present input size. */
export interface LayerSummary {
  readonly name: string;
  readonly kind: LayerKind;
  readonly shape: Shape3;
  /** Number of learned values. */
  readonly parameters: number;
  /** Pixels of the input: `size` seen by one unit, `jump` between neighbouring units. */
  readonly receptiveField: { readonly size: number; readonly jump: number };
  /** `block3` for `block3_conv2`; null outside the blocks. */
  readonly block: string | null;
}

/** A picture that comes with the studio. */
export interface SamplePicture {
  readonly id: string;
  readonly url: string;
  /** The same picture, 96 pixels wide. */
  readonly thumbnail: string;
  readonly title: Bilingual;
  readonly author: string;
  readonly licence: string;
  readonly source: string;
  readonly change: string;
}

/** Where a picture comes from. A `sample` names one of `samples`. */
export type PictureSource =
  | { readonly kind: 'sample'; readonly id: string }
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'blob';
      readonly blob: Blob;
      readonly name: string;
      readonly via: 'file' | 'drop' | 'paste';
    };

/** The picture on screen. */
export interface PictureSummary {
  readonly title: Bilingual;
  /** Pixels of the picture itself, before the network's resize. */
  readonly width: number;
  readonly height: number;
  /** The sample it is, with its credit, if it is one. */
  readonly sample: SamplePicture | null;
}

/** One class with its probability. */
export interface Score {
  readonly index: number;
  readonly label: Bilingual;
  /** 0..1. */
  readonly probability: number;
}

/** The best classes, best first, and the input size they were read at. */
export interface Scores {
  readonly entries: readonly Score[];
  readonly inputSize: number;
}

/** Something a person should know. `code` and `values` choose and fill the message of the catalogue. */
export interface Notice {
  readonly severity: 'error' | 'info';
  readonly code: string;
  readonly values: ErrorValues;
}

/** What the studio is doing right now, if it takes time. */
export type Activity = 'starting' | 'loading-model' | 'reading-picture' | 'computing';

/** How values become colours. `layer`: one scale for all channels; `channel`: each map by its own largest value. */
export interface ViewSettings {
  readonly colormap: ColormapName;
  readonly scale: 'layer' | 'channel';
}

/** Smallest and largest value of the chosen layer. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** How the resize brings a picture to the network's square. */
export type Fit = 'crop' | 'stretch';

/** A canvas that shows something of the session until it is disposed of. */
export interface CanvasView {
  dispose(): void;
}

/** A canvas with all channels of the chosen layer. */
export interface GridView extends CanvasView {
  /** Sets the size and arrangement in device pixels and repaints. */
  setLayout(layout: GridLayout): void;
}

/** The session as the elements see it. */
export interface SessionFace {
  readonly models: ReadonlySignal<readonly ModelSummary[]>;
  readonly model: ReadonlySignal<ModelSummary | null>;
  /** In order from input to output. */
  readonly layers: ReadonlySignal<readonly LayerSummary[]>;
  readonly selectedLayer: ReadonlySignal<LayerSummary | null>;
  /** The cell of the selected layer that is pointed at, by pointer, keys or script. */
  readonly pointed: ReadonlySignal<GridCell | null>;
  readonly samples: readonly SamplePicture[];
  readonly picture: ReadonlySignal<PictureSummary | null>;
  readonly scores: ReadonlySignal<Scores | null>;
  readonly range: ReadonlySignal<ValueRange | null>;
  readonly view: ReadonlySignal<ViewSettings>;
  /** Side of the square input in pixels, and those that may be chosen. */
  readonly inputSize: ReadonlySignal<number>;
  readonly inputSizes: ReadonlySignal<readonly number[]>;
  readonly fit: ReadonlySignal<Fit>;
  readonly activity: ReadonlySignal<Activity | null>;
  readonly notice: ReadonlySignal<Notice | null>;

  selectLayer(name: string): void;
  /** Points at a cell of the selected layer; null lets go. Nothing is computed. */
  point(cell: GridCell | null): void;
  /** Moves `step` layers towards the output (negative: towards the input). */
  selectNeighbour(step: number): void;
  selectModel(id: string): Promise<void>;
  /** Shows a picture; on failure the picture before stays and `notice` says why. */
  openPicture(source: PictureSource): Promise<void>;
  setView(settings: Partial<ViewSettings>): void;
  setInputSize(size: number): Promise<void>;
  setFit(fit: Fit): Promise<void>;
  dismissNotice(): void;

  /** Keeps `canvas` showing all channels of the selected layer. */
  attachGrid(canvas: HTMLCanvasElement): GridView;
  /** Keeps `canvas` showing the picture exactly as the network receives it. */
  attachPicture(canvas: HTMLCanvasElement): CanvasView;
}
