/** All channels of the chosen layer on one canvas that the session paints; the pointer and the keys walk over it. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { cellAt, layoutGrid, tileOrigin } from '../../math/index.ts';
import type { GridCell, GridLayout, Shape3 } from '../../math/index.ts';
import type { GridView, LayerSummary } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { moveCursor } from './grid-cursor.ts';
import { layerGridStyles } from './layer-grid.styles.ts';

/** Lengths in CSS pixels. */
const MIN_TILE = 20;
const MIN_TILE_OF_MANY = 4;
const MANY = 1024;
const GAP = 2;
const GAP_OF_MANY = 1;
const SMALLEST_CELL_MARKED = 4;
const TIP_BELOW = 18;
const TIP_ROOM = 240;
/** Also fires when the window moves to a screen with another pixel ratio, where the browser can tell. */
const OBSERVED_BOX =
  'devicePixelContentBoxSize' in ResizeObserverEntry.prototype
    ? 'device-pixel-content-box'
    : 'content-box';

@customElement('layer-grid')
export class LayerGrid extends StudioElement {
  static override styles = [base, layerGridStyles];

  @state() private layout: GridLayout | null = null;
  @state() private byKey = false;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.room') private readonly room!: HTMLElement;
  #grid: GridView | null = null;
  #observer: ResizeObserver | null = null;
  #roomWidth = 0;
  #roomHeight = 0;
  #shape: Shape3 | null = null;

  private get cell(): GridCell | null {
    return this.session.pointed.value;
  }

  private set cell(cell: GridCell | null) {
    this.session.point(cell);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#attach();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#grid?.dispose();
    this.#grid = null;
  }

  protected override willUpdate(): void {
    const shape = this.session.selectedLayer.peek()?.shape ?? null;
    if (shape?.join() === this.#shape?.join()) return;
    this.#shape = shape;
    this.#arrange();
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.#attach();
  }

  protected override view(): unknown {
    const layer = this.session.selectedLayer.value;
    const layout = layer ? this.layout : null;
    const stage = layout ? this.#stage(layout) : { width: '0', height: '0' };
    const label = this.say(this.words.grid.label, { layer: layer?.name ?? '' });
    return html`<div class="room">
        <div class="stage" style=${styleMap(stage)}>
          <canvas
            class=${this.session.activity.value ? 'waiting' : ''}
            tabindex=${layer ? 0 : -1}
            role="application"
            aria-label=${label}
            @pointermove=${this.#pointed}
            @pointerdown=${this.#pointed}
            @pointerleave=${this.#leave}
            @keydown=${this.#pressed}
            @blur=${this.#leave}
          ></canvas>
          ${layer && layout && this.cell ? this.#cursor(this.cell, layer, layout) : nothing}
        </div>
      </div>
      ${layer ? nothing : html`<p class="empty">${this.#emptyText()}</p>`}
      <span class="unseen" role="status">
        ${layer && this.cell && this.byKey ? this.#readout(this.cell, layer) : ''}
      </span>`;
  }

  #attach(): void {
    this.#grid ??= this.session.attachGrid(this.canvas);
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
  }

  #arrange(): void {
    const shape = this.#shape;
    if (!shape || this.#roomWidth === 0 || this.#roomHeight === 0) return;
    const many = shape[0] > MANY;
    const layout = layoutGrid({
      shape,
      width: this.#roomWidth,
      height: this.#roomHeight,
      gap: Math.max(1, Math.round((many ? GAP_OF_MANY : GAP) * devicePixelRatio)),
      minTile: Math.round((many ? MIN_TILE_OF_MANY : MIN_TILE) * devicePixelRatio),
    });
    this.layout = layout;
    this.#grid?.setLayout(layout);
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

  #cursor(cell: GridCell, layer: LayerSummary, layout: GridLayout): TemplateResult {
    const { x, y } = tileOrigin(layout, cell.channel);
    const [, height, width] = layer.shape;
    const cellWidth = layout.tileWidth / width;
    const cellHeight = layout.tileHeight / height;
    const tile = box(x, y, layout.tileWidth, layout.tileHeight);
    const marked = box(
      x + cell.column * cellWidth,
      y + cell.row * cellHeight,
      cellWidth,
      cellHeight,
    );
    const isLarge = Math.min(cellWidth, cellHeight) >= SMALLEST_CELL_MARKED * devicePixelRatio;
    return html`<div class="tile" style=${styleMap(tile)}></div>
      ${isLarge && width > 1 ? html`<div class="cell" style=${styleMap(marked)}></div>` : nothing}
      <div class="tip number" style=${styleMap(this.#tipPlace(x, y, layout))}>
        ${this.#readout(cell, layer)}
      </div>`;
  }

  /** Below the tile, or above it where there is no room; kept inside sideways. */
  #tipPlace(x: number, y: number, layout: GridLayout): Record<string, string> {
    const left = x > layout.width - TIP_ROOM * devicePixelRatio ? undefined : px(x);
    const right = px(layout.width - x - layout.tileWidth);
    const bottom = y + layout.tileHeight;
    const isLow =
      bottom / devicePixelRatio + TIP_BELOW * 2 > this.room.clientHeight + this.room.scrollTop;
    const vertical = isLow
      ? { bottom: `calc(100% - ${px(y)} + 6px)` }
      : { top: `calc(${px(bottom)} + 6px)` };
    return left === undefined ? { right, ...vertical } : { left, ...vertical };
  }

  #readout({ channel, row, column }: GridCell, { shape }: LayerSummary): string {
    const { cell, unit } = this.words.grid;
    return this.say(shape[1] === 1 && shape[2] === 1 ? unit : cell, { channel, row, column });
  }

  #pointed(event: PointerEvent): void {
    const layer = this.session.selectedLayer.peek();
    if (!layer || !this.layout) return;
    const scale = this.layout.width / this.canvas.clientWidth;
    this.byKey = false;
    this.cell = cellAt(this.layout, layer.shape, event.offsetX * scale, event.offsetY * scale);
  }

  readonly #leave = (): void => {
    this.cell = null;
  };

  #pressed(event: KeyboardEvent): void {
    const layer = this.session.selectedLayer.peek();
    if (!layer || !this.layout) return;
    if (event.key === 'Escape') {
      this.cell = null;
      return;
    }
    const moved = moveCursor(this.cell, event.key, this.layout, layer.shape);
    if (!moved) return;
    event.preventDefault();
    this.byKey = true;
    this.cell = moved;
    this.#reveal(moved);
  }

  #reveal(cell: GridCell): void {
    if (!this.layout) return;
    const top = tileOrigin(this.layout, cell.channel).y / devicePixelRatio;
    const bottom = top + this.layout.tileHeight / devicePixelRatio;
    const { scrollTop, clientHeight } = this.room;
    if (top < scrollTop) this.room.scrollTop = top - GAP;
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

function box(x: number, y: number, width: number, height: number): Record<string, string> {
  return { left: px(x), top: px(y), width: px(width), height: px(height) };
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-grid': LayerGrid;
  }
}
