/**
 * What the elements may see of a session: state as signals, commands as methods. No element, no tag, no CSS,
 * and no GPU type appears here, so that the elements can be shown with made-up data.
 */
import type { ErrorValues, ReadonlySignal } from '../base/index.ts';
import type {
  ColormapName,
  DivergingName,
  FieldPair,
  GridLayout,
  Limits,
  SequentialName,
  Shape3,
  WindowGeometry,
} from '../math/index.ts';
import type { ModelFace, ModelOrigin } from './model-types.ts';
import type { Bilingual } from './bilingual.ts';
import type { DreamAccess } from './dream/dream-types.ts';
import type { CanvasView, UnitFace } from './unit-types.ts';
import type { PerformanceFace } from './performance-types.ts';
import type { TuningFace } from './tuning-types.ts';
import type { VerifyFace } from './verify-types.ts';

export type { Bilingual } from './bilingual.ts';

/** A network one can choose. */
export interface ModelSummary {
  readonly id: string;
  readonly name: string;
  /** Number of learned values. */
  readonly parameters: number;
  readonly licence: string;
  /** Side of the square input, in pixels, that the model was trained on. */
  readonly trainSize: number;
  /** In which order the channels of its input stand. */
  readonly colorOrder: 'RGB' | 'BGR';
  /** Share of right first and right five guesses (0..1) at `trainSize`, if known. */
  readonly accuracy: { readonly top1: number; readonly top5: number } | null;
  readonly origin: ModelOrigin;
  /** `vgg16`. */
  readonly architecture: string;
  /** Of its convolutions, and of its dense layers where it has some, at the source; null where it is not known. */
  readonly bytes: { readonly features: number; readonly dense: number | null } | null;
  /** Who made it, as the manifest says. */
  readonly citation: string | null;
  /** Where the file can be had. */
  readonly url: string | null;
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
  /** The same along both axes, with where the field of the first unit starts. */
  readonly fields: FieldPair;
  /** The layer it reads; null for the input. */
  readonly before: string | null;
  /** How a unit looks at the layer before; null where it looks at all of it, or at no window. */
  readonly window: WindowGeometry | null;
  readonly activation: 'relu' | 'softmax' | null;
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
  /** The address it came from, if it came from one that others can reach. */
  readonly url: string | null;
}

/** One class with its probability. */
export interface Score {
  readonly index: number;
  readonly label: Bilingual;
  /** 0..1. */
  readonly probability: number;
  /** Before the softmax. */
  readonly logit: number;
}

/** The best classes, best first, and the input size they were read at. */
export interface Scores {
  readonly entries: readonly Score[];
  readonly inputSize: number;
  /** As what the dense weights are kept, if not as they were trained: 16-bit numbers, or 8-bit ones. */
  readonly kept?: 'f16' | 'q8';
}

/** Something a person should know. `code` and `values` choose and fill the message of the catalogue. */
export interface Notice {
  readonly severity: 'error' | 'info';
  readonly code: string;
  readonly values: ErrorValues;
}

/** What the studio is doing right now, if it takes time. */
export type Activity = 'starting' | 'loading-model' | 'reading-picture' | 'computing';

/** What the limits of the colours are taken from. */
export type ScaleName = 'channel' | 'layer' | 'network' | 'percentile' | 'fixed';

/** In which order the channels of a layer stand: by number, or largest (mean, max, share of zeros) first. */
export type SortName = 'index' | 'mean' | 'max' | 'zeros';

/** How values become colours, and where the channels stand. */
export interface ViewSettings {
  /** For layers without values below zero. */
  readonly colormap: SequentialName;
  /** For layers with values below zero: a diverging map, centred on zero. */
  readonly signedColormap: DivergingName;
  readonly scale: ScaleName;
  /** Limits of `fixed`. */
  readonly limits: Limits;
  /** Percentage of a layer's values below the upper limit of `percentile`, 50..100 (and above the lower one if signed). */
  readonly percentile: number;
  /** Exponent of the colour scale; 1 is linear, below 1 lifts small values. */
  readonly gamma: number;
  readonly sort: SortName;
  /** Whether channels whose largest value is 0 are dimmed. */
  readonly dimDead: boolean;
}

