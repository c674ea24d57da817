/** What every painter shares: where it paints, what it may ask, and whether it has something new to paint. */
import type { Disposable } from '../../base/index.ts';
import type {
  BlockedTensor,
  Commands,
  Gpu,
  GpuBuffer,
  StoredWeights,
  WeightLayout,
} from '../../gpu/index.ts';
import type { ColorScale, ColormapName } from '../../math/index.ts';
import type { LayerDisplay } from '../layer-display.ts';

/** The learned values of a layer, ready to be drawn. */
export interface LayerWeights {
  readonly stored: StoredWeights;
  readonly layout: WeightLayout;
  readonly largest: number;
  /** Whether the first three inputs are blue, green, red. */
  readonly swap: boolean;
}

/** What painters may ask of the session. Everything it hands out is somebody else's. */
export interface Palette {
  readonly gpu: Gpu;
  /** Null for a layer there is none of. */
  display(layer: string): LayerDisplay | null;
  weights(layer: string): LayerWeights | null;
  /** RGB 0..255, as the network receives it. */
  picture(): BlockedTensor | null;
  scaleOf(layer: string): ColorScale;
  colormapOf(layer: string): ColormapName;
  colors(name: ColormapName | Tint): GpuBuffer;
  /** Asks for a frame. */
  requestPaint(): void;
}

/** From black to one pure colour. */
export type Tint = 'red' | 'green' | 'blue';

/** Something that paints a canvas. */
export interface Painter extends Disposable {
  /** Adds the canvas's draw to the frame if it is stale; nothing while it has no size or no source. */
  encode(commands: Commands): void;
  /** What it shows has new values: it is stale. */
  invalidate(): void;
  /** Colours have changed. */
  recolor(): void;
  /** The network, its size or its picture's place has changed: everything bound is gone. Resolves when bound anew. */
  rebind(): Promise<void>;
}
