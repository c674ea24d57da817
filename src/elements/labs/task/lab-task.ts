/** What a task of the lab needs below the stages: nothing for the way forward, else its panels side by side. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from '../../styles/controls.ts';
import { LabElement } from '../lab-element.ts';
import './lab-check.ts';
import './lab-learn.ts';
import './lab-shift.ts';
import './lab-upstream.ts';

@customElement('lab-task')
export class LabTask extends LabElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .panels {
        display: flex;
        padding: 12px 16px;
        border-top: 1px solid var(--line);
      }
      .panels > * {
        flex: 1 1 0;
        min-width: 0;
      }
      .panels > lab-upstream {
        flex-grow: 1.3;
      }
      lab-check {
        margin-inline-start: 24px;
        padding-inline-start: 24px;
        border-inline-start: 1px solid var(--line);
      }
      @media (max-width: 899.98px) {
        .panels {
          flex-direction: column;
        }
        .panels > * {
          flex: none;
        }
        lab-check {
          margin: 16px 0 0;
          padding: 16px 0 0;
          border-inline-start: 0;
          border-top: 1px solid var(--line);
        }
      }
    `,
  ];

  protected override view(): unknown {
    const panels = this.#panels();
    return panels ? html`<div class="panels">${panels}</div>` : nothing;
  }

  #panels(): TemplateResult | null {
    const { lab, task } = this.lab.settings.value;
    switch (task) {
      case 'forward':
        return null;
      case 'backward':
        return html`<lab-upstream></lab-upstream><lab-check></lab-check>`;
      case 'learn':
        return lab === 'convolution' ? html`<lab-learn></lab-learn>` : null;
      case 'shift':
        return lab === 'pooling' ? html`<lab-shift></lab-shift>` : null;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-task': LabTask;
  }
}
