/** A labelled choice: the browser's own select in the clothes of the studio. Knows no session. */
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base, controls } from '../styles/controls.ts';
import { icons } from './icons.ts';

/** One thing that may be chosen. */
export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/** Fired by `<ui-select>` when a person chose `value`. */
export class ChooseEvent extends Event {
  readonly value: string;

  constructor(value: string) {
    super('choose');
    this.value = value;
  }
}

/** @fires choose */
@customElement('ui-select')
export class UiSelect extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      label {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
      }
      .name {
        color: var(--ink-soft);
        white-space: nowrap;
      }
      .field {
        position: relative;
        min-width: 0;
        display: block;
      }
      select {
        appearance: none;
        field-sizing: content;
        max-width: 100%;
        min-height: var(--hit);
        padding: 0 26px 0 8px;
        border: 0;
        border-radius: var(--radius);
        background: none;
        text-overflow: ellipsis;
        white-space: nowrap;
        overflow: hidden;
        cursor: pointer;
        transition: background-color var(--quick);
      }
      option {
        background: var(--floating);
        color: var(--ink);
      }
      @media (hover: hover) {
        select:hover {
          background: var(--hover);
        }
      }
      svg {
        position: absolute;
        right: 6px;
        top: calc(50% - 8px);
        pointer-events: none;
        color: var(--ink-faint);
      }
      @media (max-width: 899.98px) {
        :host(:not([stacked])) select {
          padding: 0 22px 0 6px;
        }
        :host(:not([stacked])) svg {
          right: 3px;
        }
      }
      :host([stacked]) label {
        justify-content: space-between;
      }
      :host([stacked]) select {
        box-shadow: inset 0 0 0 1px var(--line-strong);
      }
    `,
  ];

  /** What is chosen here, in words. */
  @property() label = '';
  /** Whether the label is only for those who listen. */
  @property({ type: Boolean, attribute: 'label-unseen' }) labelUnseen = false;
  /** Whether it stands in a list of settings: label left, framed field right. */
  @property({ type: Boolean, reflect: true }) stacked = false;
  @property({ attribute: false }) options: readonly SelectOption[] = [];
  @property() value = '';

  protected override render(): TemplateResult {
    return html`<label title=${this.labelUnseen ? this.label : ''}>
      <span class=${this.labelUnseen ? 'unseen' : 'name'}>${this.label}</span>
      <span class="field">
        <select @change=${this.#chosen}>
          ${this.options.map(
            (option) =>
              html`<option value=${option.value} ?selected=${option.value === this.value}>
                ${option.label}
              </option>`,
          )}
        </select>
        ${icons.down}
      </span>
    </label>`;
  }

  protected override updated(): void {
    const select = this.renderRoot.querySelector('select');
    if (select) select.value = this.value;
  }

  #chosen(event: Event): void {
    if (event.currentTarget instanceof HTMLSelectElement) {
      this.dispatchEvent(new ChooseEvent(event.currentTarget.value));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ui-select': UiSelect;
  }
}
