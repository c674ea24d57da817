/** The dream room over the explorer: asks the session for its dreams, and shows them when they are there. */
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { StudioError, messageOf } from '../../../base/index.ts';
import { loadDreamWords, noticeText } from '../../../i18n/index.ts';
import type { DreamFace, PictureSource } from '../../../session/index.ts';
import { StudioElement } from '../../studio-element.ts';
import { base, controls } from '../../styles/controls.ts';
import './dream-page.ts';

/** Is open as long as it is there; tells the session when it was closed. */
@customElement('dream-host')
export class DreamHost extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 5;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 8px;
        padding: 16px;
        background: var(--ground);
      }
    `,
  ];

  @state() private dreams: DreamFace | null = null;
  @state() private failure: unknown = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#open());
  }

  /** A picture that was dropped or pasted: the studio's, which a dream may start from. */
  take(source: PictureSource): void {
    void this.session.openPicture(source);
  }

  protected override view(): unknown {
    if (this.dreams) {
      return html`<dream-page .face=${this.dreams} @close=${this.#close}></dream-page>`;
    }
    if (this.failure === null) return html`<p>${this.words.activity.starting}</p>`;
    const { code, values } =
      this.failure instanceof StudioError
        ? this.failure
        : { code: 'unexpected', values: { detail: messageOf(this.failure) } };
    return html`<p role="alert">${noticeText(code, values, this.language)}</p>
      <button type="button" class="outlined" @click=${this.#close}>${this.words.close}</button>`;
  }

  async #open(): Promise<void> {
    try {
      const [dreams] = await Promise.all([this.session.openDreams(), loadDreamWords()]);
      this.dreams = dreams;
    } catch (error) {
      this.failure = error;
    }
  }

  readonly #close = (): void => {
    this.session.openPage(null);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'dream-host': DreamHost;
  }
}
