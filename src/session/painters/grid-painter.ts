/** Paints all channels of one layer on one canvas. */
import type { Owned } from '../../base/index.ts';
import { isCrisp, mapGridParams, prepareMapGrid } from '../../gpu/index.ts';
import type { CanvasSurface, Commands, MapGridDraw } from '../../gpu/index.ts';
import type { GridLayout } from '../../math/index.ts';
import type { LayerDisplay } from '../layer-display.ts';
import type { GridSubject } from '../types.ts';
import { BoundDraw } from './bound-draw.ts';
import type { Painter, Palette } from './painter.ts';

/** What a grid shows and how its channels stand. */
export interface GridOptions {
  /** The layer a grid of that subject shows; null for none. */
  layer(subject: GridSubject): string | null;
  /** Channel of each tile of the selected layer. */
  order(): readonly number[];
  /** Alpha of dead channels, 0..1. */
  dimDead(): number;
}

/** See the head of the file. */
export class GridPainter implements Painter {
  readonly #palette: Palette;
  readonly #options: GridOptions;
  readonly #subject: GridSubject;
  readonly #surface: Owned<CanvasSurface>;
  readonly #bound = new BoundDraw<MapGridDraw>();
  #display: LayerDisplay | null = null;
  #layer = '';
  #layout: GridLayout | null = null;
  #stale = false;

  constructor(
    palette: Palette,
    canvas: HTMLCanvasElement,
    options: GridOptions,
    subject: GridSubject,
  ) {
    this.#palette = palette;
    this.#options = options;
    this.#subject = subject;
    this.#surface = palette.gpu.surface(canvas);
  }

  setLayout(layout: GridLayout): void {
    this.#layout = layout;
    void this.rebind();
  }

  recolor(): void {
    void this.rebind();
  }

  /** Prepares the draw of its layer; the layer before stays on screen until the next paint. */
  rebind(): Promise<void> {
    const layer = this.#options.layer(this.#subject);
    const display = layer === null ? null : this.#palette.display(layer);
    if (layer === null || !display) {
      this.#bound.dispose();
      this.#display = null;
      return Promise.resolve();
    }
    const { gpu } = this.#palette;
    const colormap = this.#palette.colors(this.#palette.colormapOf(layer));
    const { tensor: input, channels: channelStats, layer: layerStats } = display;
    const crisp = this.#layout !== null && isCrisp(this.#layout, input.shape);
    return this.#bound.bind(
      [display, colormap, crisp],
      () =>
        prepareMapGrid(gpu, 'GridPainter.draw', this.#surface.format, {
          input,
          channelStats,
          layerStats,
          colormap,
          crisp,
        }),
      (draw) => {
        this.#display = display;
        this.#layer = layer;
        this.#update(draw);
      },
    );
  }

  invalidate(): void {
    this.#stale = true;
  }

  encode(commands: Commands): void {
    const draw = this.#bound.current;
    if (!this.#stale || !draw || !this.#fits() || !this.#layout) return;
    this.#stale = false;
    this.#surface.resize(this.#layout.width, this.#layout.height);
    commands.draw(this.#surface.target(), draw);
  }

  dispose(): void {
    this.#bound.dispose();
    this.#surface.dispose();
  }

  /** Whether the layout is one of the layer: a new layer comes before its layout. */
  #fits(): boolean {
    return this.#display !== null && this.#layout?.count === this.#display.tensor.shape[0];
  }

  #update(draw: MapGridDraw): void {
    if (!this.#layout || !this.#display || !this.#fits()) return;
    const scale = this.#palette.scaleOf(this.#layer);
    const view = { ...scale, dimDead: this.#options.dimDead() };
    draw.setParams(mapGridParams(this.#layout, this.#display.tensor.shape, view));
    if (this.#subject === 'selected') draw.setOrder(this.#options.order());
    this.#stale = true;
    this.#palette.requestPaint();
  }
}
