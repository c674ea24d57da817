/** The button with the name of the network, and the menu of networks. What the menu shows is loaded when it is wanted. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { VerifyPlate } from '../views/verify-plate.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import { icons } from '../ui/icons.ts';
import type { UiPopover } from '../ui/ui-popover.ts';
import '../ui/ui-popover.ts';

@customElement('model-menu')
export class ModelMenu extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        min-width: 0;
      }
      ui-popover {
        min-width: 0;
      }
      .button {
        display: flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .button svg {
        flex: none;
        color: var(--ink-faint);
      }
      .room {
        width: min(440px, calc(100vw - 50px));
        min-height: 240px;
      }
    `,
  ];

  @state() private hasPanel = false;
  @state() private hasPlate = false;
  @query('ui-popover') private readonly menu!: UiPopover;
  @query('verify-plate') private readonly plate!: VerifyPlate | null;

  protected override view(): unknown {
    const model = this.session.model.value;
    if (!model && this.session.models.value.length === 0) return nothing;
    const name = model?.name ?? this.words.model.label;
    const label = model ? this.say(this.words.models.menu.button, { name }) : name;
    return html`<ui-popover
        label=${label}
        @pointerenter=${this.#loadPanel}
        @click=${this.#loadPanel}
      >
        <span slot="button" class="button"> <span class="name">${name}</span>${icons.down} </span>
        <div class="room">
          ${this.hasPanel ? html`<model-panel @chosen=${this.#close} @verify=${this.#verify}></model-panel>` : nothing}
        </div>
      </ui-popover>
      ${this.hasPlate ? html`<verify-plate></verify-plate>` : nothing}`;
  }

  readonly #loadPanel = async (): Promise<void> => {
    await import('./model-panel.ts');
    this.hasPanel = true;
  };

  readonly #close = (): void => {
    this.menu.close();
  };

  readonly #verify = async (): Promise<void> => {
    this.menu.close();
    await import('../views/verify-plate.ts');
    this.hasPlate = true;
    await this.updateComplete;
    this.plate?.show();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'model-menu': ModelMenu;
  }
}
