/** How the values of the unit's channel are spread, with the unit's own value marked. */
import { css, html, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatValue } from '../../i18n/index.ts';
import type { UnitReading } from '../../session/index.ts';
import { base } from '../styles/controls.ts';
import { isRow } from './term-target.ts';
import { UnitElement } from './unit-element.ts';
import { sectionStyles } from './unit-section.styles.ts';

const HEIGHT = 48;
const ROOM_ABOVE = 14;
const GAP = 0.15;
const PERCENT = 100;
/** Beyond this place the number stands to the left of its line. */
const TURN = 60;

@customElement('unit-histogram')
export class UnitHistogram extends UnitElement {
  static override styles = [
    base,
    sectionStyles,
    css`
      h3 {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 8px;
      }
      h3 span {
        font-size: var(--text-tiny);
        font-weight: 400;
        color: var(--ink-faint);
      }
      .plot {
        position: relative;
        padding-top: ${ROOM_ABOVE}px;
        border-bottom: 1px solid var(--line-strong);
      }
      svg {
        display: block;
        width: 100%;
        height: ${HEIGHT}px;
        fill: var(--ink-faint);
      }
      .mark {
        position: absolute;
        top: 0;
        bottom: 0;
        border-left: 2px solid var(--accent);
        margin-left: -1px;
        padding: 0 4px;
        font-size: var(--text-tiny);
        line-height: 1.2;
        font-weight: 600;
        color: var(--accent);
        white-space: nowrap;
      }
      .mark.turned {
        border-left: 0;
        border-right: 2px solid var(--accent);
        margin-left: 1px;
        transform: translateX(-100%);
      }
      .ends {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        font-size: var(--text-tiny);
        color: var(--ink-soft);
      }
    `,
  ];

  protected override view(): unknown {
    const reading = this.session.reading.value;
    const { histogram: words } = this.words.unit;
    if (!reading || reading.histogram.length === 0) return '';
    const layer = this.layerOf(reading.address.layer);
    if (layer && isRow(layer.shape)) return '';
    return html`<h3>${words.title}<span>${words.scale}</span></h3>
      <div class="plot" role="img" aria-label=${this.#label(reading)}>
        ${this.#bars(reading)}${this.#mark(reading)}
      </div>
      <div class="ends number">
        <span>${formatValue(reading.min, this.language)}</span>
        <span>${formatValue(reading.max, this.language)}</span>
      </div>`;
  }

  /** No empty section where there is nothing to spread out. */
  protected override updated(): void {
    this.hidden = this.renderRoot.querySelector('.plot') === null;
  }

  #bars({ histogram }: UnitReading): TemplateResult {
    const most = Math.max(1, ...histogram);
    const path = Array.from(histogram, (count, i) => {
      const height = HEIGHT * Math.sqrt(count / most);
      return count === 0 ? '' : `M${i + GAP / 2} ${HEIGHT}v${-height}h${1 - GAP}v${height}z`;
    }).join('');
    return html`<svg
      viewBox="0 0 ${histogram.length} ${HEIGHT}"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      ${svg`<path d=${path}></path>`}
    </svg>`;
  }

  #mark({ value, min, max }: UnitReading): TemplateResult {
    const share = max > min ? ((value - min) / (max - min)) * PERCENT : PERCENT / 2;
    const left = Math.max(0, Math.min(PERCENT, share));
    return html`<div
      class="mark number ${left > TURN ? 'turned' : ''}"
      style=${styleMap({ left: `${left}%` })}
    >
      <span>${formatValue(value, this.language)}</span>
    </div>`;
  }

  #label({ histogram, value, min, max }: UnitReading): string {
    const number = (one: number): string => formatValue(one, this.language);
    const most = Math.max(...histogram);
    const step = (max - min) / histogram.length;
    const from = min + histogram.indexOf(most) * step;
    return this.say(this.words.unit.histogram.label, {
      cells: histogram.reduce((sum, count) => sum + count, 0),
      min: number(min),
      max: number(max),
      most,
      from: number(from),
      to: number(from + step),
      value: number(value),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-histogram': UnitHistogram;
  }
}
