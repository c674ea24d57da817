/** The learned values as tiles on one canvas that the session paints; pointer and keys walk from tile to tile. */
import { css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { cellAt, layoutGrid, tileOrigin } from '../../math/index.ts';
import type { GridLayout, Shape3 } from '../../math/index.ts';
import type { WeightsSubject, WeightsView } from '../../session/index.ts';
import { RoomController } from '../controllers/room.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { scrollRoom } from '../styles/scroll-room.ts';
import { moveCursor } from '../views/grid-cursor.ts';
import { isOther } from './is-other.ts';

/** Lengths in CSS pixels. */
const GAP = 3;
const GAP_OF_MANY = 1;
const MIN_TILE = 21;
const MIN_TILE_OF_MANY = 6;
const MANY = 1024;
/** Fired when a tile is pointed at (`tile-point`, null when none is any more) or chosen (`tile-pick`). */
export class TileEvent extends Event {
  readonly tile: number | null;

  constructor(type: 'tile-point' | 'tile-pick', tile: number | null) {
    super(type);
    this.tile = tile;
  }
}

/**
 * @fires tile-point
 * @fires tile-pick
 */
@customElement('weights-plate')
export class WeightsPlate extends StudioElement {
  static override styles = [
    base,
    scrollRoom,
    css`
      :host {
        display: block;
        position: relative;
        min-height: 0;
        min-width: 0;
      }
      .room {
        position: absolute;
        inset: 0;
        padding: 4px;
      }
      canvas {
        cursor: pointer;
        touch-action: pan-y;
      }
      canvas:focus-visible {
        border-radius: 0;
      }
      i {
        position: absolute;
        pointer-events: none;
        outline: 2px solid var(--accent);
        border-radius: 1px;
      }
      i.chosen {
        outline-color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false, hasChanged: isOther }) subject: WeightsSubject | null = null;
  /** Tiles, rows and columns of each. */
  @property({ attribute: false, hasChanged: isOther }) shape: Shape3 = [0, 1, 1];
  @property({ attribute: false }) tile: number | null = null;
  /** A tile that is marked whether it is pointed at or not. */
  @property({ attribute: false }) chosen: number | null = null;
  @property() label = '';
  /** What the pointed tile is, for those who listen. */
  @property() readout = '';
  @state() private layout: GridLayout | null = null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.room') private readonly room!: HTMLElement;
  #view: WeightsView | null = null;
  #byKey = false;
  #wasPointed: number | null = null;
  readonly #pixels = new RoomController(
    this,
    () => this.room,
    () => this.#arrange(),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.dispose();
    this.#view = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('shape')) this.#arrange();
  }

  protected override view(): TemplateResult {
    const { layout } = this;
    const size = { width: px(layout?.width ?? 0), height: px(layout?.height ?? 0) };
    return html`<div class="room">
        <div class="stage" style=${styleMap({ ...size, left: this.#left(layout) })}>
          <canvas
            tabindex="0"
            role="application"
            aria-label=${this.label}
            @pointermove=${this.#pointed}
            @pointerdown=${this.#pressed}
            @pointerleave=${this.#leave}
            @click=${this.#clicked}
            @keydown=${this.#keyed}
            @blur=${this.#leave}
          ></canvas>
          ${this.#mark(this.chosen, 'chosen')} ${this.#mark(this.tile, 'pointed')}
        </div>
      </div>
      <span class="unseen" role="status">${this.#byKey ? this.readout : ''}</span>`;
  }

  protected override updated(changed: PropertyValues): void {
    this.#view ??= this.session.attachWeights(this.canvas);
    if (this.layout && (changed.has('subject') || changed.has('layout'))) {
      this.#view.show(this.subject, this.layout);
    }
  }

  #arrange(): void {
    const [count] = this.shape;
    const { width, height } = this.#pixels;
    if (count === 0 || width === 0 || height === 0) return;
    const many = count > MANY;
    this.layout = layoutGrid({
      shape: this.shape,
      width,
      height,
      gap: Math.round((many ? GAP_OF_MANY : GAP) * devicePixelRatio),
      minTile: Math.round((many ? MIN_TILE_OF_MANY : MIN_TILE) * devicePixelRatio),
    });
  }

  #left(layout: GridLayout | null): string {
    return px(Math.max(0, Math.floor((this.#pixels.width - (layout?.width ?? 0)) / 2)));
  }

  #mark(tile: number | null, kind: string): TemplateResult | typeof nothing {
    if (tile === null || !this.layout || tile >= this.layout.count) return nothing;
    const { x, y } = tileOrigin(this.layout, tile);
    const { tileWidth, tileHeight } = this.layout;
    const box = { left: px(x), top: px(y), width: px(tileWidth), height: px(tileHeight) };
    return html`<i class=${kind} style=${styleMap(box)}></i>`;
  }

  #pointed(event: PointerEvent): void {
    if (!this.layout) return;
    const scale = this.layout.width / this.canvas.clientWidth;
    const cell = cellAt(this.layout, this.shape, event.offsetX * scale, event.offsetY * scale);
    this.#byKey = false;
    if (cell && cell.channel !== this.tile) this.#point(cell.channel);
  }

  #pressed(event: PointerEvent): void {
    this.#wasPointed = event.pointerType === 'mouse' ? null : this.tile;
    this.#pointed(event);
    if (event.pointerType === 'mouse') this.#wasPointed = this.tile;
  }

  readonly #leave = (event: Event): void => {
    const isFinger = event instanceof PointerEvent && event.pointerType !== 'mouse';
    if (!isFinger) this.#point(null);
  };

  /** A finger looks first: its second tap on a tile chooses. */
  #clicked(): void {
    if (this.tile !== null && this.tile === this.#wasPointed) this.#pick(this.tile);
  }

  #keyed(event: KeyboardEvent): void {
    if (!this.layout) return;
    if (this.tile !== null && event.key === 'Enter') this.#pick(this.tile);
    if (this.tile !== null && event.key === 'Escape') {
      event.preventDefault();
      this.#point(null);
    }
    const from = this.tile === null ? null : { channel: this.tile, row: 0, column: 0 };
    const pitch = this.layout.tileHeight + this.layout.gap;
    const rowsSeen = Math.max(1, Math.floor((this.room.clientHeight * devicePixelRatio) / pitch));
    const key = { key: event.key, shiftKey: false };
    const moved = moveCursor(from, key, {
      layout: this.layout,
      shape: this.shape,
      order: [],
      rowsSeen,
    });
    if (!moved) return;
    event.preventDefault();
    this.#byKey = true;
    this.#point(moved.channel);
    this.#reveal(moved.channel);
  }

  #point(tile: number | null): void {
    this.dispatchEvent(new TileEvent('tile-point', tile));
  }

  #pick(tile: number): void {
    this.dispatchEvent(new TileEvent('tile-pick', tile));
  }

  #reveal(tile: number): void {
    if (!this.layout) return;
    const top = tileOrigin(this.layout, tile).y / devicePixelRatio;
    const bottom = top + this.layout.tileHeight / devicePixelRatio;
    const { scrollTop, clientHeight } = this.room;
    if (top < scrollTop) this.room.scrollTop = top;
    else if (bottom > scrollTop + clientHeight) this.room.scrollTop = bottom - clientHeight + GAP;
  }
}

/** A length in device pixels as CSS. */
function px(devicePixels: number): string {
  return `${devicePixels / devicePixelRatio}px`;
}

declare global {
  interface HTMLElementTagNameMap {
    'weights-plate': WeightsPlate;
  }
  interface HTMLElementEventMap {
    'tile-point': TileEvent;
    'tile-pick': TileEvent;
  }
}
