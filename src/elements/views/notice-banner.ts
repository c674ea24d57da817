/** What the session wants a person to know, until it is dismissed. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { noticeText } from '../../i18n/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';

@customElement('notice-banner')
export class NoticeBanner extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      .notice {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 4px 8px 4px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--accent-tint);
      }
      .notice > svg {
        color: var(--accent);
      }
      .error {
        background: var(--bad-tint);
      }
      .error > svg {
        color: var(--bad);
      }
      p {
        flex: 1;
        margin: 4px 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override view(): unknown {
    const notice = this.session.notice.value;
    const isError = notice?.severity === 'error';
    const text = notice ? noticeText(notice.code, notice.values, this.language) : '';
    return html`<div role="alert">${isError ? this.#banner(text, true) : nothing}</div>
      <div role="status">${notice && !isError ? this.#banner(text, false) : nothing}</div>`;
  }

  #banner(text: string, isError: boolean): unknown {
    return html`<div class="notice ${isError ? 'error' : ''}">
      ${isError ? icons.alert : icons.info}
      <p>${text}</p>
      <button type="button" aria-label=${this.words.close} @click=${this.#dismiss}>
        ${icons.close}
      </button>
    </div>`;
  }

  #dismiss(): void {
    this.session.dismissNotice();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'notice-banner': NoticeBanner;
  }
}
