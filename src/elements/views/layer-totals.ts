/** The foot of the network: the total, and the choice of what the last column tells, once it was measured. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { ChooseEvent } from '../ui/ui-select.ts';
import '../ui/ui-segments.ts';
import { metricText, totalOf } from './layer-costs.ts';
import type { Metric } from './layer-costs.ts';

const METRICS: readonly Metric[] = ['weights', 'time', 'memory'];

/** @fires choose with the metric */
@customElement('layer-totals')
export class LayerTotals extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        padding: 4px 12px;
        border-top: 1px solid var(--line);
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      .total {
        display: flex;
        flex: 1 0 100%;
        justify-content: space-between;
        gap: 8px;
        padding-bottom: 2px;
      }
      .number {
        color: var(--ink);
      }
      button,
      ui-segments {
        margin: 0 -8px;
        font-size: var(--text-small);
        color: var(--ink-soft);
      }
      p {
        flex: 1 0 100%;
        margin: 0;
        color: var(--ink-faint);
      }
      :host([compact]) {
        flex-direction: column;
        flex: none;
        flex-wrap: nowrap;
        align-items: stretch;
        justify-content: flex-end;
        border: 0;
        border-left: 1px solid var(--line);
        white-space: nowrap;
      }
      :host([compact]) .total {
        flex: none;
      }
      :host([compact]) p {
        flex: none;
      }
    `,
  ];

  @property() metric: Metric = 'weights';
  /** Whether it stands beside a strip instead of below a column. */
  @property({ type: Boolean, reflect: true }) compact = false;
  @state() private measuring = false;

  protected override view(): unknown {
    const { rail } = this.words.network;
    const costs = this.session.costs.value;
    const total = totalOf(this.metric, this.session.layers.value, costs);
    return html`<div class="total">
        <span>${rail.totals[this.metric]}</span>
        <span class="number"
          >${total === null ? '–' : metricText(this.metric, total, this.language)}</span
        >
      </div>
      ${this.metric === 'time' && total === null ? html`<p>${rail.noClock}</p>` : nothing}
      ${costs ? this.#choice() : this.#button()}`;
  }

  #choice(): TemplateResult {
    const { column, metrics } = this.words.network.rail;
    return html`<ui-segments
      label=${column}
      .segments=${METRICS.map((value) => ({ value, label: metrics[value] }))}
      .value=${this.metric}
      @choose=${this.#chosen}
    ></ui-segments>`;
  }

  #button(): TemplateResult {
    const { measure, measuring } = this.words.network.rail;
    return html`<button type="button" aria-disabled=${this.measuring} @click=${this.#measure}>
      ${this.measuring ? measuring : measure}
    </button>`;
  }

  readonly #chosen = (event: ChooseEvent): void => {
    this.dispatchEvent(new ChooseEvent(event.value));
  };

  readonly #measure = async (): Promise<void> => {
    if (this.measuring) return;
    this.measuring = true;
    try {
      await this.session.measureCosts();
      const hasClock = totalOf('time', this.session.layers.peek(), this.session.costs.peek());
      this.dispatchEvent(new ChooseEvent(hasClock === null ? 'memory' : 'time'));
    } finally {
      this.measuring = false;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-totals': LayerTotals;
  }
}
