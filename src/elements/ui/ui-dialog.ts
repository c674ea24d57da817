/** A dialog in the middle of the page: the browser's own, with a title and a way out. Knows no session. */
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base, controls } from '../styles/controls.ts';
import { icons } from './icons.ts';

/**
 * Slot: what the dialog says.
 * @fires close when it has been closed
 */
@customElement('ui-dialog')
export class UiDialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: min(var(--dialog-width, 480px), calc(100vw - 32px));
        max-height: calc(100dvh - 32px);
        padding: 0;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--floating);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      dialog::backdrop {
        background: var(--veil);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 12px 12px 0 20px;
      }
      h2 {
        margin: 0;
        font-size: var(--text-title);
        font-weight: 600;
      }
      .body {
        padding: 4px 20px 20px;
      }
    `,
  ];

  @property() heading = '';
  @property({ attribute: 'close-label' }) closeLabel = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    if (this.dialog.open) return;
    this.dialog.showModal();
    addEventListener('keydown', this.#pressed, { capture: true });
  }

  close(): void {
    this.dialog.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#pressed, { capture: true });
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @click=${this.#clicked} @close=${this.#closed}>
      <div class="head">
        <h2 id="heading">${this.heading}</h2>
        <button type="button" aria-label=${this.closeLabel} @click=${() => this.close()}>
          ${icons.close}
        </button>
      </div>
      <div class="body"><slot></slot></div>
    </dialog>`;
  }

  /** A key that nothing has the focus for is not for the page below: Escape closes the dialog, and does nothing else. */
  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.target === document.body) event.stopImmediatePropagation();
  };

  #closed(): void {
    removeEventListener('keydown', this.#pressed, { capture: true });
    this.dispatchEvent(new Event('close'));
  }

  #clicked(event: Event): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ui-dialog': UiDialog;
  }
}
