/** Copies the results as text; where the browser does not allow that, shows the text to be copied by hand. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PerformanceReport } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { copyText } from '../take/copy-text.ts';
import { jsonOf, markdownOf } from './performance-table.ts';

@customElement('performance-copy')
export class PerformanceCopy extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      p {
        margin: 0;
      }
      textarea {
        width: 100%;
        height: 160px;
        padding: 8px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--ground);
        color: inherit;
        font:
          var(--text-small) / var(--leading) ui-monospace,
          monospace;
        resize: vertical;
      }
    `,
  ];

  @property({ attribute: false }) report: PerformanceReport | null = null;
  @state() private outcome: 'none' | 'copied' | 'by-hand' = 'none';
  @state() private text = '';

  protected override view(): unknown {
    const words = this.words.performance.copy;
    const says = { none: '', copied: words.copied, 'by-hand': words.byHand };
    return html`<button type="button" class="outlined" @click=${this.#copyMarkdown}>
        ${words.markdown}
      </button>
      <button type="button" class="outlined" @click=${this.#copyJson}>${words.json}</button>
      <p role="status">${says[this.outcome]}</p>
      ${
        this.outcome === 'by-hand'
          ? html`<textarea readonly aria-label=${words.text} .value=${this.text}></textarea>`
          : nothing
      }`;
  }

  readonly #copyMarkdown = (): void => {
    if (this.report) void this.#copy(markdownOf(this.report, this.words, this.language));
  };

  readonly #copyJson = (): void => {
    if (this.report) void this.#copy(jsonOf(this.report));
  };

  async #copy(text: string): Promise<void> {
    this.text = text;
    if (await copyText(text)) {
      this.outcome = 'copied';
      return;
    }
    this.outcome = 'by-hand';
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.select();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'performance-copy': PerformanceCopy;
  }
}
