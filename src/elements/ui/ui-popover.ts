/** A button with a panel that floats below it, or above where there is more room: the browser's popover, placed. Knows no session. */
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
      button {
        max-width: 100%;
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

  /** Its content may come, or grow, while it is open. */
  readonly #observer = new ResizeObserver(() => this.#place());

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
        @keydown=${this.#pressed}
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
    if (this.open) this.#observer.observe(this.panel);
    else this.#observer.disconnect();
  }

  /** Escape closes an open panel and nothing else. */
  #pressed(event: KeyboardEvent): void {
    if (this.open && event.key === 'Escape') event.stopPropagation();
  }

  #place(): void {
    const anchor = this.button.getBoundingClientRect();
    const { width } = this.panel.getBoundingClientRect();
    const height = this.panel.scrollHeight;
    const { clientWidth, clientHeight } = document.documentElement;
    const rightmost = clientWidth - width - EDGE;
    this.panel.style.left = `${Math.max(EDGE, Math.min(anchor.left, rightmost))}px`;
    const roomBelow = clientHeight - anchor.bottom - EDGE;
    // Held by the edge next to the button, so that it stays there while its content grows.
    const isAbove = height > roomBelow && anchor.top > roomBelow;
    this.panel.style.top = isAbove ? 'auto' : `${anchor.bottom + EDGE / 2}px`;
    this.panel.style.bottom = isAbove ? `${clientHeight - anchor.top + EDGE / 2}px` : 'auto';
    this.panel.style.maxHeight = isAbove ? `${anchor.top - EDGE}px` : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ui-popover': UiPopover;
  }
}
