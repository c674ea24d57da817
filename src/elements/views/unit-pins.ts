/** The pinned units as cards, the latest first. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import './unit-card.ts';

@customElement('unit-pins')
export class UnitPins extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
    `,
  ];

  protected override view(): unknown {
    const latestFirst = [...this.session.pins.value].reverse();
    return html`<ul>
      ${repeat(
        latestFirst,
        ({ id }) => id,
        (pin) => html`<li><unit-card .pin=${pin}></unit-card></li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-pins': UnitPins;
  }
}
