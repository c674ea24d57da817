/** The number under the pointer, where it stands, and what is usual in its channel. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatPercent, formatValue } from '../../i18n/index.ts';
import type { LayerSummary, UnitAddress, UnitReading } from '../../session/index.ts';
import { base } from '../styles/controls.ts';
import { isRow } from './term-target.ts';
import { UnitElement } from './unit-element.ts';

const UNKNOWN = '–';

@customElement('unit-value')
export class UnitValue extends UnitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .value {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 12px;
        font-variant-numeric: tabular-nums;
      }
      .value b {
        font-size: 24px;
        font-weight: 600;
        line-height: 1.25;
        letter-spacing: -0.02em;
      }
      .value span {
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(4, auto);
        justify-content: space-between;
        gap: 0 8px;
        margin: 4px 0 0;
        font-size: var(--text-small);
      }
      dt {
        color: var(--ink-faint);
        font-size: var(--text-tiny);
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
    `,
  ];

  protected override view(): unknown {
    const reading = this.session.reading.value;
    const layer = this.layerOf(reading?.address.layer);
    return html`<div class="value">
        <b>${this.#number(reading?.value)}</b>
        <span>${reading ? this.#place(reading.address, layer) : ''}</span>
      </div>
      ${layer && isRow(layer.shape) ? '' : this.#usual(reading)}`;
  }

  #usual(reading: UnitReading | null): TemplateResult {
    const { stats } = this.words.unit;
    const number = (value: number | undefined): string => this.#number(value);
    return html`<dl>
      <div>
        <dt>${stats.min}</dt>
        <dd>${number(reading?.min)}</dd>
      </div>
      <div>
        <dt>${stats.mean}</dt>
        <dd>${number(reading?.mean)}</dd>
      </div>
      <div>
        <dt>${stats.max}</dt>
        <dd>${number(reading?.max)}</dd>
      </div>
      <div>
        <dt>${stats.zeros}</dt>
        <dd>${reading ? formatPercent(reading.zeros, this.language) : UNKNOWN}</dd>
      </div>
    </dl>`;
  }

  #number(value: number | undefined): string {
    return value === undefined ? UNKNOWN : formatValue(value, this.language);
  }

  /** Row and column, or the class that the unit stands for. */
  #place({ layer: name, cell }: UnitAddress, layer: LayerSummary | null): string {
    if (!layer || !isRow(layer.shape)) return this.placeName(layer, cell);
    if (this.session.layers.value.at(-1)?.name !== name) return '';
    const scores = this.session.scores.value?.entries ?? [];
    const score = scores.find(({ index }) => index === cell.channel);
    return score ? this.inLanguage(score.label) : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-value': UnitValue;
  }
}
