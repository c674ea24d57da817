/** The button of the menu of pictures. What the menu shows is loaded after the first maps. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';
import type { UiPopover } from '../ui/ui-popover.ts';
import '../ui/ui-popover.ts';

@customElement('picture-menu')
export class PictureMenu extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      .room {
        width: min(600px, calc(100vw - 50px));
        min-height: 240px;
      }
      @media (max-width: 419.98px) {
        .icon {
          display: none;
        }
      }
    `,
  ];

  @state() private hasPanel = false;
  @query('ui-popover') private readonly menu!: UiPopover;

  protected override view(): unknown {
    const { picture: words } = this.words;
    return html`<ui-popover
      label=${words.menu}
      @pointerenter=${this.#loadPanel}
      @click=${this.#loadPanel}
    >
      <span slot="button" style="display: contents">
        <span class="icon">${icons.picture}</span><span>${words.menu}</span>${icons.down}
      </span>
      <div class="room">
        ${this.hasPanel ? html`<picture-panel @chosen=${this.#close}></picture-panel>` : nothing}
      </div>
    </ui-popover>`;
  }

  protected override firstUpdated(): void {
    // A task after the next frame: the first maps go first.
    requestAnimationFrame(() => setTimeout(() => void this.#loadPanel()));
  }

  readonly #loadPanel = async (): Promise<void> => {
    await import('./picture-panel.ts');
    this.hasPanel = true;
  };

  readonly #close = (): void => {
    this.menu.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'picture-menu': PictureMenu;
  }
}
