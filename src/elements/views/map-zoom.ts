/** The unit's map as large as the middle of the studio allows, with the same cursor and number. */
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { formatValue } from '../../i18n/index.ts';
import { FollowController } from '../controllers/follow.ts';
import { base, controls } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';
import { UnitElement } from './unit-element.ts';
import { EnlargeEvent } from './unit-heading.ts';
import './unit-map.ts';

/** @fires enlarge */
@customElement('map-zoom')
export class MapZoom extends UnitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-width: 0;
        min-height: 0;
        background: var(--ground);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 20px;
        padding: 0 12px 0 16px;
      }
      unit-heading {
        flex: 0 1 auto;
      }
      .readout {
        display: flex;
        align-items: baseline;
        gap: 12px;
        font-variant-numeric: tabular-nums;
      }
      .close {
        margin-left: auto;
      }
      .readout b {
        font-size: 20px;
        font-weight: 600;
      }
      .readout span {
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      unit-map {
        margin: 0 16px 16px;
      }
      @media (max-width: 899.98px) {
        .head {
          padding: 0 4px 0 12px;
        }
        unit-map {
          margin: 0 8px 8px;
        }
      }
    `,
  ];

  @state() private smooth = false;
  @query('.close') private readonly closer!: HTMLElement | null;

  constructor() {
    super();
    new FollowController(this, () => this.#closeWithoutUnit());
  }

  protected override view(): unknown {
    const { unit: words, close } = this.words;
    const reading = this.session.reading.value;
    const layer = this.layerOf(reading?.address.layer);
    return html`<h1 class="unseen">${words.zoom}</h1>
      <div class="head">
        <unit-heading
          enlarged
          ?smooth=${this.smooth}
          @smooth=${() => (this.smooth = !this.smooth)}
        ></unit-heading>
        <div class="readout">
          <b>${reading ? formatValue(reading.value, this.language) : ''}</b>
          <span>${reading ? this.placeName(layer, reading.address.cell) : words.none}</span>
        </div>
        <button
          type="button"
          class="close"
          title=${`${close} (Esc, −)`}
          aria-label=${close}
          @click=${() => this.dispatchEvent(new EnlargeEvent())}
        >
          ${icons.close}
        </button>
      </div>
      <unit-map fill ?smooth=${this.smooth}></unit-map>`;
  }

  #closeWithoutUnit(): void {
    if (!this.session.unit.value) this.dispatchEvent(new EnlargeEvent());
  }

  protected override firstUpdated(): void {
    this.closer?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'map-zoom': MapZoom;
  }
}
