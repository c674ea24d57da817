/** Paints the picture as the network receives it, all of it or a part. */
import type { Owned } from '../../base/index.ts';
import { pictureViewParams, preparePictureView } from '../../gpu/index.ts';
import type { CanvasSurface, Commands, PictureDraw } from '../../gpu/index.ts';
import type { Extent, Rectangle } from '../../math/index.ts';
import { BoundDraw } from './bound-draw.ts';
import type { Painter, Palette } from './painter.ts';

/** Shows the whole picture pixel by pixel until `show` says otherwise. */
export class PicturePainter implements Painter {
  readonly #palette: Palette;
  readonly #surface: Owned<CanvasSurface>;
  readonly #bound = new BoundDraw<PictureDraw>();
  #part: { readonly area: Rectangle | null; readonly size: Extent } | null = null;
  #stale = false;

  constructor(palette: Palette, canvas: HTMLCanvasElement) {
    this.#palette = palette;
    this.#surface = palette.gpu.surface(canvas);
  }

  /** A part of the picture on `size` device pixels; null clears. */
  show(area: Rectangle | null, size: Extent): void {
    this.#part = { area, size };
    this.#update();
  }

  invalidate(): void {
    this.#stale = true;
  }

  recolor(): void {
    // A picture keeps its own colours.
  }

  rebind(): Promise<void> {
    const picture = this.#palette.picture();
    if (!picture) return Promise.resolve();
    const { gpu } = this.#palette;
    return this.#bound.bind(
      [picture],
      () => preparePictureView(gpu, 'PicturePainter.draw', this.#surface.format, { picture }),
      () => this.#update(),
    );
  }

  encode(commands: Commands): void {
    const draw = this.#bound.current;
    const size = this.#size();
    if (!this.#stale || !draw || !size || size.width < 1 || size.height < 1) return;
    this.#stale = false;
    this.#surface.resize(size.width, size.height);
    if (this.#part && !this.#part.area) commands.drawParts(this.#surface.target(), []);
    else commands.draw(this.#surface.target(), draw);
  }

  dispose(): void {
    this.#bound.dispose();
    this.#surface.dispose();
  }

  #size(): Extent | null {
    if (this.#part) return this.#part.size;
    const picture = this.#palette.picture();
    return picture && { width: picture.shape[2], height: picture.shape[1] };
  }

  #update(): void {
    const picture = this.#palette.picture();
    const size = this.#size();
    const draw = this.#bound.current;
    if (!picture || !size || !draw) return;
    const area = this.#part?.area;
    const view = { smooth: false, ...(area && { source: area }) };
    draw.setParams(pictureViewParams(picture.shape, size, view));
    this.#stale = true;
    this.#palette.requestPaint();
  }
}
