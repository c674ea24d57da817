/** All channels of a layer on one canvas that the session paints; pointer, fingers and keys walk over it. Others paint it anew. */
import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { layoutGrid } from '../../math/index.ts';
import type { GridCell, GridLayout, Shape3 } from '../../math/index.ts';
import type { GridView, LayerSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { scrollRoom } from '../styles/scroll-room.ts';
import { middleOf, moveCursor } from './grid-cursor.ts';
import type { GridMarker } from './grid-marker.ts';
import { boxOfTile } from './grid-place.ts';
import type { SeenPart } from './grid-place.ts';
import { GridPress } from './grid-press.ts';
import { chosenTarget, sameCell } from './grid-target.ts';
import type { GridTarget } from './grid-target.ts';
import { layerGridStyles } from './layer-grid.styles.ts';
import { cellUnder, tileOfChannel } from './tile-order.ts';
import { UnitMenuEvent } from './unit-menu-event.ts';

/** Lengths in CSS pixels. */
const MIN_TILE = 20;
const MIN_TILE_OF_MANY = 4;
const MANY = 1024;
const GAP = 2;
/** Around the tiles, above and below together. */
const PADDING = 8;
const GAP_OF_MANY = 1;
/** Also fires when the window moves to a screen with another pixel ratio, where the browser can tell. */
const OBSERVED_BOX =
  'devicePixelContentBoxSize' in ResizeObserverEntry.prototype
    ? 'device-pixel-content-box'
    : 'content-box';

/** @fires unit-menu */
@customElement('layer-grid')
export class LayerGrid extends StudioElement {
  static override styles: CSSResultGroup = [base, scrollRoom, layerGridStyles];

  @state() protected layout: GridLayout | null = null;
  @state() private spoken = false;
  @state() private touched = false;
  @state() protected seen: SeenPart = { top: 0, bottom: 0 };
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.room') readonly room!: HTMLElement;
  @query('grid-marker') private readonly marker!: GridMarker | null;
  #grid: GridView | null = null;
  #observer: ResizeObserver | null = null;
  #roomWidth = 0;
  #roomHeight = 0;
  #shape: Shape3 | null = null;
  #target: GridTarget | null = null;
  readonly #press = new GridPress({
    tap: () => this.#choose(this.target.cell()),
    menu: (x, y) => this.#openMenu(x, y),
  });

  protected get target(): GridTarget {
    this.#target ??= this.aim();
    return this.#target;
  }

  /** What pointing and choosing means here. */
  protected aim(): GridTarget {
    return chosenTarget(this.session);
  }

  /** Who paints. */
  protected attach(canvas: HTMLCanvasElement): GridView {
    return this.session.attachGrid(canvas);
  }

  /** What the tiles are shaped like, and how small they may become, in CSS pixels. */
  protected tiles(shape: Shape3): { readonly shape: Shape3; readonly least: number } {
    return { shape, least: shape[0] > MANY ? MIN_TILE_OF_MANY : MIN_TILE };
  }

  /** The name of the whole, and what the keys do. */
  protected names(): { readonly label: string; readonly keys: string } {
    return this.words.colour.grid;
  }

  /** What lies over the tiles, under the marks. */
  protected overlay(_layout: GridLayout, _layer: LayerSummary): unknown {
    return nothing;
  }

  /** Points at the middle of a channel, brings its tile into view and lets it blink. */
  find(channel: number): void {
    if (!this.#shape) return;
    this.spoken = true;
    const cell = { channel, ...middleOf(this.#shape) };
    this.target.point(cell);
    this.#reveal(cell);
    void import('./grid-marks.ts').then(() => this.marker?.flash());
  }

  override focus(options?: FocusOptions): void {
    this.canvas.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#attach();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#press.cancel();
    this.#observer?.disconnect();
    this.#grid?.dispose();
    this.#grid = null;
    this.#target = null;
  }

  protected override willUpdate(): void {
    const shape = this.target.layer()?.shape ?? null;
    if (shape?.join() === this.#shape?.join()) return;
    this.#shape = shape;
    this.#arrange();
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.#attach();
    void import('./grid-marks.ts');
  }

  protected override view(): unknown {
    const { label, keys } = this.names();
    const layer = this.target.layer();
    const layout = layer ? this.layout : null;
    const stage = layout ? this.#stage(layout) : { width: '0', height: '0' };
    return html`<div class="room" @scroll=${this.#look}>
        <div class="stage" style=${styleMap(stage)}>
          <canvas
            class=${this.session.activity.value ? 'waiting' : ''}
            style=${styleMap({ touchAction: this.#scrolls(layout) ? 'pan-y' : 'none' })}
            tabindex=${layer ? 0 : -1}
            role="application"
            aria-label=${this.say(label, { layer: layer?.name ?? '' })}
            aria-description=${keys}
            @pointerdown=${this.#down}
            @pointermove=${this.#moved}
            @pointerup=${this.#up}
            @pointercancel=${this.#leave}
            @pointerleave=${this.#left}
            @contextmenu=${this.#menu}
            @keydown=${this.#pressed}
            @blur=${this.#leave}
          ></canvas>
          ${layout && layer ? this.overlay(layout, layer) : nothing}
          <grid-pins .target=${this.target} .layout=${layout}></grid-pins>
          <grid-marker
            .target=${this.target}
            .layout=${layout}
            .seen=${this.seen}
            ?spoken=${this.spoken}
            ?touched=${this.touched}
          ></grid-marker>
        </div>
      </div>
      ${layer ? nothing : html`<p class="empty">${this.#emptyText()}</p>`}`;
  }

  #attach(): void {
    this.#grid ??= this.attach(this.canvas);
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.#measure(entry);
    });
    this.#observer.observe(this.room, { box: OBSERVED_BOX });
    this.#arrange();
  }

  #measure({ contentRect }: ResizeObserverEntry): void {
    this.#roomWidth = Math.floor(contentRect.width * devicePixelRatio);
    this.#roomHeight = Math.floor(contentRect.height * devicePixelRatio);
    this.#arrange();
    this.#look();
  }

  #arrange(): void {
    const shape = this.#shape;
    if (!shape || this.#roomWidth === 0 || this.#roomHeight === 0) return;
    const tiles = this.tiles(shape);
    const gap = shape[0] > MANY ? GAP_OF_MANY : GAP;
    const layout = layoutGrid({
      shape: tiles.shape,
      width: this.#roomWidth,
      height: this.#roomHeight,
      gap: Math.max(1, Math.round(gap * devicePixelRatio)),
      minTile: Math.round(tiles.least * devicePixelRatio),
    });
    this.layout = layout;
    this.#grid?.setLayout(layout);
  }

  #scrolls(layout: GridLayout | null): boolean {
    return layout !== null && layout.height > this.#roomHeight;
  }

  /** Centred, its corner on a whole pixel of the screen. */
  #stage(layout: GridLayout): Record<string, string> {
    const { left, top } = this.room.getBoundingClientRect();
    const centred = Math.max(0, Math.floor((this.#roomWidth - layout.width) / 2));
    return {
      width: px(layout.width),
      height: px(layout.height),
      left: px(centred + toWhole(left * devicePixelRatio)),
      top: px(toWhole(top * devicePixelRatio)),
    };
  }

  #emptyText(): string {
    const { activity, header } = this.words;
    const now = this.session.activity.value;
    return now ? activity[now] : header.none;
  }

  readonly #look = (): void => {
    const { scrollTop, clientHeight } = this.room;
    this.seen = { top: scrollTop, bottom: scrollTop + clientHeight - PADDING };
  };

  #down(event: PointerEvent): void {
    this.#press.down(event);
    this.#pointAt(event);
  }

  #moved(event: PointerEvent): void {
    this.#press.move(event);
    this.#pointAt(event);
  }

  #up(event: PointerEvent): void {
    this.#press.up(event);
  }

  #pointAt(event: PointerEvent): void {
    if (!this.layout || this.#shape?.[0] !== this.layout.count) return;
    this.spoken = false;
    this.touched = event.pointerType === 'touch';
    const grid = { layout: this.layout, shape: this.#shape, order: this.target.order() };
    const now = this.target.cell();
    const ratio = devicePixelRatio;
    const cell = cellUnder(grid, event.offsetX * ratio, event.offsetY * ratio, now);
    if (!sameCell(cell, now)) this.target.point(cell);
  }

  /** A finger that is lifted has not left: the place it showed stays marked. */
  #left(event: PointerEvent): void {
    if (event.pointerType !== 'touch') this.#leave();
  }

  readonly #leave = (): void => {
    this.#press.cancel();
    if (this.target.cell()) this.target.point(null);
  };

  #choose(cell: GridCell | null): void {
    if (cell) this.target.choose(cell);
  }

  #menu(event: MouseEvent): void {
    event.preventDefault();
    const pointerType = event instanceof PointerEvent ? event.pointerType : 'mouse';
    if (!this.spoken) {
      this.#press.menu(event.clientX, event.clientY, pointerType);
      return;
    }
    const box = this.#boxOf(this.target.cell());
    if (!box) return;
    const { left, top } = this.canvas.getBoundingClientRect();
    this.#openMenu(left + box.x + box.width, top + box.y);
  }

  #openMenu(x: number, y: number): void {
    const layer = this.target.layer()?.name;
    const cell = this.target.cell();
    if (layer === undefined || !cell) return;
    this.dispatchEvent(new UnitMenuEvent({ layer, cell }, x, y));
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.#obey(event)) return;
    event.preventDefault();
  }

  /** Does what the key says; false if it says nothing here. */
  #obey(event: KeyboardEvent): boolean {
    const { target, layout } = this;
    if (event.key === 'Escape') return target.letGo();
    if (!layout || this.#shape?.[0] !== layout.count) return false;
    if (event.key === 'Enter') {
      this.#choose(target.last());
      return true;
    }
    const pitch = layout.tileHeight + layout.gap;
    const rowsSeen = Math.max(1, Math.floor((this.#roomHeight + layout.gap) / pitch));
    const grid = { layout, shape: this.#shape, order: target.order(), rowsSeen };
    const moved = moveCursor(target.last(), event, grid);
    if (!moved) return false;
    this.spoken = true;
    this.touched = false;
    target.point(moved);
    this.#reveal(moved);
    return true;
  }

  /** The tile of a cell, CSS pixels. */
  #boxOf(
    cell: GridCell | null,
  ): { x: number; y: number; width: number; height: number } | undefined {
    if (!cell || !this.layout) return undefined;
    const tile = tileOfChannel(this.target.order(), cell.channel);
    const { x, y, width, height } = boxOfTile(this.layout, tile);
    const ratio = devicePixelRatio;
    return { x: x / ratio, y: y / ratio, width: width / ratio, height: height / ratio };
  }

  #reveal(cell: GridCell): void {
    const box = this.#boxOf(cell);
    if (!box) return;
    const { scrollTop, clientHeight } = this.room;
    const bottom = box.y + box.height;
    if (box.y < scrollTop) this.room.scrollTop = box.y - GAP;
    else if (bottom > scrollTop + clientHeight) this.room.scrollTop = bottom - clientHeight + GAP;
  }
}

/** What is missing to the next whole number. */
function toWhole(devicePixels: number): number {
  return Math.ceil(devicePixels) - devicePixels;
}

/** A length in device pixels as CSS. */
function px(devicePixels: number): string {
  return `${devicePixels / devicePixelRatio}px`;
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-grid': LayerGrid;
  }
}
