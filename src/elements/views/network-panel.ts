/** The network from picture to guesses: a column, or a strip with a row below when the page is narrow. */
import { css, html } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement } from 'lit/decorators.js';
import { MediaQueryController, NARROW } from '../controllers/media-query.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import './input-picture.ts';
import './layer-list.ts';

@customElement('network-panel')
export class NetworkPanel extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(120px, 1fr) auto;
        min-height: 0;
        min-width: 0;
      }
      input-picture {
        padding: 12px;
        border-bottom: 1px solid var(--line);
      }
      score-list {
        border-top: 1px solid var(--line);
      }
      score-list:not(:defined) {
        display: block;
        min-height: 57px;
      }
      @media (max-width: 899.98px) {
        :host {
          grid-template: auto auto / auto minmax(0, 1fr);
        }
        input-picture {
          padding: 8px;
          border-bottom: 0;
          border-right: 1px solid var(--line);
        }
        score-list {
          grid-column: 1 / -1;
        }
        score-list:not(:defined) {
          min-height: 39px;
        }
      }
    `,
  ];

  readonly #narrow = new MediaQueryController(this, NARROW);

  /** The maps come before the guesses. */
  protected override firstUpdated(_changed: PropertyValues): void {
    void import('./score-list.ts');
  }

  protected override view(): unknown {
    const narrow = this.#narrow.matches;
    return html`<input-picture ?compact=${narrow}></input-picture>
      <layer-list ?horizontal=${narrow}></layer-list>
      <score-list ?compact=${narrow}></score-list>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'network-panel': NetworkPanel;
  }
}
