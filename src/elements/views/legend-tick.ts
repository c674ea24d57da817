/** The value of the unit, marked on the bar of the legend. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { Limits } from '../../math/index.ts';
import { StudioElement } from '../studio-element.ts';
import { shareOfValue } from './legend-scale.ts';

const PERCENT = 100;

/** Lies over the bar, and re-renders alone when the pointer moves. */
@customElement('legend-tick')
export class LegendTick extends StudioElement {
  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
      pointer-events: none;
    }
    i {
      position: absolute;
      top: calc(50% - 10px);
      width: 0;
      margin-left: -4px;
      border: solid transparent;
      border-width: 5px 4px 0;
      border-top-color: var(--ink);
      will-change: transform;
    }
    i::after {
      content: '';
      position: absolute;
      left: -1px;
      top: -2px;
      width: 2px;
      height: 14px;
      background: #fff;
      box-shadow: 0 0 0 1px rgb(0 0 0 / 65%);
    }
  `;

  /** What the bar reaches over; null: from the smallest to the largest value of the unit's map. */
  @property({ attribute: false }) span: Limits | null = null;

  protected override view(): unknown {
    const reading = this.session.reading.value;
    const layer = this.session.selectedLayer.value;
    if (!reading || reading.address.layer !== layer?.name) return nothing;
    const { min, max, value } = reading;
    const share = shareOfValue(this.span ?? { lo: min, hi: max }, value);
    return html`<i style=${styleMap({ left: `${PERCENT * share}%` })}></i>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'legend-tick': LegendTick;
  }
}
