/** At the right of the header: maps, dreams or weights, the layer before beside it, and what can be taken away. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { LayerContent } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { gridIcons } from './grid-icons.ts';
import { CONTENTS, hasWeights, shownContent } from './layer-contents.ts';

@customElement('layer-tools')
export class LayerTools extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host,
      .contents {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .contents {
        margin-right: 4px;
      }
      button {
        color: var(--ink-soft);
      }
      .contents button {
        position: relative;
        padding: 0 8px;
      }
      button[aria-pressed='true'] {
        color: var(--ink);
      }
      .contents button[aria-pressed='true']::after {
        content: '';
        position: absolute;
        inset: auto 8px 2px;
        height: 2px;
        border-radius: 1px;
        background: var(--accent);
      }
      .beside[aria-pressed='true'] {
        background: var(--accent-tint);
        color: var(--accent);
      }
      @media (max-width: 899.98px) {
        :host {
          justify-content: space-between;
        }
        .contents {
          flex: 1;
          gap: 0;
        }
      }
      button[disabled] {
        color: var(--ink-faint);
        opacity: 0.55;
        background: none;
        cursor: default;
      }
    `,
  ];

  protected override firstUpdated(): void {
    void import('./take-menu.ts');
  }

  protected override view(): unknown {
    const { header } = this.words.colour;
    const layer = this.session.selectedLayer.value;
    const shown = shownContent(this.session);
    const canWeigh = hasWeights(this.session);
    const isBeside = this.session.beside.value;
    return html`<div class="contents" role="group" aria-label=${header.content}>
        ${CONTENTS.map((name) => this.#content(name, shown, name !== 'weights' || canWeigh))}
      </div>
      <button
        type="button"
        class="beside"
        aria-label=${header.beside}
        title="${header.beside} (b)"
        aria-pressed=${isBeside && layer?.before !== null}
        ?disabled=${!layer?.before || shown !== 'maps'}
        @click=${() => this.session.setBeside(!isBeside)}
      >
        ${gridIcons.beside}
      </button>
      <take-menu></take-menu>`;
  }

  #content(name: LayerContent, shown: LayerContent, isThere: boolean): TemplateResult {
    return html`<button
      type="button"
      title="${this.words.colour.header[name]} (w)"
      aria-pressed=${name === shown}
      ?disabled=${!isThere}
      @click=${() => this.session.setContent(name)}
    >
      ${this.words.colour.header[name]}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-tools': LayerTools;
  }
}
