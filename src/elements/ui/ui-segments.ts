/** A choice among a few, all visible side by side. Knows no session. */
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base, controls } from '../styles/controls.ts';
import { ChooseEvent } from './ui-select.ts';

/** One segment; `lang` where its label is in another language than the page. */
export interface Segment {
  readonly value: string;
  readonly label: string;
  readonly icon?: TemplateResult;
  readonly text?: string;
  readonly lang?: string;
}

/** @fires choose */
@customElement('ui-segments')
export class UiSegments extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host,
      .row {
        display: flex;
        align-items: center;
      }
      :host([stacked]) .row {
        flex: 1;
        justify-content: space-between;
      }
      .name {
        color: var(--ink-soft);
      }
      .segments {
        display: flex;
        gap: 2px;
      }
      button {
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
      button[aria-pressed='true'] {
        color: var(--ink);
        background: var(--hover);
        font-weight: 600;
      }
    `,
  ];

  /** What is chosen here, in words. */
  @property() label = '';
  /** Whether it stands in a list of settings, with its label on the left. */
  @property({ type: Boolean, reflect: true }) stacked = false;
  @property({ attribute: false }) segments: readonly Segment[] = [];
  @property() value = '';

  protected override render(): TemplateResult {
    return html`<div class="row">
      ${this.stacked ? html`<span class="name" aria-hidden="true">${this.label}</span>` : ''}
      <div class="segments" role="group" aria-label=${this.label}>
        ${this.segments.map((segment) => this.#button(segment))}
      </div>
    </div>`;
  }

  #button({ value, label, icon, text, lang }: Segment): TemplateResult {
    return html`<button
      type="button"
      aria-pressed=${value === this.value}
      aria-label=${text ? nothing : label}
      title=${label}
      lang=${lang ?? nothing}
      @click=${() => this.dispatchEvent(new ChooseEvent(value))}
    >
      ${icon ?? text ?? label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ui-segments': UiSegments;
  }
}
