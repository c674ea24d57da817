/**
 * The unit that a person points at, as the elements see it: what is known of it, how it came about, where it looks,
 * and the canvases that show it. No GPU type appears here.
 */
import type { ReadonlySignal } from '../base/index.ts';
import type { Extent, GridCell, GridLayout, Rectangle, Tensor3 } from '../math/index.ts';

/** A cell of one channel of a layer. */
export interface UnitAddress {
  readonly layer: string;
  readonly cell: GridCell;
}

/** What is known of a unit and of its channel. */
export interface UnitReading {
  readonly address: UnitAddress;
  readonly value: number;
  /** Of the channel. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Share of cells of the channel that are zero, 0..1. */
  readonly zeros: number;
  /** Cells of the channel in equal parts of [min, max]. */
  readonly histogram: Uint32Array;
}

/** What one channel (or unit, before a dense layer) of the layer before adds to a number. */
export interface Contribution {
  readonly channel: number;
  readonly sum: number;
}

/** How a number was made: preActivation = bias + sum of the terms; then the activation. */
export interface Arithmetic {
  readonly address: UnitAddress;
  /** The layer that the terms come from; null for the input, which is given. */
  readonly before: string | null;
  /** Largest first by size, whatever the sign. Of a max pooling: the winner alone. */
  readonly terms: readonly Contribution[];
  readonly bias: number;
  readonly preActivation: number;
  /** What is stored: after the activation. */
  readonly value: number;
  /** Pooling only: what lies under the window. */
  readonly window: PoolWindow | null;
}

/** How a unit came about, for scripts: preActivation = bias + the sum of the terms. */
export interface UnitExplanation extends Pick<Arithmetic, 'preActivation' | 'bias' | 'terms'> {
  /** The pixels of the network's input that the unit sees, inside of the picture. */
  readonly receptiveField: Rectangle;
}

/** What lies under the window of a pooling unit. */
export interface PoolWindow {
  /** In cells of the layer before. */
  readonly area: Rectangle;
  /** Row by row. */
  readonly values: Float32Array;
  /** Index of the largest in `values`, the first of equals; null for average pooling. */
  readonly winner: number | null;
}

/** The products behind one term of a convolution: `inputs[i] * weights[i]`, row by row. */
export interface Products {
  readonly channel: number;
  readonly rows: number;
  readonly columns: number;
  /** 0 where the window reaches over the border. */
  readonly inputs: Float32Array;
  readonly weights: Float32Array;
}

/** A unit that is kept. */
export interface Pin {
  /** Unique as long as the page is open. */
  readonly id: number;
  readonly address: UnitAddress;
  /** For the present picture; null while not known. */
  readonly reading: UnitReading | null;
}

/** The picture itself, and the part of it that the network is shown, in its pixels. */
export interface Photo {
  readonly image: ImageBitmap;
  readonly region: Rectangle;
}

/** How the map lies over the picture. */
export interface OverlaySettings {
  /** `heat`: colours over the picture; `masked`: the picture where the map is; `contour`: a line; `map`: the map alone. */
  readonly mode: 'heat' | 'masked' | 'contour' | 'map';
  /** How the colours of `heat` mix with the picture; `value`: the stronger the value, the less shows through. */
  readonly blend: 'value' | 'normal' | 'screen' | 'multiply';
  /** Of the colours of `heat`, 0..1. */
  readonly alpha: number;
  /** Where the contour runs: a place on the colour scale, 0..1. */
  readonly level: number;
  /** Whether values between the middles of cells are mixed (bilinear). */
  readonly smooth: boolean;
}

/** How one channel is painted: its colours, the same clearer the weaker it is, black with holes, or a line along a level. */
export interface MapPaint {
  readonly style: 'color' | 'glow' | 'mask' | 'contour';
  /** Of the contour: a place on the colour scale, 0..1. */
  readonly level: number;
  readonly smooth: boolean;
}

/** A canvas that shows something of the session until it is disposed of. */
export interface CanvasView {
  dispose(): void;
}

/** A canvas with one channel over all of it. */
export interface MapView extends CanvasView {
  /** Shows the channel of `address` on `size` device pixels; clears for null. Cheap while the layer stays the same. */
  show(address: UnitAddress | null, paint: MapPaint, size: Extent): void;
}