/** What the legend tells of the shown layer. */
export interface Legend {
  readonly colormap: ColormapName;
  /** The value of each end; null while unknown, and where each map has its own. */
  readonly limits: Limits | null;
  /** Centred on zero. */
  readonly diverging: boolean;
  /** Smallest and largest value of the layer, which the handles can be dragged between. */
  readonly range: ValueRange | null;
}

/** Smallest and largest value of a layer. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** Time and memory of one layer, measured on request. */
export interface LayerCost {
  /** Milliseconds on the device of one forward pass; null where the device has no clock for it. */
  readonly ms: number | null;
  /** Bytes of its output on the GPU. */
  readonly bytes: number;
}

/** What the middle of the studio shows of a layer; `both`: maps and dreams side by side. */
export type LayerContent = 'maps' | 'weights' | 'dreams' | 'both';

/** How the resize brings a picture to the network's square. */
export type Fit = 'crop' | 'stretch';

/** Which layer a grid shows: the chosen one, or the one before it. */
export type GridSubject = 'selected' | 'before';

/** A canvas with all channels of a layer. */
export interface GridView extends CanvasView {
  /** Sets the size and arrangement in device pixels and repaints. */
  setLayout(layout: GridLayout): void;
}

/** The session as the elements see it. */
export interface SessionFace
  extends UnitFace, ModelFace, VerifyFace, PerformanceFace, TuningFace, DreamAccess {
  readonly models: ReadonlySignal<readonly ModelSummary[]>;
  readonly model: ReadonlySignal<ModelSummary | null>;
  /** In order from input to output. */
  readonly layers: ReadonlySignal<readonly LayerSummary[]>;
  readonly selectedLayer: ReadonlySignal<LayerSummary | null>;
  readonly samples: readonly SamplePicture[];
  readonly picture: ReadonlySignal<PictureSummary | null>;
  readonly scores: ReadonlySignal<Scores | null>;
  readonly view: ReadonlySignal<ViewSettings>;
  readonly legend: ReadonlySignal<Legend>;
  /** Channel of each tile of the grid, as `view.sort` says. */
  readonly order: ReadonlySignal<readonly number[]>;
  readonly content: ReadonlySignal<LayerContent>;
  /** Whether the layer before is open beside the chosen one. */
  readonly beside: ReadonlySignal<boolean>;
  /** By layer name; null until measured, or while the input size has changed since. */
  readonly costs: ReadonlySignal<ReadonlyMap<string, LayerCost> | null>;
  /** Side of the square input in pixels, and those that may be chosen. */
  readonly inputSize: ReadonlySignal<number>;
  readonly inputSizes: ReadonlySignal<readonly number[]>;
  readonly fit: ReadonlySignal<Fit>;
  readonly activity: ReadonlySignal<Activity | null>;
  readonly notice: ReadonlySignal<Notice | null>;

  /** What the legend would tell of any layer, were it the selected one. */
  legendOf(layer: string): Legend;
  selectLayer(name: string): void;
  /** Moves `step` layers towards the output (negative: towards the input). */
  selectNeighbour(step: number): void;
  selectModel(id: string): Promise<void>;
  /** Shows a picture; on failure the picture before stays and `notice` says why. */
  openPicture(source: PictureSource): Promise<void>;
  setView(settings: Partial<ViewSettings>): void;
  setContent(content: LayerContent): void;
  setBeside(open: boolean): void;
  /** Runs one timed forward pass; the result is `costs`. */
  measureCosts(): Promise<void>;
  setInputSize(size: number): Promise<void>;
  setFit(fit: Fit): Promise<void>;
  dismissNotice(): void;

  /** Keeps `canvas` showing all channels of the selected layer, or of the one before it. */
  attachGrid(canvas: HTMLCanvasElement, subject?: GridSubject): GridView;
  /** Keeps `canvas` showing the picture exactly as the network receives it. */
  attachPicture(canvas: HTMLCanvasElement): CanvasView;
}
