/** A button with a panel that floats below it: the browser's popover, placed. Knows no session. */
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base, controls } from '../styles/controls.ts';

const EDGE = 8;

/** Slots: `button` (what the button shows), default (what the panel shows). */
@customElement('ui-popover')
export class UiPopover extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: inline-flex;
      }
      .panel {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 16px;
        width: max-content;
        max-width: calc(100vw - 16px);
        max-height: calc(100dvh - 64px);
        overflow: auto;
        overscroll-behavior: contain;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--floating);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      button[aria-expanded='true'] {
        background: var(--hover);
      }
    `,
  ];

  /** The name of button and panel. */
  @property() label = '';
  @state() private open = false;
  @query('button') private readonly button!: HTMLButtonElement;
  @query('.panel') private readonly panel!: HTMLElement;

  /** Closes the panel. */
  close(): void {
    if (this.open) this.panel.hidePopover();
  }

  protected override render(): TemplateResult {
    return html`<button
        type="button"
        popovertarget="panel"
        aria-expanded=${this.open}
        aria-haspopup="dialog"
        aria-label=${this.label}
        title=${this.label}
      >
        <slot name="button"></slot>
      </button>
      <div
        id="panel"
        class="panel"
        popover
        role="dialog"
        aria-label=${this.label}
        @toggle=${this.#toggled}
      >
        <slot></slot>
      </div>`;
  }

  #toggled(event: ToggleEvent): void {
    this.open = event.newState === 'open';
    if (this.open) this.#place();
  }

  #place(): void {
    const anchor = this.button.getBoundingClientRect();
    const { width } = this.panel.getBoundingClientRect();
    const rightmost = document.documentElement.clientWidth - width - EDGE;
    this.panel.style.left = `${Math.max(EDGE, Math.min(anchor.left, rightmost))}px`;
    this.panel.style.top = `${anchor.bottom + EDGE / 2}px`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ui-popover': UiPopover;
  }
}
