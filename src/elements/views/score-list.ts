/** The network's best guesses, and how far to trust them. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatPercent } from '../../i18n/index.ts';
import type { Score, Scores } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';

const SHOWN = 5;
const HUNDRED = 100;

/** `compact`: one row that scrolls sideways. */
@customElement('score-list')
export class ScoreList extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .content {
        padding: 8px 12px 12px;
      }
      h2 {
        margin: 0 0 4px;
        font-size: var(--text-small);
        font-weight: 600;
        color: var(--ink-soft);
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        column-gap: 8px;
        align-items: baseline;
        padding-bottom: 3px;
        font-size: var(--text-small);
        line-height: 1.4;
      }
      .label {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      li:first-child .label {
        font-weight: 600;
        font-size: var(--text);
      }
      .number {
        color: var(--ink-soft);
      }
      .bar {
        grid-column: 1 / -1;
        height: 3px;
        border-radius: 2px;
        background: var(--line);
        overflow: hidden;
      }
      .bar i {
        forced-color-adjust: none;
        display: block;
        height: 100%;
        background: var(--accent);
        transition: width var(--quick);
      }
      p {
        margin: 4px 0 0;
        font-size: var(--text-tiny);
        color: var(--ink-faint);
      }
      :host([compact]) .content {
        display: flex;
        align-items: center;
        gap: 16px;
        padding: 8px 12px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      :host([compact]) :is(h2, p) {
        flex: none;
        margin: 0;
      }
      :host([compact]) ol {
        display: flex;
        gap: 16px;
        flex: none;
      }
      :host([compact]) li {
        width: max-content;
        min-width: 88px;
        padding: 0;
      }
      :host([compact]) .label {
        max-width: 160px;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) compact = false;

  protected override view(): unknown {
    const scores = this.session.scores.value;
    const { scores: words } = this.words;
    // In one row it scrolls sideways, which must also work by key.
    return html`<div
      class="content"
      role="group"
      aria-label=${words.title}
      tabindex=${this.compact ? 0 : nothing}
    >
      <h2>${words.title}</h2>
      ${
        scores
          ? html`<ol>
                ${scores.entries.slice(0, SHOWN).map((score) => this.#row(score))}
              </ol>
              <p>${this.#trust(scores)}</p>`
          : html`<p>${words.none}</p>`
      }
    </div>`;
  }

  #row(score: Score): TemplateResult {
    const full = this.inLanguage(score.label);
    const short = full.split(/,\s/)[0] ?? full;
    const width = `${Math.max(0, Math.min(1, score.probability)) * HUNDRED}%`;
    return html`<li>
      <span class="label" title=${full}>${short}</span>
      <span class="number">${formatPercent(score.probability, this.language)}</span>
      <span class="bar"><i style=${styleMap({ width })}></i></span>
    </li>`;
  }

  #trust(scores: Scores): string {
    const model = this.session.model.value;
    const { readAt, readAtTrained, accuracy } = this.words.scores;
    const size = scores.inputSize;
    const trained = model?.trainSize ?? size;
    const read = this.say(trained === size ? readAtTrained : readAt, { size, trained });
    if (!model?.accuracy) return read;
    const right = Math.round(model.accuracy.top1 * HUNDRED);
    const space = this.language === 'ja' ? '' : ' ';
    return `${read}${space}${this.say(accuracy, { right })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'score-list': ScoreList;
  }
}
