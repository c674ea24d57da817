/** Canvases that follow the session: what is drawn on each, and when it is drawn again. Knows no element. */
import type { Disposable, Owned } from '../base/index.ts';
import { mapGridParams, prepareMapGrid, preparePictureView } from '../gpu/index.ts';
import type {
  BlockedTensor,
  CanvasSurface,
  Commands,
  Gpu,
  GpuBuffer,
  MapGridDraw,
  PictureDraw,
} from '../gpu/index.ts';
import type { GridLayout } from '../math/index.ts';
import type { LayerDisplay } from './layer-display.ts';
import type { ViewSettings } from './types.ts';

/** Something that paints a canvas when the session says so. */
export interface Painter extends Disposable {
  /** Adds this canvas's draw to the frame; nothing while it has no size or no source. */
  encode(commands: Commands): void;
}

/** Paints all channels of one layer. */
export class GridPainter implements Painter {
  readonly #gpu: Gpu;
  readonly #surface: Owned<CanvasSurface>;
  #layout: GridLayout | null = null;
  #scale: ViewSettings['scale'] = 'layer';
  #shown: { display: LayerDisplay; draw: Owned<MapGridDraw> } | null = null;
  #latest = 0;

  constructor(gpu: Gpu, canvas: HTMLCanvasElement) {
    this.#gpu = gpu;
    this.#surface = gpu.surface(canvas);
  }

  /** Prepares the draw of `display`; the layer before stays on screen until the next paint. */
  async show(display: LayerDisplay, colormap: GpuBuffer): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    const draw = await prepareMapGrid(this.#gpu, 'GridPainter.draw', this.#surface.format, {
      input: display.tensor,
      channelStats: display.channels,
      layerStats: display.layer,
      colormap,
    });
    if (mine !== this.#latest) {
      draw.dispose();
      return;
    }
    this.#shown?.draw.dispose();
    this.#shown = { display, draw };
    this.#update();
  }

  setLayout(layout: GridLayout): void {
    this.#layout = layout;
    this.#update();
  }

  setScale(scale: ViewSettings['scale']): void {
    this.#scale = scale;
    this.#update();
  }

  encode(commands: Commands): void {
    const { display, draw } = this.#shown ?? {};
    if (!draw || !display || this.#layout?.count !== display.tensor.shape[0]) return;
    this.#surface.resize(this.#layout.width, this.#layout.height);
    commands.draw(this.#surface.target(), draw);
  }

  dispose(): void {
    this.#latest += 1;
    this.#shown?.draw.dispose();
    this.#shown = null;
    this.#surface.dispose();
  }

  #update(): void {
    if (!this.#shown || this.#layout?.count !== this.#shown.display.tensor.shape[0]) return;
    const { draw, display } = this.#shown;
    draw.setParams(mapGridParams(this.#layout, display.tensor.shape, { scale: this.#scale }));
  }
}

/** Paints the picture as the network receives it. */
export class PicturePainter implements Painter {
  readonly #gpu: Gpu;
  readonly #canvas: HTMLCanvasElement;
  readonly #surface: Owned<CanvasSurface>;
  #draw: Owned<PictureDraw> | null = null;
  #latest = 0;

  constructor(gpu: Gpu, canvas: HTMLCanvasElement) {
    this.#gpu = gpu;
    this.#canvas = canvas;
    this.#surface = gpu.surface(canvas);
  }

  /** Prepares the draw of an RGB 0..255 tensor. */
  async show(picture: BlockedTensor): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    const [, height, width] = picture.shape;
    const draw = await preparePictureView(this.#gpu, 'PicturePainter.draw', this.#surface.format, {
      picture,
    });
    if (mine !== this.#latest) {
      draw.dispose();
      return;
    }
    this.#draw?.dispose();
    this.#draw = draw;
    this.#surface.resize(width, height);
    draw.setParams({
      width,
      height,
      target_width: this.#canvas.width,
      target_height: this.#canvas.height,
      smoothing: 0,
    });
  }

  encode(commands: Commands): void {
    if (this.#draw) commands.draw(this.#surface.target(), this.#draw);
  }

  dispose(): void {
    this.#latest += 1;
    this.#draw?.dispose();
    this.#draw = null;
    this.#surface.dispose();
  }
}
