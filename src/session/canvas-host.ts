/** The part of the session that elements hand their canvases to. Knows not what is on them. */
import { DisposableStore } from '../base/index.ts';
import type { Gpu } from '../gpu/index.ts';
import { Canvases } from './canvases.ts';
import type { CanvasSource } from './canvases.ts';
import type { GridSubject, GridView } from './types.ts';
import type { CanvasView, MapView, PatchView, RailView, WeightsView } from './unit-types.ts';

/** `openCanvases` comes before everything else. */
export abstract class CanvasHost {
  protected readonly gpu: Gpu;
  protected readonly store = new DisposableStore();
  #canvases: Canvases | null = null;

  protected constructor(gpu: Gpu) {
    this.gpu = gpu;
  }

  protected get canvases(): Canvases {
    if (this.#canvases) return this.#canvases;
    throw new Error('The canvases are not open yet.');
  }

  /** Says what the canvases show. */
  protected openCanvases(source: CanvasSource): void {
    this.#canvases = this.store.add(new Canvases(this.gpu, source));
  }

  canvasesReady(): Promise<void> {
    return this.canvases.rebind();
  }

  paintNow(): void {
    this.canvases.invalidate();
    this.canvases.paint();
  }

  attachGrid(canvas: HTMLCanvasElement, subject: GridSubject = 'selected'): GridView {
    return this.canvases.addGrid(canvas, subject);
  }

  attachPicture(canvas: HTMLCanvasElement): CanvasView {
    return this.canvases.addPicture(canvas);
  }

  attachMap(canvas: HTMLCanvasElement): MapView {
    return this.canvases.addMap(canvas);
  }

  attachPatch(canvas: HTMLCanvasElement): PatchView {
    return this.canvases.addPatch(canvas);
  }

  attachRail(canvas: HTMLCanvasElement): RailView {
    return this.canvases.addRail(canvas);
  }

  attachWeights(canvas: HTMLCanvasElement): WeightsView {
    return this.canvases.addWeights(canvas);
  }

  /** Resolves when every view shows the present state and the GPU is idle. */
  painted(): Promise<void> {
    return this.canvases.painted();
  }
}
