/** The button for what can be taken away, and the menu of a unit. What they need is loaded when it is wanted. */
import { css, html, nothing, svg } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { FeatureVector } from '../take/feature-vector.ts';
import type { TakeList } from '../take/take-list.ts';
import type { UnitMenu } from '../take/unit-menu.ts';
import { StudioElement } from '../studio-element.ts';
import { base } from '../styles/controls.ts';
import type { UiPopover } from '../ui/ui-popover.ts';
import '../ui/ui-popover.ts';
import type { UnitMenuEvent } from './unit-menu-event.ts';

const ICON = svg`<path d="M8 2.25v8m-3.25-3L8 10.250l3.250-3M2.250 11v1.500a1.250 1.250 0 0 0 1.250 1.250h9a1.250 1.250 0 0 0 1.250-1.250V11"/>`;

@customElement('take-menu')
export class TakeMenu extends StudioElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        color: var(--ink-soft);
      }
      .room {
        width: min(300px, calc(100vw - 48px));
      }
      svg {
        display: block;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `,
  ];

  @state() private hasList = false;
  @state() private hasVector = false;
  @state() private hasUnitMenu = false;
  @query('ui-popover') private readonly menu!: UiPopover;
  @query('take-list') private readonly list!: TakeList | null;
  @query('feature-vector') private readonly vector!: FeatureVector | null;
  @query('unit-menu') private readonly unitMenu!: UnitMenu | null;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('unit-menu', this.#unitMenuWanted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('unit-menu', this.#unitMenuWanted);
  }

  protected override view(): unknown {
    return html`<ui-popover label=${this.words.take.menu.open} @click=${this.#opened}>
        <svg slot="button" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          ${ICON}
        </svg>
        <div class="room">
          ${this.hasList ? html`<take-list @vector=${this.#showVector}></take-list>` : nothing}
        </div>
      </ui-popover>
      ${this.hasVector ? html`<feature-vector></feature-vector>` : nothing}
      ${this.hasUnitMenu ? html`<unit-menu></unit-menu>` : nothing}`;
  }

  readonly #opened = (event: Event): void => {
    if (this.list && event.composedPath().includes(this.list)) return;
    this.list?.clear();
    void this.#loadList();
  };

  async #loadList(): Promise<void> {
    await import('../take/take-list.ts');
    this.hasList = true;
  }

  readonly #showVector = async (): Promise<void> => {
    this.menu.close();
    await import('../take/feature-vector.ts');
    this.hasVector = true;
    await this.updateComplete;
    this.vector?.show(this.session.selectedLayer.peek()?.name ?? '');
  };

  readonly #unitMenuWanted = (event: UnitMenuEvent): void => {
    void this.#openUnitMenu(event);
  };

  async #openUnitMenu({ address, x, y }: UnitMenuEvent): Promise<void> {
    await import('../take/unit-menu.ts');
    this.hasUnitMenu = true;
    await this.updateComplete;
    await this.unitMenu?.updateComplete;
    await this.unitMenu?.open(address, x, y);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'take-menu': TakeMenu;
  }
  interface DocumentEventMap {
    'unit-menu': UnitMenuEvent;
  }
}
