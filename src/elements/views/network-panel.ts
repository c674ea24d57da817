/** The network from picture to guesses: a column, or a strip with a row below when the page is narrow. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { MediaQueryController, NARROW } from '../controllers/media-query.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import './input-picture.ts';
import './layer-list.ts';
import './score-list.ts';

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
      }
    `,
  ];

  readonly #narrow = new MediaQueryController(this, NARROW);

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
