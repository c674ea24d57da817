/** The canvases of a lab: which plane each shows, in which colours. */
import type { Disposable } from '../../base/index.ts';
import type { LabCanvas, LabEngine } from '../../insight/index.ts';
import type { LabLook } from '../../math/lab/index.ts';
import { lookOf } from './lab-looks.ts';
import type { LabLimits } from './lab-looks.ts';
import type { LabPlane, LabRange, LabSettings, LabView } from './lab-types.ts';

/** All canvases are painted in one go. */
export class LabViews implements Disposable {
  readonly #engine: LabEngine;
  readonly #views = new Map<LabCanvas, LabPlane | null>();
  #look: (plane: LabPlane) => LabLook = () => ({ display: 'clamp', low: 0, high: 1 });
  #isReady = false;

  constructor(engine: LabEngine) {
    this.#engine = engine;
  }

  lookOf(plane: LabPlane): LabLook {
    return this.#look(plane);
  }

  attach(canvas: HTMLCanvasElement): LabView {
    const view = this.#engine.attach(canvas);
    this.#views.set(view, null);
    return {
      show: (plane) => {
        if (!this.#views.has(view) || this.#views.get(view) === plane) return;
        this.#views.set(view, plane);
        if (!this.#isReady) return;
        view.show(plane, plane && this.#look(plane));
        this.#engine.paint();
      },
      dispose: () => {
        this.#views.delete(view);
        view.dispose();
      },
    };
  }

  /** Paints what there is now. */
  show(
    settings: LabSettings,
    limits: LabLimits | null,
    ranges: ReadonlyMap<LabPlane, LabRange>,
  ): void {
    this.#isReady = true;
    this.#look = (plane) => lookOf(settings, limits, plane, ranges.get(plane));
    for (const [view, plane] of this.#views) view.show(plane, plane && this.#look(plane));
    this.#engine.paint();
  }

  dispose(): void {
    for (const view of this.#views.keys()) view.dispose();
    this.#views.clear();
  }
}
