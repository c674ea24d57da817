/** The page of a lab over the explorer: asks the session for one, and shows it when it is there. */
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { loadLabWords, noticeText } from '../../i18n/index.ts';
import { StudioError, messageOf } from '../../base/index.ts';
import type { LabFace, PictureSource } from '../../session/index.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import './lab-page.ts';

/** Is open as long as it is there; tells the session when it was closed. */
@customElement('lab-host')
export class LabHost extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 5;
        display: grid;
        place-content: center;
        background: var(--ground);
      }
    `,
  ];

  @state() private desk: LabFace | null = null;
  @state() private failure: unknown = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#open());
  }

  /** A picture that was dropped or pasted. */
  take(source: PictureSource): void {
    if (source.kind === 'blob') void this.desk?.openPicture(source.blob, source.name);
    if (source.kind === 'url') void this.desk?.openAddress(source.url);
  }

  protected override view(): unknown {
    if (this.desk) return html`<lab-page .desk=${this.desk} @close=${this.#close}></lab-page>`;
    if (this.failure === null) return html`<p>${this.words.activity.starting}</p>`;
    const { code, values } =
      this.failure instanceof StudioError
        ? this.failure
        : { code: 'unexpected', values: { detail: messageOf(this.failure) } };
    return html`<p role="alert">${noticeText(code, values, this.language)}</p>
      <button type="button" @click=${this.#close}>${this.words.close}</button>`;
  }

  async #open(): Promise<void> {
    try {
      const [desk] = await Promise.all([this.session.openLab(), loadLabWords()]);
      this.desk = desk;
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
    'lab-host': LabHost;
  }
}
