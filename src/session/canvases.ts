/** All canvases of the session: what they show and when they are painted, one submit for all of them. */
import type { Disposable, Owned } from '../base/index.ts';
import { uploadColormap } from '../gpu/index.ts';
import type { BlockedTensor, Gpu, GpuBuffer } from '../gpu/index.ts';
import type { ColormapName, GridLayout } from '../math/index.ts';
import type { LayerDisplay } from './layer-display.ts';
import { GridPainter, PicturePainter } from './painters.ts';
import type { CanvasView, GridView, ViewSettings } from './types.ts';

/** The canvases that are attached now. */
export class Canvases implements Disposable {
  readonly #gpu: Gpu;
  readonly #grids = new Set<GridPainter>();
  readonly #pictures = new Set<PicturePainter>();
  readonly #colormaps = new Map<ColormapName, Owned<GpuBuffer>>();
  #view: ViewSettings;
  #display: LayerDisplay | null = null;
  #picture: BlockedTensor | null = null;
  #requested = false;
  #disposed = false;

  constructor(gpu: Gpu, view: ViewSettings) {
    this.#gpu = gpu;
    this.#view = view;
  }

  /** Keeps `canvas` showing all channels of the layer. */
  addGrid(canvas: HTMLCanvasElement): GridView {
    const grid = new GridPainter(this.#gpu, canvas);
    grid.setScale(this.#view.scale);
    this.#grids.add(grid);
    if (this.#display) void grid.show(this.#display, this.#colormap()).then(this.requestPaint);
    return {
      setLayout: (layout: GridLayout) => {
        grid.setLayout(layout);
        this.requestPaint();
      },
      dispose: () => {
        this.#grids.delete(grid);
        grid.dispose();
      },
    };
  }

  /** Keeps `canvas` showing the picture as the network receives it. */
  addPicture(canvas: HTMLCanvasElement): CanvasView {
    const painter = new PicturePainter(this.#gpu, canvas);
    this.#pictures.add(painter);
    if (this.#picture) void painter.show(this.#picture).then(this.requestPaint);
    return {
      dispose: () => {
        this.#pictures.delete(painter);
        painter.dispose();
      },
    };
  }

  /** Prepares the layer on every grid; the one before stays until the next paint. */
  async showLayer(display: LayerDisplay): Promise<void> {
    this.#display = display;
    this.refresh();
    await Promise.all([...this.#grids].map((grid) => grid.show(display, this.#colormap())));
  }

  /** Prepares the picture (RGB 0..255) on every picture canvas. */
  async showPicture(picture: BlockedTensor): Promise<void> {
    this.#picture = picture;
    await Promise.all([...this.#pictures].map((painter) => painter.show(picture)));
  }

  /** Changes how values become colours. */
  async setView(view: ViewSettings): Promise<void> {
    const recolour = view.colormap !== this.#view.colormap;
    this.#view = view;
    for (const grid of this.#grids) grid.setScale(view.scale);
    if (recolour && this.#display) await this.showLayer(this.#display);
    this.requestPaint();
  }

  /** Computes the statistics of the shown layer anew: its values have changed. */
  refresh(): void {
    this.#gpu.submit('Canvases.refresh', (commands) => this.#display?.encode(commands));
  }

  /** Paints before the next frame. */
  readonly requestPaint = (): void => {
    if (this.#requested) return;
    this.#requested = true;
    requestAnimationFrame(() => {
      this.#requested = false;
      this.paint();
    });
  };

  /** One submit for all canvases. */
  paint(): void {
    if (this.#disposed) return;
    this.#gpu.submit('Canvases.paint', (commands) => {
      for (const painter of [...this.#grids, ...this.#pictures]) painter.encode(commands);
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const painter of [...this.#grids, ...this.#pictures]) painter.dispose();
    for (const colormap of this.#colormaps.values()) colormap.dispose();
  }

  #colormap(): GpuBuffer {
    const name = this.#view.colormap;
    const known = this.#colormaps.get(name);
    if (known) return known;
    const made = uploadColormap(this.#gpu, `Canvases.colormap.${name}`, name);
    this.#colormaps.set(name, made);
    return made;
  }
}
