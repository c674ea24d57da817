/** One channel, enlarged in whole multiples, with a frame around the cell of the unit; pointer and keys walk over it. */
import { css, html } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatValue } from '../../i18n/index.ts';
import type { Extent, GridCell } from '../../math/index.ts';
import { sameUnit } from '../../session/index.ts';
import type { LayerSummary, MapPaint, UnitAddress } from '../../session/index.ts';
import { FollowController } from '../controllers/follow.ts';
import { MapCanvas } from '../controllers/map-canvas.ts';
import { RoomController } from '../controllers/room.ts';
import { base } from '../styles/controls.ts';
import { cellUnder, fitMap } from './map-fit.ts';
import { UnitElement } from './unit-element.ts';

/** Side of the largest cell, CSS pixels. */
const LARGEST_CELL = 48;
const LARGEST_CELL_FILLING = 160;
const SMALLEST_MARK = 3;
const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** `fill`: as large as its box, else as wide as its box and about square. */
@customElement('unit-map')
export class UnitMap extends UnitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        position: relative;
        min-width: 0;
        min-height: 0;
      }
      .room {
        width: 100%;
      }
      :host([fill]) .room {
        position: absolute;
        inset: 0;
      }
      .stage {
        position: relative;
        overflow: hidden;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        background: var(--line);
        cursor: crosshair;
        touch-action: pan-y;
      }
      canvas.pixelated {
        image-rendering: pixelated;
      }
      :host([fill]) canvas {
        touch-action: none;
      }
      .stage:focus-visible {
        border-radius: 0;
      }
      .cursor {
        position: absolute;
        left: 0;
        top: 0;
        outline: 1px solid #fff;
        box-shadow: 0 0 0 2px rgb(0 0 0 / 70%);
        will-change: transform;
        pointer-events: none;
        forced-color-adjust: none;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) fill = false;
  @property({ type: Boolean }) smooth = false;
  @state() private spoken = '';
  @query('.room') private readonly room!: HTMLElement;
  @query('.stage') private readonly stage!: HTMLElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.cursor') private readonly cursor!: HTMLElement;

  readonly #map = new MapCanvas();
  readonly #room = new RoomController(
    this,
    () => this.room,
    () => this.#place(),
  );
  /** Of the map on screen, CSS pixels. */
  #shown: Extent = { width: 0, height: 0 };
  #layer: LayerSummary | null = null;
  #label = '';

  constructor() {
    super();
    new FollowController(this, () => this.#place());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#map.dispose();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('smooth') && this.hasUpdated) this.#place();
  }

  protected override view(): unknown {
    return html`<div class="room">
      <div
        class="stage"
        tabindex="0"
        role="application"
        @keydown=${this.#pressed}
        @blur=${() => (this.spoken = '')}
      >
        <canvas
          @pointermove=${this.#pointed}
          @pointerdown=${this.#pointed}
          @pointerleave=${() => this.session.point(null)}
          @click=${this.#clicked}
        ></canvas>
        <i class="cursor"></i>
      </div>
      <span class="unseen" role="status">${this.spoken}</span>
    </div>`;
  }

  /** Brings size, canvas and frame in step with the unit; the canvas is painted only when the channel changes. */
  #place(): void {
    const unit = this.session.unit.value;
    const layer = this.layerOf(unit?.layer);
    const { width: roomWidth, height: roomHeight } = this.#room;
    this.#layer = layer;
    this.stage.hidden = !layer;
    if (!unit || !layer || roomWidth === 0) return;
    const ratio = devicePixelRatio;
    const room = { width: roomWidth, height: this.fill ? roomHeight : roomWidth };
    const largest = (this.fill ? LARGEST_CELL_FILLING : LARGEST_CELL) * ratio;
    const size = fitMap(layer.shape, room, largest);
    this.#resize(size, room, ratio);
    const [, rows, columns] = layer.shape;
    const canvasSize = this.smooth ? size : { width: columns, height: rows };
    const paint = this.smooth ? SMOOTH : CRISP;
    this.canvas.classList.toggle('pixelated', !this.smooth && size.width >= columns);
    const { width, height } = canvasSize;
    this.#map.show(this.session, this.canvas, unit, paint, width, height);
    this.#mark(unit.cell, layer);
    this.#name(layer.name, unit.cell.channel);
  }

  #name(layer: string, channel: number): void {
    const label = this.say(this.words.unit.map, { channel, layer });
    if (label === this.#label) return;
    this.#label = label;
    this.stage.setAttribute('aria-label', label);
  }

  #resize({ width, height }: Extent, room: Extent, ratio: number): void {
    const shown = { width: width / ratio, height: height / ratio };
    if (this.fill) {
      // In the middle, on whole pixels of the screen.
      const left = Math.floor((room.width - width) / 2) / ratio;
      const top = Math.floor((room.height - height) / 2) / ratio;
      this.stage.style.margin = `${top}px 0 0 ${left}px`;
    }
    if (shown.width === this.#shown.width && shown.height === this.#shown.height) return;
    this.#shown = shown;
    this.stage.style.width = `${shown.width}px`;
    this.stage.style.height = `${shown.height}px`;
  }

  #mark({ row, column }: GridCell, { shape: [, rows, columns] }: LayerSummary): void {
    const width = this.#shown.width / columns;
    const height = this.#shown.height / rows;
    const wide = Math.max(width, SMALLEST_MARK);
    const high = Math.max(height, SMALLEST_MARK);
    const x = column * width - (wide - width) / 2;
    const y = row * height - (high - height) / 2;
    const { style } = this.cursor;
    style.width = `${wide}px`;
    style.height = `${high}px`;
    style.transform = `translate(${x}px, ${y}px)`;
    this.cursor.hidden = rows * columns === 1;
  }

  #addressAt(event: PointerEvent | MouseEvent): UnitAddress | null {
    const unit = this.session.unit.peek();
    if (!unit || !this.#layer) return null;
    const cell = cellUnder(this.#layer.shape, this.#shown, event.offsetX, event.offsetY);
    return { layer: unit.layer, cell: { channel: unit.cell.channel, ...cell } };
  }

  #pointed(event: PointerEvent): void {
    const address = this.#addressAt(event);
    if (!address) return;
    const isThere = sameUnit(address, this.session.unit.peek()) && this.session.pointing.peek();
    if (!isThere) this.pointAt(address);
  }

  #clicked(event: MouseEvent): void {
    const address = this.#addressAt(event);
    if (!address) return;
    if (this.session.selectedLayer.peek()?.name === address.layer) this.session.togglePin(address);
    else this.go(address);
  }

  #pressed(event: KeyboardEvent): void {
    const unit = this.session.unit.peek();
    const step = STEPS[event.key];
    if (!unit || !this.#layer) return;
    if (event.key === 'Enter') this.session.togglePin(unit);
    else if (step) this.#walk(unit, step, this.#layer);
    else return;
    event.preventDefault();
  }

  #walk(
    { layer, cell }: UnitAddress,
    [down, right]: readonly [rows: number, columns: number],
    { shape: [, rows, columns] }: LayerSummary,
  ): void {
    const row = Math.max(0, Math.min(rows - 1, cell.row + down));
    const column = Math.max(0, Math.min(columns - 1, cell.column + right));
    const address = { layer, cell: { channel: cell.channel, row, column } };
    if (!this.pointAt(address)) this.go(address);
    this.#speakSoon();
  }

  /** The number comes a frame later. */
  #speakSoon(): void {
    requestAnimationFrame(() => {
      const reading = this.session.reading.peek();
      if (!reading || !sameUnit(reading.address, this.session.unit.peek())) return;
      const { row, column } = reading.address.cell;
      const value = formatValue(reading.value, this.language);
      this.spoken = this.say(this.words.unit.readout, { value, row, column });
    });
  }
}

const CRISP: MapPaint = { style: 'color', level: 0, smooth: false };
const SMOOTH: MapPaint = { style: 'color', level: 0, smooth: true };

declare global {
  interface HTMLElementTagNameMap {
    'unit-map': UnitMap;
  }
}
