/** A vector as rows of coloured cells on a canvas; pointer and keys walk from element to element. Knows no session. */
import { LitElement, css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { COLORMAPS, scaleShare } from '../../math/index.ts';
import type { ColormapName, Limits } from '../../math/index.ts';
import { RoomController } from '../controllers/room.ts';
import { base } from '../styles/controls.ts';
import { scrollRoom } from '../styles/scroll-room.ts';
import { cornerOf, elementAt, layOutVector } from './vector-cells.ts';
import type { VectorLayout } from './vector-cells.ts';

/** CSS pixels. */
const HEIGHT = 300;
const BYTES = 4;
const LAST = 255;

/** How the numbers become colours. */
export interface VectorColors {
  readonly colormap: ColormapName;
  readonly limits: Limits;
  readonly diverging: boolean;
}

/** Fired when another element is pointed at; null when none is any more. */
export class ElementEvent extends Event {
  readonly index: number | null;

  constructor(index: number | null) {
    super('element');
    this.index = index;
  }
}

/** @fires element */
@customElement('vector-plate')
export class VectorPlate extends LitElement {
  static override styles = [
    base,
    scrollRoom,
    css`
      :host {
        display: block;
      }
      .room {
        max-height: 326px;
        min-height: 24px;
        margin: -3px;
        padding: 3px;
      }
      canvas {
        image-rendering: pixelated;
        cursor: crosshair;
        touch-action: pan-y;
        forced-color-adjust: none;
      }
      canvas:focus-visible {
        border-radius: 0;
        outline-offset: -2px;
      }
      i {
        position: absolute;
        min-width: 3px;
        min-height: 3px;
        outline: 1px solid #fff;
        box-shadow: 0 0 0 2px rgb(0 0 0 / 70%);
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) data: Float32Array | null = null;
  @property({ attribute: false }) colors: VectorColors | null = null;
  /** Elements that belong together: the channels of one place. */
  @property({ type: Number }) group = 1;
  @property({ attribute: false }) index: number | null = null;
  @property() label = '';
  @property() readout = '';
  @state() private layout: VectorLayout | null = null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.room') private readonly room!: HTMLElement;
  readonly #pixels = new RoomController(
    this,
    () => this.room,
    () => this.#arrange(),
  );
  #byKey = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('data') || changed.has('group')) this.#arrange();
  }

  protected override render(): TemplateResult {
    const { layout } = this;
    const { columns = 0, rows = 0, side = 0 } = layout ?? {};
    const size = { width: px(columns * side), height: px(rows * side) };
    return html`<div class="room">
        <div class="stage" style=${styleMap(size)}>
          <canvas
            tabindex="0"
            role="application"
            aria-label=${this.label}
            @pointermove=${this.#pointed}
            @pointerdown=${this.#pointed}
            @pointerleave=${this.#leave}
            @keydown=${this.#pressed}
          ></canvas>
          ${layout ? this.#mark(layout) : nothing}
        </div>
      </div>
      <span class="unseen" role="status">${this.#byKey ? this.readout : ''}</span>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (['data', 'colors', 'layout'].some((name) => changed.has(name))) this.#paint();
  }

  /** One pixel an element; null while there is nothing to show. */
  get picture(): HTMLCanvasElement | null {
    return this.layout && this.data ? this.canvas : null;
  }

  #arrange(): void {
    const { width } = this.#pixels;
    const length = this.data?.length ?? 0;
    const room = { width, height: HEIGHT * devicePixelRatio, pixelRatio: devicePixelRatio };
    this.layout = length > 0 && width > 0 ? layOutVector(length, this.group, room) : null;
  }

  /** One pixel an element; the page enlarges them. */
  #paint(): void {
    const { layout, data, colors, canvas } = this;
    if (!layout || !data || !colors || layout.length !== data.length) return;
    canvas.width = layout.columns;
    canvas.height = layout.rows;
    const table = COLORMAPS[colors.colormap];
    const scale = { scale: 'fixed', diverging: colors.diverging } as const;
    const image = new ImageData(layout.columns, layout.rows);
    data.forEach((value, i) => {
      const at = 3 * Math.round(LAST * scaleShare(scale, colors.limits, value));
      image.data[BYTES * i] = table[at] ?? 0;
      image.data[BYTES * i + 1] = table[at + 1] ?? 0;
      image.data[BYTES * i + 2] = table[at + 2] ?? 0;
      image.data[BYTES * i + 3] = LAST;
    });
    canvas.getContext('2d')?.putImageData(image, 0, 0);
  }

  #mark(layout: VectorLayout): TemplateResult | typeof nothing {
    if (this.index === null) return nothing;
    const { x, y } = cornerOf(layout, this.index);
    const box = { left: px(x), top: px(y), width: px(layout.side), height: px(layout.side) };
    return html`<i style=${styleMap(box)}></i>`;
  }

  #pointed(event: PointerEvent): void {
    if (!this.layout) return;
    const { offsetX, offsetY } = event;
    this.#byKey = false;
    this.#point(elementAt(this.layout, offsetX * devicePixelRatio, offsetY * devicePixelRatio));
  }

  readonly #leave = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') this.#point(null);
  };

  #pressed(event: KeyboardEvent): void {
    if (!this.layout) return;
    const { columns, length } = this.layout;
    const now = this.index ?? -1;
    const moved: Readonly<Record<string, number>> = {
      ArrowRight: now + 1,
      ArrowLeft: now - 1,
      ArrowDown: now + columns,
      ArrowUp: now - columns,
      Home: 0,
      End: length - 1,
    };
    const next = moved[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#byKey = true;
    this.#point(next >= 0 && next < length ? next : Math.max(0, now));
    this.#reveal();
  }

  #point(index: number | null): void {
    if (index !== this.index) this.dispatchEvent(new ElementEvent(index));
  }

  #reveal(): void {
    if (!this.layout || this.index === null) return;
    const top = cornerOf(this.layout, this.index).y / devicePixelRatio;
    const bottom = top + this.layout.side / devicePixelRatio;
    const { scrollTop, clientHeight } = this.room;
    if (top < scrollTop) this.room.scrollTop = top;
    else if (bottom > scrollTop + clientHeight) this.room.scrollTop = bottom - clientHeight;
  }
}

/** A length in device pixels as CSS. */
function px(devicePixels: number): string {
  return `${devicePixels / devicePixelRatio}px`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vector-plate': VectorPlate;
  }
  interface HTMLElementEventMap {
    element: ElementEvent;
  }
}
