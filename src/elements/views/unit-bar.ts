/** The closed sheet of a narrow page: small map, channel and value of the unit in one row. */
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { formatValue } from '../../i18n/index.ts';
import type { MapPaint } from '../../session/index.ts';
import { FollowController } from '../controllers/follow.ts';
import { MapCanvas } from '../controllers/map-canvas.ts';
import { base, controls } from '../styles/controls.ts';
import { unitIcons } from '../ui/unit-icons.ts';
import { UnitElement } from './unit-element.ts';

const SIDE = 40;
const PAINT: MapPaint = { style: 'color', level: 0, smooth: false };

/** Fired when a person wants the sheet open, or closed. */
export class SheetEvent extends Event {
  constructor() {
    super('sheet');
  }
}

/** @fires sheet */
@customElement('unit-bar')
export class UnitBar extends UnitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      button {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto auto;
        gap: 12px;
        width: 100%;
        height: 56px;
        padding: 0 12px 0 8px;
        border-radius: 0;
        text-align: left;
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      canvas {
        display: block;
        width: ${SIDE}px;
        height: ${SIDE}px;
        background: var(--line);
        object-fit: contain;
        image-rendering: pixelated;
        forced-color-adjust: none;
      }
      .names {
        display: grid;
        line-height: 1.35;
        min-width: 0;
      }
      .names > * {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .layer {
        color: var(--ink-soft);
        font-size: var(--text-small);
        font-weight: 400;
      }
      b {
        font-weight: 600;
      }
      .reading {
        display: grid;
        line-height: 1.35;
        text-align: right;
        white-space: nowrap;
      }
      .value {
        font-size: 17px;
        font-weight: 600;
      }
      .handle {
        color: var(--ink-soft);
        transition: transform var(--quick);
      }
      :host([open]) .handle {
        transform: rotate(180deg);
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @query('canvas') private readonly canvas!: HTMLCanvasElement | null;
  readonly #map = new MapCanvas();

  constructor() {
    super();
    new FollowController(this, () => this.#paint());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#map.dispose();
  }

  protected override view(): unknown {
    const unit = this.session.unit.value;
    const reading = this.session.reading.value;
    const words = this.words.unit;
    const layer = this.layerOf(unit?.layer);
    const place = unit ? this.placeName(layer, unit.cell) : '';
    return html`<button
      type="button"
      aria-expanded=${this.open}
      @click=${() => this.dispatchEvent(new SheetEvent())}
    >
      <canvas ?hidden=${!unit}></canvas>
      <span class="names number">
        <span class="layer">${unit ? unit.layer : words.landmark}</span>
        <b>${unit ? this.channelName(layer, unit.cell.channel) : words.none}</b>
      </span>
      <span class="reading number">
        <span class="value">${reading ? formatValue(reading.value, this.language) : ''}</span>
        ${place ? html`<span class="layer">${place}</span>` : ''}
      </span>
      <span class="handle">${unitIcons.up}<span class="unseen">${words.open}</span></span>
    </button>`;
  }

  #paint(): void {
    const unit = this.session.unit.value;
    const layer = this.layerOf(unit?.layer);
    if (!unit || !layer || !this.canvas) return;
    const [, height, width] = layer.shape;
    const most = Math.round(SIDE * devicePixelRatio);
    const scale = Math.min(1, most / Math.max(height, width));
    const wide = Math.max(1, Math.round(width * scale));
    const high = Math.max(1, Math.round(height * scale));
    this.#map.show(this.session, this.canvas, unit, PAINT, wide, high);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-bar': UnitBar;
  }
}
