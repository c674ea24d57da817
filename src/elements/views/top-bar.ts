/** The bar at the top: picture, network, how it reads the picture, language, theme, help. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { MediaQueryController, NARROW } from '../controllers/media-query.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { icons, mark } from '../ui/icons.ts';
import type { HelpDialog } from './help-dialog.ts';
import '../models/model-menu.ts';
import '../ui/ui-popover.ts';
import './input-settings.ts';
import './person-settings.ts';
import './picture-menu.ts';

@customElement('top-bar')
export class TopBar extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
        height: var(--bar);
        padding: 0 12px;
        border-bottom: 1px solid var(--line);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-right: 12px;
        font-size: 16px;
        font-weight: 600;
        letter-spacing: -0.01em;
      }
      .divider {
        width: 1px;
        height: 20px;
        margin: 0 8px;
        background: var(--line);
      }
      .space {
        flex: 1;
      }
      a {
        padding: 8px;
        color: inherit;
        text-decoration: none;
      }
      .help {
        font-weight: 600;
        color: var(--ink-soft);
      }
      .settings {
        display: grid;
        gap: 16px;
        width: min(320px, calc(100vw - 50px));
      }
      .settings a {
        padding: 8px 0;
      }
      .settings hr {
        width: 100%;
        margin: 0;
        border: 0;
        border-top: 1px solid var(--line);
      }
      @media (max-width: 899.98px) {
        :host {
          padding: 0 8px;
        }
        .brand {
          margin-right: 0;
        }
        .brand span {
          display: none;
        }
      }
      @media (max-width: 1139.98px) {
        .brand {
          margin-right: 0;
        }
      }
    `,
  ];

  readonly #narrow = new MediaQueryController(this, NARROW);
  @query('help-dialog') private readonly help!: HelpDialog;

  /** Opens the dialog with the keys. */
  async showHelp(): Promise<void> {
    await import('./help-dialog.ts');
    await this.help.updateComplete;
    this.help.show();
  }

  protected override view(): unknown {
    const { words } = this;
    return html`<div class="brand">${mark}<span translate="no">${words.wordmark}</span></div>
      <picture-menu></picture-menu>
      <model-menu></model-menu>
      ${this.#narrow.matches ? this.#folded() : this.#laidOut()}
      <button
        type="button"
        class="help"
        aria-label=${words.help.open}
        title="${words.help.open} (?)"
        @click=${() => void this.showHelp()}
      >
        ?
      </button>
      <help-dialog></help-dialog>`;
  }

  #laidOut(): TemplateResult {
    return html`<input-settings></input-settings>
      <span class="space"></span>
      ${this.#pages()}
      <person-settings></person-settings>
      <span class="divider"></span>`;
  }

  #pages(): TemplateResult {
    const { labs, dreams } = this.words;
    return html`<a href="#/labs/convolution">${labs}</a><a href="#/dreams">${dreams}</a>`;
  }

  #folded(): TemplateResult {
    return html`<span class="space"></span>
      <ui-popover label=${this.words.settings.open}>
        <span slot="button" style="display: contents">${icons.settings}</span>
        <div class="settings">
          <input-settings stacked></input-settings>
          <hr />
          <person-settings stacked></person-settings>
          ${this.#pages()}
        </div>
      </ui-popover>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'top-bar': TopBar;
  }
}
