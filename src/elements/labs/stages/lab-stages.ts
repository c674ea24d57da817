/** The stages of a lab: input, kernel or window, output, with the numbers of each below. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import './lab-kernel.ts';
import './lab-side.ts';
import './lab-window.ts';

@customElement('lab-stages')
export class LabStages extends LabElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
        container-type: inline-size;
      }
      .stages {
        display: grid;
        grid-template:
          auto minmax(200px, 1.25fr) auto minmax(150px, 1fr)
          / minmax(0, 1fr) 28px minmax(180px, 0.72fr) 28px minmax(0, 1fr);
        gap: 4px 0;
        height: 100%;
        min-height: 460px;
        padding: 8px 16px;
      }
      .sign {
        grid-area: 2 / 2;
        place-self: center;
        color: var(--ink-soft);
        font-size: 20px;
        line-height: 1;
      }
      .sign.after {
        grid-column: 4;
      }
      lab-side {
        grid-area: 1 / 1 / span 4;
      }
      lab-side[side='output'] {
        grid-column: 5;
      }
      lab-kernel,
      lab-window {
        grid-area: 1 / 3 / span 4;
      }
      @media (max-width: 899.98px) {
        .stages {
          grid-template:
            auto auto auto 170px auto
            / minmax(0, 1fr) minmax(0, 1fr);
          gap: 4px 12px;
          height: auto;
          min-height: 0;
          padding: 8px 16px 12px;
        }
        .sign {
          display: none;
        }
        lab-side[side='output'] {
          grid-column: 2;
        }
        lab-kernel,
        lab-window {
          grid-area: 5 / 1 / auto / -1;
        }
      }
    `,
  ];

  protected override view(): unknown {
    const scene = this.lab.scene.value;
    if (!scene) return nothing;
    const { operators } = this.words.stages;
    const { lab, flip } = scene.settings;
    const isPooling = lab === 'pooling';
    const sign = flip ? '∗' : '⋆';
    const meaning = flip ? operators.convolution : operators.correlation;
    return html`<div class="stages">
      <lab-side side="input"></lab-side>
      ${
        isPooling
          ? html`<span class="sign" aria-hidden="true">→</span><lab-window></lab-window>`
          : html`<span class="sign" role="img" aria-label=${meaning} title=${meaning}>${sign}</span
              ><lab-kernel></lab-kernel>`
      }
      <span class="sign after" aria-hidden="true">${isPooling ? '→' : '='}</span>
      <lab-side side="output"></lab-side>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-stages': LabStages;
  }
}
