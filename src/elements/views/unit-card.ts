/** A pinned unit: its small map, its place and its numbers. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { formatPercent, formatValue } from '../../i18n/index.ts';
import type { MapPaint, Pin, UnitReading } from '../../session/index.ts';
import { MapCanvas } from '../controllers/map-canvas.ts';
import { base, controls } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';
import { UnitElement } from './unit-element.ts';

const SIDE = 64;
const PERCENT = 100;
const PAINT: MapPaint = { style: 'color', level: 0, smooth: false };

@customElement('unit-card')
export class UnitCard extends UnitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: relative;
        display: block;
        border-left: 3px solid var(--pin);
      }
      .visit {
        display: grid;
        grid-template-columns: ${SIDE}px minmax(0, 1fr);
        gap: 10px;
        width: 100%;
        padding: 4px 8px;
        border-radius: 0 var(--radius) var(--radius) 0;
        text-align: left;
        line-height: 1.4;
      }
      .map {
        position: relative;
        display: block;
        width: ${SIDE}px;
        height: ${SIDE}px;
        background: var(--line);
        overflow: hidden;
        forced-color-adjust: none;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
        image-rendering: pixelated;
      }
      .map i {
        position: absolute;
        width: 5px;
        height: 5px;
        margin: -2.5px;
        border-radius: 50%;
        background: var(--pin);
        box-shadow: 0 0 0 1px #000;
      }
      .facts {
        display: grid;
        min-width: 0;
        font-size: var(--text-small);
      }
      .name {
        overflow: hidden;
        padding-right: 24px;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--ink-soft);
      }
      .unit {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        font-weight: 600;
        white-space: nowrap;
      }
      .small {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--ink-faint);
        font-size: var(--text-tiny);
      }
      .unpin {
        position: absolute;
        top: 0;
        right: 0;
        padding: 0;
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false }) pin: Pin | null = null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement | null;
  readonly #map = new MapCanvas();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#map.dispose();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override view(): unknown {
    const { pin } = this;
    if (!pin) return nothing;
    const { address, reading } = pin;
    const { layer: name, cell } = address;
    const layer = this.layerOf(name);
    const { pins: words } = this.words.unit;
    const channel = this.channelName(layer, cell.channel);
    const values = { layer: name, name: channel, row: cell.row, column: cell.column };
    return html`<button
        type="button"
        class="visit"
        title=${this.say(words.visit, values)}
        @click=${() => this.go(address)}
      >
        <span class="map"><canvas></canvas>${this.#mark()}</span>
        <span class="facts number">
          <span class="name">${name}</span>
          <span class="unit"
            ><span>${channel}</span
            ><span>${reading ? formatValue(reading.value, this.language) : ''}</span></span
          >
          <span class="small">${this.placeName(layer, cell)}</span>
          ${reading ? this.#usual(reading) : ''}
        </span>
      </button>
      <button
        type="button"
        class="unpin"
        title=${this.say(words.unpin, values)}
        aria-label=${this.say(words.unpin, values)}
        @click=${() => this.session.unpin(pin.id)}
      >
        ${icons.close}
      </button>`;
  }

  #usual({ min, max, mean, zeros }: UnitReading): TemplateResult {
    const { stats } = this.words.unit;
    const number = (value: number): string => formatValue(value, this.language);
    const share = formatPercent(zeros, this.language);
    return html`<span class="small">${stats.min} ${number(min)}, ${stats.max} ${number(max)}</span>
      <span class="small">${stats.mean} ${number(mean)}, ${stats.zeros} ${share}</span>`;
  }

  protected override updated(): void {
    const { pin, canvas } = this;
    const layer = this.layerOf(pin?.address.layer);
    if (!pin || !canvas || !layer) return;
    const [, height, width] = layer.shape;
    const most = Math.round(SIDE * devicePixelRatio);
    const scale = Math.min(1, most / Math.max(height, width));
    this.#map.show(
      this.session,
      canvas,
      pin.address,
      PAINT,
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
  }

  #mark(): unknown {
    const { cell, layer } = this.pin?.address ?? {};
    const [, height, width] = this.layerOf(layer)?.shape ?? [0, 1, 1];
    if (!cell || height * width === 1) return nothing;
    const along = (index: number, count: number, longer: number): number =>
      (((longer - count) / 2 + index + 0.5) / longer) * PERCENT;
    const longer = Math.max(height, width);
    const left = along(cell.column, width, longer);
    const top = along(cell.row, height, longer);
    return html`<i style="left: ${left}%; top: ${top}%"></i>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-card': UnitCard;
  }
}
