/** In the place of the guesses where there are none: why not, and how to get them. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatBytes, formatShare } from '../../i18n/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import './layer-share.ts';
import { shareOf } from './transfer-progress.ts';

/** `compact`: one row. */
@customElement('score-source')
export class ScoreSource extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        font-size: var(--text-small);
        color: var(--ink-soft);
      }
      p {
        margin: 0 0 8px;
      }
      button {
        width: 100%;
        min-height: max(32px, var(--hit));
        color: var(--ink);
      }
      :host([compact]) {
        display: flex;
        align-items: center;
        gap: 12px;
        min-width: 0;
        flex: 1;
      }
      :host([compact]) p {
        flex: 1;
        margin: 0;
        line-height: 1.35;
      }
      :host([compact]) button {
        width: auto;
        flex: none;
      }
      :host([compact]) layer-share {
        flex: none;
        width: 64px;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) compact = false;

  protected override view(): unknown {
    const scoring = this.session.scoring.value;
    const { scores: words } = this.words.models;
    switch (scoring.state) {
      case 'none':
      case 'ready':
        return '';
      case 'missing':
        return html`<p>${words.missing}</p>
          ${this.#command()}`;
      case 'arriving': {
        const transfer = this.session.transfer.value;
        const share = formatShare(transfer ? shareOf(transfer) : 0, this.language);
        return html`<p class="number">${this.say(words.arriving, { share })}</p>
          <layer-share></layer-share>`;
      }
      case 'fetchable': {
        const bytes = formatBytes(scoring.bytes, this.language);
        // Another transfer would take the place of the present one.
        if (this.session.transfer.value) return html`<p>${this.say(words.later, { bytes })}</p>`;
        return html`<p>${words.fetchable}</p>
          <button type="button" class="outlined" @click=${() => void this.session.fetchDense()}>
            ${this.say(words.fetch, { bytes })}
          </button>`;
      }
      default:
        return scoring satisfies never;
    }
  }

  /** How what the command line left out can be had. */
  #command(): TemplateResult | typeof nothing {
    const model = this.session.model.value;
    if (model?.origin !== 'local') return nothing;
    const [before, after] = this.words.models.scores.command.split('{command}');
    const command = `npm run weights -- ${model.id} --dense`;
    return html`<p>${before}<code translate="no">${command}</code>${after}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'score-source': ScoreSource;
  }
}
