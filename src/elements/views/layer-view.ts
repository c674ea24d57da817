/** The middle of the studio: what the chosen layer is, all its maps, and what their colours mean. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import './layer-grid.ts';
import './layer-header.ts';
import './map-legend.ts';
import './notice-banner.ts';

@customElement('layer-view')
export class LayerView extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        position: relative;
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr) auto;
        grid-template-columns: minmax(0, 1fr);
        min-height: 0;
        min-width: 0;
      }
      layer-grid {
        min-height: 200px;
      }
      map-legend {
        border-top: 1px solid var(--line);
        margin-top: 4px;
      }
      .progress {
        position: absolute;
        inset: 0 0 auto;
        height: 2px;
        overflow: hidden;
        animation: appear 1ms 150ms both;
      }
      .progress i {
        display: block;
        width: 30%;
        height: 100%;
        background: var(--accent);
        animation: pass 1.2s linear infinite;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
      @keyframes pass {
        from {
          transform: translateX(-100%);
        }
        to {
          transform: translateX(430%);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .progress i {
          width: 100%;
          animation: none;
        }
      }
    `,
  ];

  protected override view(): unknown {
    const activity = this.session.activity.value;
    return html`${activity ? html`<div class="progress"><i></i></div>` : nothing}
      <span class="unseen" role="status">${activity ? this.words.activity[activity] : ''}</span>
      <notice-banner></notice-banner>
      <layer-header></layer-header>
      <layer-grid></layer-grid>
      <map-legend></map-legend>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'layer-view': LayerView;
  }
}
