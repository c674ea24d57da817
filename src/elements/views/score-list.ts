/** The network's best guesses, and how far to trust them. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatPercent } from '../../i18n/index.ts';
import type { Score, Scores } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { withTerms } from '../ui/field-term.ts';
import { DENSE_EFFECT } from './dense-effect.ts';

const SHOWN = 5;
const HUNDRED = 100;
const LOGIT_DECIMALS = 2;

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
        position: relative;
        padding: 8px 12px 12px;
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
      }
      .head span {
        margin-right: 52px;
        font-size: var(--text-tiny);
        color: var(--ink-faint);
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
        grid-template-columns: minmax(0, 1fr) auto 44px;
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
      .share {
        color: var(--ink-soft);
        text-align: right;
      }
      .logit {
        color: var(--ink-faint);
        font-size: var(--text-tiny);
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
      :host([compact]) :is(.head, h2, p) {
        flex: none;
        margin: 0;
      }
      :host([compact]) li {
        grid-template-columns: minmax(0, 1fr) auto auto;
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
    // In one row it scrolls sideways, which must also work by key.
    return html`<div
      class="content"
      role="group"
      aria-label=${this.words.scores.title}
      tabindex=${this.compact ? 0 : nothing}
    >
      ${this.#content()}
    </div>`;
  }

  #content(): TemplateResult {
    const { scores: words } = this.words;
    switch (this.session.scoring.value.state) {
      case 'fetchable':
      case 'arriving':
      case 'missing':
        void import('../models/score-source.ts');
        return html`<h2 class=${this.compact ? 'unseen' : ''}>${words.title}</h2>
          <score-source ?compact=${this.compact}></score-source>`;
      default: {
        const scores = this.session.scores.value;
        if (scores) return this.#guesses(scores);
        return html`<h2>${words.title}</h2>
          <p>${words.none}</p>`;
      }
    }
  }

  #guesses(scores: Scores): TemplateResult {
    const { sum, small, logit } = this.words.models.scores;
    const notes = [this.#trust(scores), sum, this.#kept(scores)];
    return html`<div class="head">
        <h2>${this.words.scores.title}</h2>
        ${this.compact ? nothing : html`<span>${withTerms(logit, this.words)}</span>`}
      </div>
      <ol>
        ${scores.entries.slice(0, SHOWN).map((score) => this.#row(score))}
      </ol>
      <p>${this.#joined(notes)} ${this.compact ? withTerms(small, this.words) : nothing}</p>`;
  }

  #row(score: Score): TemplateResult {
    const full = this.inLanguage(score.label);
    const short = full.split(/,\s/)[0] ?? full;
    const width = `${Math.max(0, Math.min(1, score.probability)) * HUNDRED}%`;
    return html`<li>
      <span class="label" title=${full}>${short}</span>
      <span class="logit number"
        ><span class="unseen">${this.words.models.scores.spoken} </span>${score.logit.toFixed(
          LOGIT_DECIMALS,
        )}</span
      >
      <span class="share number">${formatPercent(score.probability, this.language)}</span>
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
    return this.#joined([read, this.say(accuracy, { right })]);
  }

  /** What shorter numbers for the dense weights do to the guesses. */
  #kept({ kept }: Scores): string {
    if (!kept) return '';
    const words = this.words.models.scores;
    const effect = DENSE_EFFECT[kept];
    if (effect === null) return words.kept[kept];
    // As a plain decimal, beside percentages: 0.00001 and not 1E-5.
    const probability = String(effect);
    return this.#joined([words.kept[kept], this.say(words.effect, { probability })]);
  }

  #joined(sentences: readonly string[]): string {
    return sentences.filter(Boolean).join(this.language === 'ja' ? '' : ' ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'score-list': ScoreList;
  }
}
