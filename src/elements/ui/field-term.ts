/** A word of the field that explains itself when pointed at, focused or tapped. Knows no session. */
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { splitTerms } from '../../i18n/index.ts';
import type { Messages } from '../../i18n/index.ts';
import { base } from '../styles/controls.ts';

const EDGE = 8;

/** Slot: the word. */
@customElement('field-term')
export class FieldTerm extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline;
      }
      button {
        display: inline;
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        font: inherit;
        color: inherit;
        cursor: help;
        text-decoration: underline dotted var(--line-strong) 1px;
        text-underline-offset: 3px;
      }
      button:hover {
        text-decoration-color: var(--accent);
      }
      .tip {
        position: fixed;
        inset: auto;
        margin: 0;
        width: max-content;
        max-width: min(320px, calc(100vw - 16px));
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--floating);
        color: var(--ink);
        font-size: var(--text-small);
        font-weight: 400;
        line-height: var(--leading);
        box-shadow: var(--shadow);
        pointer-events: none;
      }
    `,
  ];

  /** What the word means. */
  @property() meaning = '';
  @query('button') private readonly button!: HTMLButtonElement;
  @query('.tip') private readonly tip!: HTMLElement;

  protected override render(): TemplateResult {
    return html`<button
        type="button"
        aria-describedby="tip"
        @pointerenter=${this.#show}
        @pointerleave=${this.#hide}
        @focus=${this.#show}
        @blur=${this.#hide}
        @click=${this.#show}
      >
        <slot></slot></button
      ><span id="tip" class="tip" popover role="tooltip">${this.meaning}</span>`;
  }

  #show(): void {
    if (!this.tip.matches(':popover-open')) this.tip.showPopover();
    const word = this.button.getBoundingClientRect();
    const { width, height } = this.tip.getBoundingClientRect();
    const page = document.documentElement;
    const left = Math.max(EDGE, Math.min(word.left, page.clientWidth - width - EDGE));
    const below = word.bottom + EDGE / 2;
    const top = below + height > page.clientHeight ? word.top - height - EDGE / 2 : below;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${top}px`;
  }

  #hide(): void {
    this.tip.hidePopover();
  }
}

/** A text of the catalogue with its terms as `<field-term>`. */
export function withTerms(text: string, messages: Messages): unknown[] {
  return splitTerms(text, messages).map(({ words, term }) =>
    term ? html`<field-term .meaning=${messages.terms[term]}>${words}</field-term>` : words,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'field-term': FieldTerm;
  }
}