/** A canvas with a part of the picture as the network receives it, pixel by pixel. */
export interface PatchView extends CanvasView {
  /** Shows `area` (pixels of the network's input) on `size` device pixels; clears for null. */
  show(area: Rectangle | null, size: Extent): void;
}

/** A place for a small map on the canvas of the network rail, device pixels. */
export interface RailPlace extends Rectangle {
  readonly layer: string;
  /** The layer's channel with the largest mean, or one of the picture's three in its own colour. */
  readonly what: 'strongest' | 'red' | 'green' | 'blue';
}

/** One canvas with many small maps. */
export interface RailView extends CanvasView {
  setPlaces(size: Extent, places: readonly RailPlace[]): void;
}

/** Which learned values a canvas shows. */
export interface WeightsSubject {
  readonly layer: string;
  /** The output channel whose slices are shown, one tile an input channel; null: every filter as an RGB picture (3 inputs). */
  readonly output: number | null;
}

/** A canvas with the filters of a layer. */
export interface WeightsView extends CanvasView {
  /** One tile a slice (or filter); clears for null. The layout's `count` is that of the tiles. */
  show(subject: WeightsSubject | null, layout: GridLayout): void;
}

/** Facts about the learned values of a layer that a person is told. */
export interface WeightsFacts {
  /** Outputs, inputs, rows, columns; of a dense layer the rows and columns of the map before the flattening. */
  readonly shape: readonly [outputs: number, inputs: number, rows: number, columns: number];
  /** Largest absolute weight of the layer: the end of the colour scale. */
  readonly largest: number;
}

/** How a layer is written as one row of numbers. */
export type VectorKind = 'flatten' | 'global-max' | 'global-average';

/** A part of the session: the unit, its readings and its canvases. */
export interface UnitFace {
  /** The unit that the inspector shows: pointed at last, by pointer, keys, pin or script. */
  readonly unit: ReadonlySignal<UnitAddress | null>;
  /** Whether the unit is being pointed at right now, so that the grid marks it. */
  readonly pointing: ReadonlySignal<boolean>;
  /** Of the unit; may lag behind it by one frame: compare `address`. */
  readonly reading: ReadonlySignal<UnitReading | null>;
  /** Of the unit, once it rests and `setArithmetic(true)` was said. */
  readonly arithmetic: ReadonlySignal<Arithmetic | null>;
  readonly pins: ReadonlySignal<readonly Pin[]>;
  /** The picture as decoded; null when it is a tensor and until there is one. */
  readonly photo: ReadonlySignal<Photo | null>;
  readonly overlay: ReadonlySignal<OverlaySettings>;

  /** Points at a cell of the selected layer; null stops pointing, and the unit stays. Throws RangeError. */
  point(cell: GridCell | null): void;
  /** Lets go of the unit. */
  release(): void;
  /** Keeps the unit as a card, or lets it go if it is one already. */
  togglePin(address: UnitAddress): void;
  unpin(id: number): void;
  /** Shows the layer of `address` and points at its cell. */
  visit(address: UnitAddress): Promise<void>;
  setOverlay(settings: Partial<OverlaySettings>): void;
  /** Whether the arithmetic of the unit is wanted. */
  setArithmetic(wanted: boolean): void;
  /** The products behind the term of input channel `channel` of a convolution; null for other layers. */
  products(address: UnitAddress, channel: number): Promise<Products | null>;
  /** Facts about the weights of a layer; null where it has none. */
  weightsFacts(layer: string): WeightsFacts | null;
  /** The learned values between an output and an input channel, row by row. */
  kernelOf(layer: string, output: number, input: number): Promise<Float32Array>;
  /** A layer as one row of numbers: `flatten` channel last, (row * W + column) * C + channel. */
  vector(layer: string, kind: VectorKind): Promise<Float32Array>;
  /** All values of a layer, [C, H, W]: read back whole, so only when a person asks. */
  values(layer: string): Promise<Tensor3>;
  /** A link to the present state. */
  link(): string;
  /** Resolves when every canvas, those just attached included, can be painted with what it was told to show. */
  canvasesReady(): Promise<void>;
  /** Paints every canvas before it returns, so that it can be copied. */
  paintNow(): void;

  attachMap(canvas: HTMLCanvasElement): MapView;
  attachPatch(canvas: HTMLCanvasElement): PatchView;
  attachRail(canvas: HTMLCanvasElement): RailView;
  attachWeights(canvas: HTMLCanvasElement): WeightsView;
}
