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
          / minmax(0, 1fr) 28px minmax(230px, 0.72fr) 28px minmax(0, 1fr);
        gap: 4px 0;
        height: 100%;
        min-height: 460px;
        padding: 8px 16px;
      }
      .sign {
        grid-row: 2;
        place-self: center;
        color: var(--ink-soft);
        font-size: 20px;
        line-height: 1;
      }
      lab-kernel,
      lab-window {
        grid-row: span 4;
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
        lab-side:first-of-type {
          grid-column: 1;
          grid-row: 1 / span 4;
        }
        lab-side:last-of-type {
          grid-column: 2;
          grid-row: 1 / span 4;
        }
        lab-kernel,
        lab-window {
          grid-column: 1 / -1;
          grid-row: 5;
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
      <span class="sign" aria-hidden="true">${isPooling ? '→' : '='}</span>
      <lab-side side="output"></lab-side>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-stages': LabStages;
  }
}
