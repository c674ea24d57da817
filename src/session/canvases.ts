/** All canvases of the session: what they show and when they are painted, one submit for all that are stale. */
import { DisposableStore } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { uploadColormap, uploadTint } from '../gpu/index.ts';
import type { Gpu, GpuBuffer } from '../gpu/index.ts';
import type { ColormapName, DivergingName } from '../math/index.ts';
import { GridPainter } from './painters/grid-painter.ts';
import type { GridOptions } from './painters/grid-painter.ts';
import { MapPainter } from './painters/map-painter.ts';
import type { Painter, Palette, Tint } from './painters/painter.ts';
import { PicturePainter } from './painters/picture-painter.ts';
import { RailPainter } from './painters/rail-painter.ts';
import { WeightsPainter } from './painters/weights-painter.ts';
import type { GridSubject, GridView } from './types.ts';
import type { CanvasView, MapView, PatchView, RailView, WeightsView } from './unit-types.ts';

/** What the canvases ask the session. */
export interface CanvasSource
  extends Pick<Palette, 'display' | 'weights' | 'picture' | 'scaleOf' | 'colormapOf'>, GridOptions {
  signedColormap(): DivergingName;
}

/** The canvases that are attached now. */
export class Canvases implements Disposable {
  readonly #gpu: Gpu;
  readonly #source: CanvasSource;
  readonly #palette: Palette;
  readonly #painters = new Set<Painter>();
  readonly #colors = new Map<string, Owned<GpuBuffer>>();
  readonly #store = new DisposableStore();
  #frame: Promise<void> | null = null;
  #disposed = false;

  constructor(gpu: Gpu, source: CanvasSource) {
    this.#gpu = gpu;
    this.#source = source;
    this.#palette = {
      gpu,
      display: (layer) => source.display(layer),
      weights: (layer) => source.weights(layer),
      picture: () => source.picture(),
      scaleOf: (layer) => source.scaleOf(layer),
      colormapOf: (layer) => source.colormapOf(layer),
      colors: (name) => this.#colorsOf(name),
      requestPaint: this.requestPaint,
    };
  }

  addGrid(canvas: HTMLCanvasElement, subject: GridSubject): GridView {
    const grid = new GridPainter(this.#palette, canvas, this.#source, subject);
    return { ...this.#add(grid), setLayout: (layout) => grid.setLayout(layout) };
  }

  addPicture(canvas: HTMLCanvasElement): CanvasView {
    return this.#add(new PicturePainter(this.#palette, canvas));
  }

  addPatch(canvas: HTMLCanvasElement): PatchView {
    const patch = new PicturePainter(this.#palette, canvas);
    return { ...this.#add(patch), show: (area, size) => patch.show(area, size) };
  }

  addMap(canvas: HTMLCanvasElement): MapView {
    const map = new MapPainter(this.#palette, canvas);
    return { ...this.#add(map), show: (address, paint, size) => map.show(address, paint, size) };
  }

  addRail(canvas: HTMLCanvasElement): RailView {
    const rail = new RailPainter(this.#palette, canvas);
    return { ...this.#add(rail), setPlaces: (size, places) => rail.setPlaces(size, places) };
  }

  addWeights(canvas: HTMLCanvasElement): WeightsView {
    const colormap = (): DivergingName => this.#source.signedColormap();
    const weights = new WeightsPainter(this.#palette, canvas, colormap);
    return { ...this.#add(weights), show: (subject, layout) => weights.show(subject, layout) };
  }

  /** The network, its size or the chosen layer is another: every canvas is bound anew. */
  async rebind(): Promise<void> {
    await Promise.all([...this.#painters].map((painter) => painter.rebind()));
  }

  /** Colours, order or limits have changed. */
  recolor(): void {
    for (const painter of this.#painters) painter.recolor();
  }

  /** There are new values: every canvas is stale. */
  invalidate(): void {
    for (const painter of this.#painters) painter.invalidate();
  }

  /** Paints before the next frame. */
  readonly requestPaint = (): void => {
    this.#frame ??= new Promise((resolve) => {
      requestAnimationFrame(() => {
        this.#frame = null;
        this.paint();
        resolve();
      });
    });
  };

  /** Resolves when what was asked for is painted and the GPU has nothing left to do. */
  async painted(): Promise<void> {
    await this.#frame;
    await this.#gpu.finished();
  }

  /** One submit for all canvases that are stale. */
  paint(): void {
    if (this.#disposed) return;
    this.#gpu.submit('Canvases.paint', (commands) => {
      for (const painter of this.#painters) painter.encode(commands);
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const painter of this.#painters) painter.dispose();
    this.#store.dispose();
  }

  #add(painter: Painter): CanvasView {
    this.#painters.add(painter);
    void painter.rebind();
    return {
      dispose: () => {
        this.#painters.delete(painter);
        painter.dispose();
      },
    };
  }

  #colorsOf(name: ColormapName | Tint): GpuBuffer {
    const known = this.#colors.get(name);
    if (known) return known;
    const label = `Canvases.colors.${name}`;
    const isTint = name === 'red' || name === 'green' || name === 'blue';
    const made = isTint
      ? uploadTint(this.#gpu, label, name)
      : uploadColormap(this.#gpu, label, name);
    this.#colors.set(name, this.#store.add(made));
    return made;
  }
}
