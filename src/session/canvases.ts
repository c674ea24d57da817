/** All canvases of the session: what they show and when they are painted, one submit for all that are stale. */
import { DisposableStore } from '../base/index.ts';
import type { Disposable, Owned } from '../base/index.ts';
import { uploadColormap, uploadTint } from '../gpu/index.ts';
import type { Gpu, GpuBuffer } from '../gpu/index.ts';
import type { ColormapName, DivergingName } from '../math/index.ts';
import { GridPainter } from './painters/grid-painter.ts';
import type { GridOptions } from './painters/grid-painter.ts';
import type { Painter, Palette, Tint } from './painters/painter.ts';
import type * as LatePaintersModule from './painters/late-painters.ts';
import { PicturePainter } from './painters/picture-painter.ts';
import type { GridSubject, GridView } from './types.ts';
import type { CanvasView, MapView, PatchView, RailView, WeightsView } from './unit-types.ts';

type LatePainters = typeof LatePaintersModule;

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
  #kinds: LatePainters | null = null;
  /** Resolves when every painter that was asked for is there. */
  #late: Promise<unknown> = Promise.resolve();
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
    const map = this.#addLate(({ MapPainter }) => new MapPainter(this.#palette, canvas));
    return {
      dispose: map.dispose,
      show: (address, paint, size) => map.tell((painter) => painter.show(address, paint, size)),
    };
  }

  addRail(canvas: HTMLCanvasElement): RailView {
    const rail = this.#addLate(({ RailPainter }) => new RailPainter(this.#palette, canvas));
    return {
      dispose: rail.dispose,
      setPlaces: (size, places) => rail.tell((painter) => painter.setPlaces(size, places)),
    };
  }

  addWeights(canvas: HTMLCanvasElement): WeightsView {
    const colormap = (): DivergingName => this.#source.signedColormap();
    const weights = this.#addLate(
      ({ WeightsPainter }) => new WeightsPainter(this.#palette, canvas, colormap),
    );
    return {
      dispose: weights.dispose,
      show: (subject, layout) => weights.tell((painter) => painter.show(subject, layout)),
    };
  }

  /** The network, its size or the chosen layer is another: every canvas is bound anew. */
  async rebind(): Promise<void> {
    await this.#late;
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
    await this.#late;
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

  /** Adds a painter whose code comes when it is first wanted. Of what is told it meanwhile the last counts. */
  #addLate<P extends Painter>(
    make: (kinds: LatePainters) => P,
  ): { dispose: () => void; tell: (use: (painter: P) => void) => void } {
    let there: { readonly painter: P; readonly view: CanvasView } | null = null;
    let told: ((painter: P) => void) | null = null;
    let isGone = false;
    const add = (kinds: LatePainters): void => {
      if (isGone || this.#disposed) return;
      const painter = make(kinds);
      there = { painter, view: this.#add(painter) };
      told?.(painter);
    };
    if (this.#kinds) add(this.#kinds);
    else this.#late = Promise.all([this.#late, this.#fetchLate().then(add)]);
    return {
      dispose: () => {
        isGone = true;
        there?.view.dispose();
      },
      tell: (use) => {
        told = use;
        if (there) use(there.painter);
      },
    };
  }

  async #fetchLate(): Promise<LatePainters> {
    this.#kinds = await import('./painters/late-painters.ts');
    return this.#kinds;
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
