/** Paints one channel of any layer over a whole canvas. */
import type { Owned } from '../../base/index.ts';
import { mapSampling, mapSingleParams, prepareMapSingle } from '../../gpu/index.ts';
import type { CanvasSurface, Commands, MapSingleDraw } from '../../gpu/index.ts';
import type { Extent } from '../../math/index.ts';
import type { MapPaint, MapView, UnitAddress } from '../unit-types.ts';
import { BoundDraw } from './bound-draw.ts';
import type { Painter, Palette } from './painter.ts';

/** See the head of the file. */
export class MapPainter implements Painter, Pick<MapView, 'show'> {
  readonly #palette: Palette;
  readonly #surface: Owned<CanvasSurface>;
  readonly #bound = new BoundDraw<MapSingleDraw>();
  #layer: string | null = null;
  #channel = 0;
  #paint: MapPaint = { style: 'color', level: 0, smooth: false };
  #size: Extent = { width: 0, height: 0 };
  #stale = false;

  constructor(palette: Palette, canvas: HTMLCanvasElement) {
    this.#palette = palette;
    this.#surface = palette.gpu.surface(canvas);
  }

  show(address: UnitAddress | null, paint: MapPaint, size: Extent): void {
    const layer = address?.layer ?? null;
    const channel = address?.cell.channel ?? 0;
    const same =
      layer === this.#layer &&
      channel === this.#channel &&
      size.width === this.#size.width &&
      size.height === this.#size.height &&
      paint.style === this.#paint.style &&
      paint.level === this.#paint.level &&
      paint.smooth === this.#paint.smooth;
    if (same) return;
    this.#layer = layer;
    this.#channel = channel;
    this.#paint = paint;
    this.#size = size;
    void this.rebind();
  }

  invalidate(): void {
    this.#stale = true;
  }

  recolor(): void {
    void this.rebind();
  }

  rebind(): Promise<void> {
    const layer = this.#layer;
    const display = layer === null ? null : this.#palette.display(layer);
    if (layer === null || !display) {
      // What it was bound to may be gone.
      this.#bound.dispose();
      this.#stale = true;
      this.#palette.requestPaint();
      return Promise.resolve();
    }
    const { gpu } = this.#palette;
    const colormap = this.#palette.colors(this.#palette.colormapOf(layer));
    const sampling = mapSampling(display.tensor.shape, this.#size, this.#paint);
    // In a hover the draw is there already, and nothing is waited for.
    return this.#bound.bind(
      [display, colormap, sampling],
      () =>
        prepareMapSingle(gpu, 'MapPainter.draw', this.#surface.format, {
          input: display.tensor,
          channelStats: display.channels,
          layerStats: display.layer,
          colormap,
          choice: display.strongest,
          sampling,
        }),
      (draw) => this.#update(draw),
    );
  }

  encode(commands: Commands): void {
    if (!this.#stale || this.#size.width < 1 || this.#size.height < 1) return;
    const draw = this.#bound.current;
    this.#stale = false;
    this.#surface.resize(this.#size.width, this.#size.height);
    if (draw) commands.draw(this.#surface.target(), draw);
    else commands.drawParts(this.#surface.target(), []);
  }

  dispose(): void {
    this.#bound.dispose();
    this.#surface.dispose();
  }

  #update(draw: MapSingleDraw): void {
    const display = this.#layer === null ? null : this.#palette.display(this.#layer);
    if (!display || this.#layer === null) return;
    const channel = Math.min(this.#channel, display.tensor.shape[0] - 1);
    const scale = this.#palette.scaleOf(this.#layer);
    const { style, level } = this.#paint;
    const view = {
      ...scale,
      level,
      channel,
      style: style === 'contour' ? 'color' : style,
    } as const;
    draw.setParams(mapSingleParams(display.tensor.shape, this.#size, view));
    this.#stale = true;
    this.#palette.requestPaint();
  }
}
