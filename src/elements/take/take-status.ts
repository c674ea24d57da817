/** How it went: a line that says what was saved or copied, and the link itself where it must be copied by hand. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { copyLink } from './copy-link.ts';
import type { CopiedLink } from './copy-link.ts';
import { saveFile } from './taken-file.ts';
import type { TakenFile } from './taken-file.ts';

/** What happened last. */
type Outcome =
  | { readonly kind: 'idle' | 'working' }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'link'; readonly link: CopiedLink };

/** `run` and `copy` do the work and tell of it. */
@customElement('take-status')
export class TakeStatus extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        font-size: var(--text-small);
      }
      p {
        margin: 0;
        padding: 4px 0;
        color: var(--ink-soft);
        overflow-wrap: anywhere;
      }
      .failed {
        color: var(--bad);
      }
      input {
        width: 100%;
        min-height: var(--hit);
        padding: 0 8px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--ground);
      }
    `,
  ];

  @property({ attribute: false }) outcome: Outcome = { kind: 'idle' };

  /** Forgets what happened. */
  clear(): void {
    this.outcome = { kind: 'idle' };
  }

  /** Makes a file and saves it. */
  async run(make: () => Promise<TakenFile>): Promise<boolean> {
    this.outcome = { kind: 'working' };
    try {
      const file = await make();
      saveFile(file);
      this.outcome = { kind: 'saved', name: file.name };
      return true;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.outcome = { kind: 'failed', detail };
      return false;
    }
  }

  /** Copies the link of the session, or another one; where that cannot be done, shows it. */
  async copy(copyIt = (): Promise<CopiedLink> => copyLink(this.session)): Promise<boolean> {
    const link = await copyIt();
    this.outcome = { kind: 'link', link };
    if (!link.copied) {
      await this.updateComplete;
      this.renderRoot.querySelector('input')?.select();
    }
    return link.copied && link.hasPicture;
  }

  protected override view(): unknown {
    const { outcome } = this;
    return html`<div role="status">${this.#text()}</div>
      ${
        outcome.kind === 'link' && !outcome.link.copied
          ? html`<input
              type="text"
              readonly
              aria-label=${this.words.take.says.byHand}
              .value=${outcome.link.link}
            />`
          : nothing
      }`;
  }

  #text(): unknown {
    const { says } = this.words.take;
    const { outcome } = this;
    switch (outcome.kind) {
      case 'idle':
        return nothing;
      case 'working':
        return html`<p>${says.working}</p>`;
      case 'saved':
        return html`<p>${this.say(says.saved, { name: outcome.name })}</p>`;
      case 'failed':
        return html`<p class="failed">${this.say(says.failed, { detail: outcome.detail })}</p>`;
      case 'link':
        return html`<p>${outcome.link.copied ? says.copied : says.byHand}</p>
          ${outcome.link.hasPicture ? nothing : html`<p>${says.ownPicture}</p>`}`;
      default:
        return outcome satisfies never;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'take-status': TakeStatus;
  }
}
