/** Paints the learned values of one layer. */
import type { Owned } from '../../base/index.ts';
import { prepareWeightGrid } from '../../gpu/index.ts';
import type { CanvasSurface, Commands, Draw, WeightGrid } from '../../gpu/index.ts';
import type { DivergingName, GridLayout } from '../../math/index.ts';
import type { WeightsSubject } from '../unit-types.ts';
import { BoundDraw } from './bound-draw.ts';
import type { Painter, Palette } from './painter.ts';

/** See the head of the file. */
export class WeightsPainter implements Painter {
  readonly #palette: Palette;
  readonly #colormap: () => DivergingName;
  readonly #surface: Owned<CanvasSurface>;
  readonly #bound = new BoundDraw<WeightGrid>();
  #subject: WeightsSubject | null = null;
  #layout: GridLayout | null = null;
  #draw: Draw | null = null;
  #stale = false;

  constructor(palette: Palette, canvas: HTMLCanvasElement, colormap: () => DivergingName) {
    this.#palette = palette;
    this.#colormap = colormap;
    this.#surface = palette.gpu.surface(canvas);
  }

  show(subject: WeightsSubject | null, layout: GridLayout): void {
    this.#subject = subject;
    this.#layout = layout;
    void this.rebind();
  }

  invalidate(): void {
    // Learned values stay the same from picture to picture.
  }

  recolor(): void {
    void this.rebind();
  }

  rebind(): Promise<void> {
    const weights = this.#subject && this.#palette.weights(this.#subject.layer);
    if (!weights) {
      this.#bound.dispose();
      this.#draw = null;
      this.#stale = true;
      this.#palette.requestPaint();
      return Promise.resolve();
    }
    const { gpu } = this.#palette;
    const colormap = this.#palette.colors(this.#colormap());
    const { stored, layout } = weights;
    return this.#bound.bind(
      [stored, colormap],
      () =>
        prepareWeightGrid(gpu, 'WeightsPainter.draw', this.#surface.format, {
          weights: stored,
          layout,
          colormap,
        }),
      (grid) => this.#update(grid),
    );
  }

  encode(commands: Commands): void {
    if (!this.#stale || !this.#layout) return;
    const draw = this.#draw;
    this.#stale = false;
    this.#surface.resize(this.#layout.width, this.#layout.height);
    if (draw) commands.draw(this.#surface.target(), draw);
    else commands.drawParts(this.#surface.target(), []);
  }

  dispose(): void {
    this.#bound.dispose();
    this.#surface.dispose();
  }

  #update(grid: WeightGrid): void {
    this.#draw = null;
    const weights = this.#subject && this.#palette.weights(this.#subject.layer);
    if (!this.#subject || !weights || !this.#layout) return;
    const { output } = this.#subject;
    const { layout, largest, swap } = weights;
    const view = { layout: this.#layout, weights: layout, output, swap, largest };
    this.#draw = grid.show(view);
    this.#stale = true;
    this.#palette.requestPaint();
  }
}
