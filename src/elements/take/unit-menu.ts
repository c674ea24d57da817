/** The small menu of a unit at the pointer: long press, right click or the menu key on a grid opens it. */
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { LayerSummary, UnitAddress } from '../../session/index.ts';
import { roomLink } from '../dream/explorer/room-link.ts';
import { StudioElement } from '../studio-element.ts';
import { base, controls } from '../styles/controls.ts';
import { hasPlaces, layerNamed } from '../views/overlay-place.ts';
import { sameUnit } from '../../session/index.ts';
import type { TakeSource } from './captions.ts';
import { numbersOfLayer } from './take-numbers.ts';
import { pictureOfMap } from './take-pictures.ts';
import type { TakeStatus } from './take-status.ts';
import './take-status.ts';
import type { TakenFile } from './taken-file.ts';

/** CSS pixels to the edges of the window. */
const EDGE = 8;
/** Milliseconds a good outcome stays to be read. */
const READ = 1400;

@customElement('unit-menu')
export class UnitMenu extends StudioElement {
  static override styles = [
    base,
    controls,
    css`
      .panel {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 8px;
        width: max-content;
        max-width: min(320px, calc(100vw - 16px));
        max-height: calc(100dvh - 16px);
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--floating);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      h2 {
        margin: 2px 8px 4px;
        font-size: var(--text-small);
        font-weight: 400;
        color: var(--ink-faint);
      }
      button {
        display: flex;
        width: 100%;
        justify-content: flex-start;
        text-align: left;
      }
      take-status {
        margin: 0 8px;
      }
    `,
  ];

  @state() private address: UnitAddress | null = null;
  @query('.panel') private readonly panel!: HTMLElement;
  @query('take-status') private readonly status!: TakeStatus | null;
  #cameFrom: Element | null = null;
  #closing: ReturnType<typeof setTimeout> | undefined;

  /** Opens the menu of a unit at a place of the window. */
  async open(address: UnitAddress, x: number, y: number): Promise<void> {
    clearTimeout(this.#closing);
    if (!this.panel.matches(':popover-open')) this.#cameFrom = focused();
    this.address = address;
    await this.updateComplete;
    this.status?.clear();
    if (!this.panel.matches(':popover-open')) this.panel.showPopover();
    const { width, height } = this.panel.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    this.panel.style.left = `${Math.max(EDGE, Math.min(x, clientWidth - width - EDGE))}px`;
    // Held at the bottom where it is low, so that it grows upwards when it says how it went.
    const isLow = y + height + EDGE > clientHeight;
    this.panel.style.top = isLow ? 'auto' : `${Math.max(EDGE, y)}px`;
    this.panel.style.bottom = isLow ? `${EDGE}px` : 'auto';
    this.#items()[0]?.focus();
  }

  protected override view(): unknown {
    return html`<div class="panel" popover @toggle=${this.#toggled}>
      ${this.address ? this.#content(this.address) : nothing}
    </div>`;
  }

  #content(address: UnitAddress): TemplateResult {
    const { menu } = this.words.take;
    const { layer, cell } = address;
    const shown = layerNamed(this.session.layers.value, layer);
    const isMap = shown !== null && hasPlaces(shown);
    const isPinned = this.session.pins.value.some((pin) => sameUnit(pin.address, address));
    const source = { session: this.session, language: this.language };
    return html`<h2 id="what" class="number">
        ${this.say(menu.unit, { layer, channel: cell.channel })}
      </h2>
      <div role="menu" aria-labelledby="what" @keydown=${this.#pressed}>
        ${this.#item(isPinned ? menu.unpin : menu.pin, () => this.#togglePin(address))}
        ${isMap ? this.#saves(source, address) : nothing}
        ${shown && this.#showsDreams(shown) ? this.#dreams(address) : nothing}
        ${this.#item(menu.copy, () => this.#closeAfter(this.status?.copy()))}
      </div>
      <take-status></take-status>`;
  }

  #saves(source: TakeSource, address: UnitAddress): TemplateResult {
    const { menu } = this.words.take;
    const { layer, cell } = address;
    const numbers = (): Promise<TakenFile> =>
      numbersOfLayer(this.session, layer, cell.channel, 'npy');
    const picture = (): Promise<TakenFile> => pictureOfMap(source, address);
    return html`${this.#item(menu.saveMap, () => this.#closeAfter(this.status?.run(picture)))}
    ${this.#item(menu.saveNumbers, () => this.#closeAfter(this.status?.run(numbers)))}`;
  }

  #showsDreams({ kind }: LayerSummary): boolean {
    const content = this.session.content.value;
    const canDream = kind !== 'input' && kind !== 'flatten';
    return canDream && (content === 'dreams' || content === 'both');
  }

  #dreams({ layer, cell: { channel } }: UnitAddress): TemplateResult {
    const { menu } = this.words.take;
    const close = (act: () => void) => (): void => {
      act();
      this.panel.hidePopover();
    };
    const again = (): void =>
      void this.session.openDreams().then((dreams) => dreams.retry({ layer, channel }));
    const visit = (): void => void (location.hash = roomLink(layer, channel));
    return html`${this.#item(menu.dreamAgain, close(again))}
    ${this.#item(menu.dreamRoom, close(visit))}`;
  }

  #item(label: string, act: () => void): TemplateResult {
    return html`<button type="button" role="menuitem" tabindex="-1" @click=${act}>
      ${label}
    </button>`;
  }

  #togglePin(address: UnitAddress): void {
    this.session.togglePin(address);
    this.panel.hidePopover();
  }

  /** A good outcome closes the menu once it was read; what needs a person stays. */
  #closeAfter(work: Promise<boolean> | undefined): void {
    void work?.then((isDone) => {
      if (isDone) this.#closing = setTimeout(() => this.panel.hidePopover(), READ);
    });
  }

  #pressed(event: KeyboardEvent): void {
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(':focus'));
    const moved: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const next = moved[event.key];
    if (event.key === 'Tab') this.panel.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  }

  #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState === 'open') return;
    clearTimeout(this.#closing);
    this.address = null;
    if (this.#cameFrom instanceof HTMLElement) this.#cameFrom.focus({ preventScroll: true });
    this.#cameFrom = null;
  }
}

/** What has the focus, inside whatever shadow it stands. */
function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-menu': UnitMenu;
  }
}
