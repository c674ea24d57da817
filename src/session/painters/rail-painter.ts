/** Paints one small map for each layer, the strongest channel as the GPU finds it, on one canvas in one pass. */
import type { Owned } from '../../base/index.ts';
import { mapSingleParams, prepareMapSingle } from '../../gpu/index.ts';
import type { CanvasSurface, Commands, MapSingleDraw } from '../../gpu/index.ts';
import type { ColorScale, Extent } from '../../math/index.ts';
import type { RailPlace } from '../unit-types.ts';
import { BoundDraw } from './bound-draw.ts';
import type { Painter, Palette } from './painter.ts';

interface Thumb {
  readonly place: RailPlace;
  readonly bound: BoundDraw<MapSingleDraw>;
}

const PRIMARIES: readonly RailPlace['what'][] = ['red', 'green', 'blue'];
const BRIGHTEST = 255;

/** See the head of the file. */
export class RailPainter implements Painter {
  readonly #palette: Palette;
  readonly #surface: Owned<CanvasSurface>;
  #size: Extent = { width: 0, height: 0 };
  #thumbs: readonly Thumb[] = [];
  #stale = false;

  constructor(palette: Palette, canvas: HTMLCanvasElement) {
    this.#palette = palette;
    this.#surface = palette.gpu.surface(canvas);
  }

  setPlaces(size: Extent, places: readonly RailPlace[]): void {
    this.#size = size;
    const before = new Map(this.#thumbs.map((thumb) => [keyOf(thumb.place), thumb]));
    this.#thumbs = places.map((place) => {
      const known = before.get(keyOf(place));
      before.delete(keyOf(place));
      return { place, bound: known?.bound ?? new BoundDraw<MapSingleDraw>() };
    });
    for (const { bound } of before.values()) bound.dispose();
    void this.rebind();
  }

  invalidate(): void {
    this.#stale = true;
  }

  recolor(): void {
    void this.rebind();
  }

  async rebind(): Promise<void> {
    await Promise.all(this.#thumbs.map((thumb) => this.#bind(thumb)));
  }

  encode(commands: Commands): void {
    if (!this.#stale || this.#size.width < 1 || this.#size.height < 1) return;
    this.#stale = false;
    this.#surface.resize(this.#size.width, this.#size.height);
    const parts = this.#thumbs.flatMap(({ place, bound }) => {
      const launch = bound.current;
      const inside =
        place.x >= 0 &&
        place.y >= 0 &&
        place.x + place.width <= this.#size.width &&
        place.y + place.height <= this.#size.height;
      return launch && inside ? [{ launch, ...place }] : [];
    });
    commands.drawParts(this.#surface.target(), parts);
  }

  dispose(): void {
    for (const { bound } of this.#thumbs) bound.dispose();
    this.#thumbs = [];
    this.#surface.dispose();
  }

  #bind({ place, bound }: Thumb): Promise<void> {
    const { gpu } = this.#palette;
    const display = this.#palette.display(place.layer);
    const primary = place.what === 'strongest' ? null : place.what;
    const input = primary ? this.#palette.picture() : display?.tensor;
    if (!display || !input) {
      bound.dispose();
      return Promise.resolve();
    }
    const colormap = this.#palette.colors(primary ?? this.#palette.colormapOf(place.layer));
    return bound.bind(
      [display, colormap, input],
      () =>
        prepareMapSingle(gpu, 'RailPainter.draw', this.#surface.format, {
          input,
          channelStats: display.channels,
          layerStats: display.layer,
          colormap,
          choice: display.strongest,
          sampling: 'area',
        }),
      (draw) => {
        const channel = primary ? PRIMARIES.indexOf(primary) : ('chosen' as const);
        const view = { channel, origin: place, ...scaleOf(primary !== null) };
        draw.setParams(mapSingleParams(input.shape, place, view));
        this.#stale = true;
        this.#palette.requestPaint();
      },
    );
  }
}

/** A thumbnail tells where, not how much: each has its own scale. */
function scaleOf(isPrimary: boolean): ColorScale {
  return isPrimary ? { scale: 'fixed', lo: 0, hi: BRIGHTEST } : { scale: 'channel' };
}

function keyOf({ layer, what }: RailPlace): string {
  return `${layer} ${what}`;
}
